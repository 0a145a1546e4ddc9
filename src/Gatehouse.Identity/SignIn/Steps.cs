using System.Buffers.Text;

namespace Gatehouse.Identity;

/// <summary>Where a sign-in stands between two calls.</summary>
/// <param name="PoolId">In which pool.</param>
/// <param name="ClientId">Through which application.</param>
/// <param name="Sub">Whose.</param>
/// <param name="PasswordSince">Which password was proven: when it was set, in ticks.</param>
/// <param name="Expires">When the step must have been answered, in ticks.</param>
/// <param name="Nonce">16 random bytes, spent when the step is answered.</param>
public sealed record Step(string PoolId, string ClientId, string Sub, long PasswordSince, long Expires, byte[] Nonce);

/// <summary>
/// Gives a sign-in's state to the client and takes it back: sealed, so that nobody reads or makes one, and spent once. The server keeps
/// only what was spent.
/// </summary>
public sealed class Steps(ISecretBox secrets, ISpentValues spent, IRandom random, TimeProvider clock)
{
    // Clients know session strings by these letters.
    private const string Mark = "AYABe";
    private const string Purpose = "sign-in-step";

    /// <summary>Seals the step that waits for a person who has proven a password.</summary>
    public string Seal(AppClient client, User user)
    {
        var nonce = new byte[16];
        random.Fill(nonce);
        using var buffer = new MemoryStream();
        using var writer = new BinaryWriter(buffer);
        writer.Write(client.PoolId);
        writer.Write(client.Id);
        writer.Write(user.Sub);
        writer.Write(user.State.Password!.Since.UtcTicks);
        writer.Write((clock.GetUtcNow() + client.StepLifetime).UtcTicks);
        writer.Write(nonce);
        writer.Flush();
        return Mark + Base64Url.EncodeToString(secrets.Seal(Purpose, buffer.ToArray()));
    }

    /// <summary>Opens a step of this application; refuses one of another, a forged one, and one whose time is over.</summary>
    public Outcome<Step> Open(AppClient client, string? session)
    {
        if (session is null || !session.StartsWith(Mark, StringComparison.Ordinal) || !Base64Url.IsValid(session.AsSpan(Mark.Length)))
            return RefusalKind.StepInvalid;
        if (!secrets.TryOpen(Purpose, Base64Url.DecodeFromChars(session.AsSpan(Mark.Length)), out var bytes))
            return RefusalKind.StepInvalid;

        using var reader = new BinaryReader(new MemoryStream(bytes));
        var step = new Step(
            reader.ReadString(), reader.ReadString(), reader.ReadString(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadBytes(16));
        if (step.PoolId != client.PoolId || step.ClientId != client.Id)
            return RefusalKind.StepInvalid;
        return clock.GetUtcNow().UtcTicks >= step.Expires ? RefusalKind.StepExpired : step;
    }

    /// <summary>Spends a step. Of many answers at once, one goes on.</summary>
    public ValueTask<bool> Spend(Step step, CancellationToken ct) =>
        spent.Spend(step.PoolId, step.Nonce, new DateTimeOffset(step.Expires, TimeSpan.Zero), ct);
}
