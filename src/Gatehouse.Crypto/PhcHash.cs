using System.Globalization;

namespace Gatehouse.Crypto;

/// <summary>An Argon2id hash as text: <c>$argon2id$v=19$m=19456,t=2,p=1$salt$tag</c>, base64 without padding (PHC string format).</summary>
/// <param name="MemoryKiB">m, 8 to 1,048,576.</param>
/// <param name="Passes">t, 1 to 16.</param>
/// <param name="Salt">16 bytes.</param>
/// <param name="Tag">16 to 64 bytes.</param>
internal sealed record PhcHash(int MemoryKiB, int Passes, byte[] Salt, byte[] Tag)
{
    /// <summary>Reads the text; null when it is anything else or asks for work beyond the bounds.</summary>
    public static PhcHash? Parse(string text)
    {
        var parts = text.Split('$', 7);
        if (parts is not ["", "argon2id", "v=19", var parameters, var salt, var tag])
            return null;
        if (parameters.Split(',', 4) is not [['m', '=', .. var m], ['t', '=', .. var t], "p=1"])
            return null;
        if (Number(m) is not (>= 8 and <= 1 << 20) || Number(t) is not (>= 1 and <= 16))
            return null;
        return Bytes(salt) is { Length: 16 } exactSalt && Bytes(tag) is { Length: >= 16 and <= 64 } exactTag
            ? new(Number(m), Number(t), exactSalt, exactTag)
            : null;
    }

    /// <inheritdoc/>
    public override string ToString() => $"$argon2id$v=19$m={MemoryKiB},t={Passes},p=1${Text(Salt)}${Text(Tag)}";

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static string Text(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=');

    private static byte[]? Bytes(string text)
    {
        var buffer = new byte[64];
        var padded = text.PadRight((text.Length + 3) / 4 * 4, '=');
        return Convert.TryFromBase64String(padded, buffer, out var length) ? buffer[..length] : null;
    }
}
