using System.Buffers;
using System.Buffers.Text;

namespace Gatehouse.Crypto;

/// <summary>A token in its three parts, read as strictly as RFC 7515 allows: one way to write it, and no other.</summary>
/// <param name="Signed">Header and payload as they are signed: in base64url, with the point between them.</param>
/// <param name="Header">The first part, in base64url.</param>
/// <param name="Payload">The second part, decoded.</param>
/// <param name="Signature">The third part, decoded: 256 bytes.</param>
internal sealed record CompactJwt(string Signed, string Header, byte[] Payload, byte[] Signature)
{
    private const int MaxLength = 128 * 1024;
    private const int SignatureBytes = 256;

    private static readonly SearchValues<char> Alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    /// <summary>
    /// Takes a token apart; null when it is longer than 128 KiB, has not three parts, or any of them is not canonical base64url.
    /// </summary>
    public static CompactJwt? Parse(string token)
    {
        if (token.Length > MaxLength || token.AsSpan().ContainsAnyExcept(Alphabet))
            return null;
        if (token.Split('.', 4) is not [var header, var payload, var signature])
            return null;
        return Decode(payload) is { } claims && Decode(signature) is { Length: SignatureBytes } proof
            ? new($"{header}.{payload}", header, claims, proof)
            : null;
    }

    private static byte[]? Decode(string part)
    {
        var bytes = new byte[Base64Url.GetMaxDecodedLength(part.Length)];
        if (Base64Url.DecodeFromChars(part, bytes, out _, out var length) != OperationStatus.Done)
            return null;
        var exact = bytes[..length];
        return Base64Url.EncodeToString(exact) == part ? exact : null;
    }
}
