using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Gatehouse.Identity;

/// <summary>A refresh token that was shown: which one of which session.</summary>
/// <param name="Session">The session, as it is stored.</param>
/// <param name="Generation">How many tokens of the session came before it.</param>
public sealed record ShownToken(Session Session, int Generation)
{
    /// <summary>Whether no newer one was given out.</summary>
    public bool IsNewest => Generation == Session.Rotation.Generation;
}

/// <summary>
/// Makes and recognises the refresh tokens of sessions. The first of a session is random, and found by its hash. Those it is exchanged
/// for name the session and their number, marked under a key of the installation: nobody makes one, nothing is kept of them, however
/// many there were each is known again, and whoever repeats an exchange gets the same token.
/// </summary>
public sealed class RefreshTokens(ISecretBox secrets, ISessions sessions)
{
    private const string Mark = "ghr2.";
    private const string Purpose = "refresh-token";
    private const int NameLength = 16 + sizeof(int);

    /// <summary>The token of a later generation than the first.</summary>
    public string Later(Session session)
    {
        var name = new byte[NameLength];
        Guid.Parse(session.Id).TryWriteBytes(name, bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(name.AsSpan(16), session.Rotation.Generation);
        return Mark + Base64Url.EncodeToString([.. name, .. MacOf(session.PoolId, name)]);
    }

    /// <summary>The session a token belongs to; null for what is none, or whose session is over.</summary>
    public async ValueTask<ShownToken?> Find(string poolId, string token, CancellationToken ct)
    {
        if (!token.StartsWith(Mark, StringComparison.Ordinal))
            return await sessions.ByRefreshHash(poolId, TokenMint.HashOf(token), ct) is { } first ? new(first, 0) : null;
        if (Open(poolId, token.AsSpan(Mark.Length)) is not { } later)
            return null;

        return await sessions.Find(poolId, later.SessionId, ct) is { } session ? new(session, later.Generation) : null;
    }

    private (string SessionId, int Generation)? Open(string poolId, ReadOnlySpan<char> text)
    {
        Span<byte> bytes = stackalloc byte[NameLength + SHA256.HashSizeInBytes];
        if (!Base64Url.IsValid(text, out var length) || length != bytes.Length)
            return null;

        Base64Url.DecodeFromChars(text, bytes);
        var name = bytes[..NameLength];
        return CryptographicOperations.FixedTimeEquals(MacOf(poolId, name), bytes[NameLength..])
            ? (new Guid(name[..16], bigEndian: true).ToString(), BinaryPrimitives.ReadInt32BigEndian(name[16..]))
            : null;
    }

    private byte[] MacOf(string poolId, ReadOnlySpan<byte> name) => secrets.Mac(Purpose, [.. Encoding.UTF8.GetBytes(poolId), 0, .. name]);
}
