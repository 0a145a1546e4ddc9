using System.Buffers.Text;

namespace Gatehouse.Identity;

/// <summary>Takes down what people say of events afterwards: administrators, and whoever has the token that was mailed to the person.</summary>
public sealed class Feedbacks(IAuthEvents events, IUsers users, ISecretBox secrets, TimeProvider clock)
{
    /// <summary>How long a token works.</summary>
    public static readonly TimeSpan TokenLifetime = TimeSpan.FromDays(7);

    private const string Purpose = "event-feedback";
    private const int LongestToken = 1024;

    /// <summary>The token with which the person may say whether an event was theirs: for this event only, and not for ever.</summary>
    public string Token(AuthEvent happened)
    {
        using var buffer = new MemoryStream();
        using var writer = new BinaryWriter(buffer);
        foreach (var text in (string[])[happened.PoolId, happened.Sub, happened.Id])
            writer.Write(text);
        writer.Write((clock.GetUtcNow() + TokenLifetime).UtcTicks);
        writer.Flush();
        return Base64Url.EncodeToString(secrets.Seal(Purpose, buffer.ToArray()));
    }

    /// <summary>An administrator's word on an event of a person.</summary>
    public async ValueTask<Outcome<AuthEvent>> ByAdmin(UserPool pool, User user, string eventId, bool isValid, CancellationToken ct) =>
        await Give(pool, user, eventId, new Feedback(isValid, ByAdmin: true, clock.GetUtcNow()), ct);

    /// <summary>The person's word. Without the token of that event nobody learns whether there is such a person.</summary>
    public async ValueTask<Outcome<AuthEvent>> ByToken(
        UserPool pool, string name, string eventId, string token, bool isValid, CancellationToken ct)
    {
        if (Open(token) is not var (poolId, sub, id, expires) || poolId != pool.Id || id != eventId || clock.GetUtcNow().UtcTicks >= expires)
            return RefusalKind.FeedbackTokenInvalid;
        if (await users.Find(pool, name, ct) is not { } user)
            return RefusalKind.UnknownUser;

        return user.Sub == sub
            ? await Give(pool, user, eventId, new Feedback(isValid, ByAdmin: false, clock.GetUtcNow()), ct)
            : RefusalKind.FeedbackTokenInvalid;
    }

    private async ValueTask<Outcome<AuthEvent>> Give(UserPool pool, User user, string eventId, Feedback feedback, CancellationToken ct) =>
        await events.Change(pool.Id, user.Sub, eventId, happened => happened with { Feedback = feedback }, ct) is { } changed
            ? changed
            : RefusalKind.UnknownEvent;

    private (string PoolId, string Sub, string EventId, long Expires)? Open(string token)
    {
        if (token.Length > LongestToken || !Base64Url.IsValid(token) || !secrets.TryOpen(Purpose, Base64Url.DecodeFromChars(token), out var open))
            return null;

        using var reader = new BinaryReader(new MemoryStream(open));
        return (reader.ReadString(), reader.ReadString(), reader.ReadString(), reader.ReadInt64());
    }
}
