using System.Buffers.Text;

namespace Gatehouse.Identity;

/// <summary>What a sign-in waits for between two calls. A step answers its own question and no other.</summary>
public enum StepKind
{
    /// <summary>A password in place of a temporary one.</summary>
    NewPassword,

    /// <summary>The code of a text message.</summary>
    Sms,

    /// <summary>The code that an authenticator shows.</summary>
    SoftwareToken,

    /// <summary>The code of a mail.</summary>
    Email,

    /// <summary>Which of several second factors.</summary>
    ChooseFactor,

    /// <summary>The beginning of setting up a second factor.</summary>
    SetUpFactor,

    /// <summary>The first code of the authenticator that was given out.</summary>
    AuthenticatorGiven,

    /// <summary>The end of setting up: an authenticator is proven.</summary>
    AuthenticatorProven,

    /// <summary>The beginning of a device's proof.</summary>
    Device,

    /// <summary>The device's proof.</summary>
    DeviceProof,

    /// <summary>Which of several first factors.</summary>
    ChooseFirst,

    /// <summary>The password.</summary>
    Password,

    /// <summary>The client's half of SRP.</summary>
    PasswordBySrp,

    /// <summary>The code of a mail, as first factor.</summary>
    FirstEmail,

    /// <summary>The code of a text message, as first factor.</summary>
    FirstSms,

    /// <summary>The proof of a passkey.</summary>
    Passkey,

    /// <summary>The answer to a riddle that a function of the pool made.</summary>
    Riddle,

    /// <summary>The password by SRP, where a function of the pool decides what comes next.</summary>
    CoursePassword,

    /// <summary>The code that ends a sign-up.</summary>
    SignUp,

    /// <summary>The sign-in after it.</summary>
    SignedUp,
}

/// <summary>Where a sign-in stands between two calls.</summary>
/// <param name="Kind">What it waits for.</param>
/// <param name="PoolId">In which pool.</param>
/// <param name="ClientId">Through which application.</param>
/// <param name="Sub">Whose.</param>
/// <param name="PasswordSince">Which password was proven: when it was set, in ticks; 0 for people without one.</param>
/// <param name="Expires">When the step must have been answered, in ticks.</param>
/// <param name="Nonce">16 random bytes, spent when the step is answered.</param>
public sealed record Step(StepKind Kind, string PoolId, string ClientId, string Sub, long PasswordSince, long Expires, byte[] Nonce)
{
    /// <summary>On which device the sign-in began, as was said; null when nothing was.</summary>
    public string? DeviceKey { get; init; }

    /// <summary>A second factor is among what was proven.</summary>
    public bool HasSecondFactor { get; init; }

    /// <summary>What must be kept of a ceremony until the browser answers; null where there is none.</summary>
    public string? Ceremony { get; init; }

    /// <summary>What was asked until now, where a function of the pool decides what comes next; null elsewhere.</summary>
    public Course? Course { get; init; }

    /// <summary>What is kept of the riddle that the step waits for; nothing where it waits for none.</summary>
    public RiddleSecret Riddle { get; init; } = RiddleSecret.None;

    /// <summary>Whether the person still stands where the step left them: nobody was kept out, and no password replaced.</summary>
    public bool WaitsFor(User user) =>
        user is { Enabled: true } && IsOf(user)
        && user.Status == (Kind is StepKind.NewPassword ? UserStatus.ForceChangePassword : UserStatus.Confirmed);

    /// <summary>Whether it is this person's, with the password they had.</summary>
    public bool IsOf(User user) => user.Sub == Sub && SinceOf(user) == PasswordSince;

    /// <summary>When the person's password was set, in ticks; 0 without one.</summary>
    public static long SinceOf(User user) => user.State.Password?.Since.UtcTicks ?? 0;
}

/// <summary>A step that goes on, and whose it is.</summary>
/// <param name="Step">The step.</param>
/// <param name="User">The person.</param>
public readonly record struct ResumedStep(Step Step, User User);

/// <summary>A step before anything is proven.</summary>
/// <param name="Step">The step.</param>
/// <param name="User">The person; null for somebody who is not there.</param>
public readonly record struct BegunStep(Step Step, User? User);

/// <summary>
/// Gives a sign-in's state to the client and takes it back: sealed, so that nobody reads or makes one, and spent once. The server keeps
/// only what was spent.
/// </summary>
public sealed class Steps(ISecretBox secrets, ISpentValues spent, IUsers users, Strangers strangers, FreshValues fresh)
{
    /// <summary>Nothing longer comes back: the protocol has no room for it.</summary>
    public const int Longest = 2048;

    // Clients know session strings by these letters.
    private const string Mark = "AYABe";
    private const string Purpose = "sign-in-step/5";

    /// <summary>The step that waits for a person who has proven a first factor.</summary>
    public Step Next(SignInAttempt attempt, User user, StepKind kind) =>
        Next(attempt.Client, user.Sub, Step.SinceOf(user), kind) with { DeviceKey = attempt.Device?.Key, Course = attempt.Course };

    /// <summary>The step that waits for a first factor, of somebody who may not be there. Which of the two it is does not show in it.</summary>
    public Step First(SignInAttempt attempt, User? user, StepKind kind) =>
        Next(attempt.Client, user?.Sub ?? strangers.SubOf(attempt), user is null ? 0 : Step.SinceOf(user), kind)
            with { DeviceKey = attempt.Device?.Key, Course = attempt.Course };

    /// <summary>The step that follows another of the same person.</summary>
    public Step Next(AppClient client, Step before, StepKind kind) =>
        Next(client, before.Sub, before.PasswordSince, kind)
            with { DeviceKey = before.DeviceKey, HasSecondFactor = before.HasSecondFactor, Course = before.Course };

    /// <summary>Seals a step.</summary>
    public string Seal(Step step)
    {
        using var buffer = new MemoryStream();
        using var writer = new BinaryWriter(buffer);
        writer.Write((byte)step.Kind);
        writer.Write(step.PoolId);
        writer.Write(step.ClientId);
        writer.Write(step.Sub);
        writer.Write(step.PasswordSince);
        writer.Write(step.Expires);
        writer.Write(step.Nonce);
        writer.Write(step.DeviceKey ?? "");
        writer.Write(step.HasSecondFactor);
        writer.Write(step.Ceremony ?? "");
        Course.Write(writer, step.Course);
        RiddleSecret.Write(writer, step.Riddle);
        writer.Flush();
        return Mark + Base64Url.EncodeToString(secrets.Seal(Purpose, buffer.ToArray()));
    }

    /// <summary>Opens a step of a kind; refuses a forged one, one that waits for something else, and one whose time is over.</summary>
    public Outcome<Step> Open(string? session, StepKind kind)
    {
        if (Read(session) is not { } step || step.Kind != kind)
            return RefusalKind.StepInvalid;
        return fresh.Now.UtcTicks >= step.Expires ? RefusalKind.StepExpired : step;
    }

    /// <summary>On which device the sign-in of a step began; null where nothing was said of one, or there is no such step.</summary>
    public string? DeviceOf(string? session) => Read(session)?.DeviceKey;

    /// <summary>What was asked before a step, where a function of the pool decides what comes next; null elsewhere.</summary>
    public Course? CourseOf(string? session) => Read(session)?.Course;

    /// <summary>Opens a step of an application; refuses another's.</summary>
    public Outcome<Step> Open(AppClient client, string? session, StepKind kind)
    {
        if (Open(session, kind).Refused(out var refusal, out var step))
            return refusal;

        return step.PoolId == client.PoolId && step.ClientId == client.Id ? step : RefusalKind.StepInvalid;
    }

    /// <summary>Opens a step and finds its person, who must be the one that is named and stand where the step left them.</summary>
    public async ValueTask<Outcome<ResumedStep>> Resume(SignInAttempt attempt, string? session, StepKind kind, CancellationToken ct)
    {
        if (Open(attempt.Client, session, kind).Refused(out var refusal, out var step))
            return refusal;

        if (await IsSpent(step, ct))
            return RefusalKind.StepSpent;

        return await users.Find(attempt.Pool, attempt.Name, ct) is { } user && step.WaitsFor(user)
            ? new ResumedStep(step, user)
            : RefusalKind.StepInvalid;
    }

    /// <summary>Opens a step in which nothing is proven yet. Its person may still not be there; but not somebody else.</summary>
    public async ValueTask<Outcome<BegunStep>> ResumeFirst(SignInAttempt attempt, string? session, StepKind kind, CancellationToken ct)
    {
        if (Open(attempt.Client, session, kind).Refused(out var refusal, out var step))
            return refusal;

        if (await IsSpent(step, ct))
            return RefusalKind.StepSpent;

        var user = await users.Find(attempt.Pool, attempt.Name, ct);
        var isTheirs = user is null ? step.Sub == attempt.Name || step.Sub == strangers.SubOf(attempt) : step.IsOf(user);
        return isTheirs ? new BegunStep(step, user) : RefusalKind.StepInvalid;
    }

    /// <summary>What a step waits for; null when it is none of ours.</summary>
    public StepKind? KindOf(string? session) => Read(session)?.Kind;

    /// <summary>Spends a step. Of many answers at once, one goes on.</summary>
    public ValueTask<bool> Spend(Step step, CancellationToken ct) =>
        spent.Spend(step.PoolId, step.Nonce, new DateTimeOffset(step.Expires, TimeSpan.Zero), ct);

    /// <summary>Whether a step was answered before. Only spending it decides who goes on; this says it before any other work is done.</summary>
    public ValueTask<bool> IsSpent(Step step, CancellationToken ct) => spent.IsSpent(step.PoolId, step.Nonce, ct);

    private Step? Read(string? session)
    {
        if (session is null || !session.StartsWith(Mark, StringComparison.Ordinal) || !Base64Url.IsValid(session.AsSpan(Mark.Length)))
            return null;
        if (!secrets.TryOpen(Purpose, Base64Url.DecodeFromChars(session.AsSpan(Mark.Length)), out var bytes))
            return null;

        using var reader = new BinaryReader(new MemoryStream(bytes));
        var step = new Step(
            (StepKind)reader.ReadByte(), reader.ReadString(), reader.ReadString(), reader.ReadString(), reader.ReadInt64(), reader.ReadInt64(),
            reader.ReadBytes(16));
        return step with
        {
            DeviceKey = Text(reader),
            HasSecondFactor = reader.ReadBoolean(),
            Ceremony = Text(reader),
            Course = Course.Read(reader),
            Riddle = RiddleSecret.Read(reader),
        };
    }

    private static string? Text(BinaryReader reader) => reader.ReadString() is { Length: > 0 } text ? text : null;

    private Step Next(AppClient client, string sub, long passwordSince, StepKind kind) =>
        new(kind, client.PoolId, client.Id, sub, passwordSince, (fresh.Now + client.StepLifetime).UtcTicks, fresh.Nonce());
}
