using System.Buffers.Text;
using System.IO.Compression;
using Gatehouse.Access;

namespace Gatehouse.Identity;

/// <summary>
/// Gives out temporary credentials and knows them again. Nothing is stored: the session token is the session, sealed for this installation
/// and for one access key, so every node admits it and nobody else can make or read one.
/// </summary>
public sealed class TemporaryKeys(ISecretBox secrets, IRandom random) : IAccessKeys
{
    private const string Prefix = "ASIA";
    private const int IdLength = 20;
    private const int LongestToken = 16_384;

    /// <summary>Gives out credentials for a session.</summary>
    /// <param name="principal">Whose, with the terms of the session.</param>
    /// <exception cref="ArgumentException">The principal has no session, or one that is larger than any rule allows.</exception>
    public TemporaryKey Issue(Principal principal) => IssueIfFits(principal) ?? throw new ArgumentException("The session is too large.", nameof(principal));

    /// <summary>The same for a session that others have a say in; null when it is larger than a token may be.</summary>
    /// <exception cref="ArgumentException">The principal has no session.</exception>
    public TemporaryKey? IssueIfFits(Principal principal)
    {
        var terms = principal.Session ?? throw new ArgumentException("Only a session has temporary credentials.", nameof(principal));
        var (id, secret) = (random.AccessId(Prefix), random.AccessSecret());
        var box = secrets.Seal(PurposeOf(id), Pack(secret, principal));
        var token = Base64Url.EncodeToString(box);
        return token.Length <= LongestToken ? new(id, secret, token, terms.Expires) : null;
    }

    /// <inheritdoc/>
    public ValueTask<AccessKey?> Find(string accessKeyId, string? sessionToken, CancellationToken cancellation) =>
        ValueTask.FromResult(sessionToken is { Length: <= LongestToken } && accessKeyId.Length == IdLength ? Open(accessKeyId, sessionToken) : null);

    private static string PurposeOf(string id) => "temporary-key/1/" + id;

    private static byte[] Pack(string secret, Principal principal)
    {
        using var plain = new MemoryStream();
        using var writer = new BinaryWriter(plain);
        writer.Write(secret);
        PrincipalBytes.Write(writer, principal);

        // At once: word by word it takes eight times as long and packs half as well.
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest))
            plain.WriteTo(brotli);
        return packed.ToArray();
    }

    private AccessKey? Open(string id, string token)
    {
        if (!Base64Url.IsValid(token) || !secrets.TryOpen(PurposeOf(id), Base64Url.DecodeFromChars(token), out var packed))
            return null;

        // It is our own box, and what is in it is bounded: it was when it was packed.
        using var reader = new BinaryReader(new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress));
        return new(id, reader.ReadString(), PrincipalBytes.Read(reader));
    }
}
