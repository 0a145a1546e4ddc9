using System.Security.Cryptography;

namespace Gatehouse.Crypto;

/// <summary>An RSA-2048 key pair that belongs to nobody yet.</summary>
/// <param name="Private">PKCS#8, in clear.</param>
/// <param name="Modulus">n, 256 bytes, big-endian.</param>
/// <param name="Exponent">e, big-endian.</param>
internal sealed record KeyPair(byte[] Private, byte[] Modulus, byte[] Exponent)
{
    /// <summary>Makes one: a quarter of a second of one processor.</summary>
    public static KeyPair New()
    {
        using var rsa = RSA.Create(2048);
        var known = rsa.ExportParameters(includePrivateParameters: false);
        return new(rsa.ExportPkcs8PrivateKey(), known.Modulus!, known.Exponent!);
    }
}
