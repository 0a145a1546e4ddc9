namespace Gatehouse.Federation.Saml;

/// <summary>Bytes as XML carries them.</summary>
internal static class Base64
{
    /// <summary>The bytes of base64, with white space or without; null for what is none.</summary>
    public static byte[]? Read(string? text)
    {
        var bytes = new byte[text?.Length ?? 0];
        return text is not null && Convert.TryFromBase64String(text, bytes, out var length) && length > 0 ? bytes[..length] : null;
    }
}
