namespace Gatehouse.Identity;

/// <summary>Makes identifiers in the forms clients know.</summary>
public static class Ids
{
    private const string LowerAndDigits = "abcdefghijklmnopqrstuvwxyz0123456789";
    private const string AllAndDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ" + LowerAndDigits;

    /// <summary>A random UUID (RFC 9562, version 4) in lower case.</summary>
    public static string Uuid(this IRandom random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.Fill(bytes);
        return UuidFrom(bytes);
    }

    /// <summary>The same UUID each time for the same 16 bytes or more; it looks like a random one.</summary>
    public static string UuidFrom(ReadOnlySpan<byte> bytes)
    {
        Span<byte> uuid = stackalloc byte[16];
        bytes[..16].CopyTo(uuid);
        uuid[6] = (byte)((uuid[6] & 0x0F) | 0x40);
        uuid[8] = (byte)((uuid[8] & 0x3F) | 0x80);
        return new Guid(uuid, bigEndian: true).ToString();
    }

    /// <summary>A pool id: <c>{region}_{9 letters or digits}</c>.</summary>
    public static string PoolId(this IRandom random, string region) => $"{region}_{random.Text(AllAndDigits, 9)}";

    /// <summary>A client id: 26 lower-case letters and digits.</summary>
    public static string ClientId(this IRandom random) => random.Text(LowerAndDigits, 26);

    /// <summary>A client secret: 52 lower-case letters and digits, 268 bits.</summary>
    public static string ClientSecret(this IRandom random) => random.Text(LowerAndDigits, 52);

    /// <summary>The id of an import: <c>import-{10 letters or digits}</c>.</summary>
    public static string ImportId(this IRandom random) => "import-" + random.Text(AllAndDigits, 10);

    /// <summary>A refresh token: a version mark and 256 random bits.</summary>
    public static string RefreshToken(this IRandom random)
    {
        Span<byte> bytes = stackalloc byte[32];
        random.Fill(bytes);
        return "ghr1." + System.Buffers.Text.Base64Url.EncodeToString(bytes);
    }

    /// <summary>An identifier of access management, as <c>AKIA…</c> for a key or <c>AROA…</c> for a role: four letters that say of what, and 16 letters and digits.</summary>
    public static string AccessId(this IRandom random, string prefix) => prefix + random.Text("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16);

    /// <summary>The secret half of an access key: 40 characters, 240 bits.</summary>
    public static string AccessSecret(this IRandom random)
    {
        Span<byte> bytes = stackalloc byte[30];
        random.Fill(bytes);
        return Convert.ToBase64String(bytes);
    }

    private static string Text(this IRandom random, string alphabet, int length)
    {
        var text = new char[length];
        for (var i = 0; i < length; i++)
            text[i] = alphabet[random.Below(alphabet.Length)];

        return new string(text);
    }
}
