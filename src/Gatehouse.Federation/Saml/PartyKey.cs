using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gatehouse.Federation.Saml;

/// <summary>A public key with which a provider signs: RSA of 2,048 to 8,192 bits, or a curve of 256 to 521 bits. What a weaker one signed could be anybody's.</summary>
internal sealed class PartyKey : IDisposable
{
    private const string More = "http://www.w3.org/2001/04/xmldsig-more#";

    private readonly RSA? rsa;
    private readonly ECDsa? curve;

    private PartyKey(RSA? rsa, ECDsa? curve) => (this.rsa, this.curve) = (rsa, curve);

    /// <summary>The key of a certificate (DER); null for what is none, or is too weak. Whether the certificate has run out is not asked, as SAML's metadata profile says.</summary>
    public static PartyKey? Read(byte[] certificate)
    {
        try
        {
            using var read = X509CertificateLoader.LoadCertificate(certificate);
            return Of(read);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>The same of a certificate that is read.</summary>
    public static PartyKey? Of(X509Certificate2 certificate)
    {
        var key = new PartyKey(certificate.GetRSAPublicKey(), certificate.GetECDsaPublicKey());
        if (key is { rsa.KeySize: >= 2048 and <= 8192 } or { curve.KeySize: >= 256 and <= 521 })
            return key;

        key.Dispose();
        return null;
    }

    /// <summary>Whether it signed bytes by a method of XML Signature. Of all methods those with SHA-2 are known; the others sign nothing.</summary>
    public bool Signed(ReadOnlySpan<byte> bytes, string method, ReadOnlySpan<byte> signature)
    {
        var hash = method switch
        {
            More + "rsa-sha256" or More + "ecdsa-sha256" => HashAlgorithmName.SHA256,
            More + "rsa-sha384" or More + "ecdsa-sha384" => HashAlgorithmName.SHA384,
            More + "rsa-sha512" or More + "ecdsa-sha512" => HashAlgorithmName.SHA512,
            _ => default,
        };
        return hash != default && (method.StartsWith(More + "rsa", StringComparison.Ordinal)
            ? rsa?.VerifyData(bytes, signature, hash, RSASignaturePadding.Pkcs1) is true
            : curve?.VerifyData(bytes, signature, hash) is true);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        rsa?.Dispose();
        curve?.Dispose();
    }
}
