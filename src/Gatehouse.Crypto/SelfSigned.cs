using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gatehouse.Identity;

namespace Gatehouse.Crypto;

/// <summary>Makes RSA-2048 keys with certificates that they signed themselves (RFC 5280, SHA-256), one at a time.</summary>
public sealed class SelfSigned : ICertificates, IDisposable
{
    private readonly SemaphoreSlim turn = new(1);

    /// <inheritdoc/>
    public async ValueTask<(byte[] Certificate, byte[] PrivateKey)> Make(string name, DateTimeOffset from, DateTimeOffset until, CancellationToken ct)
    {
        await turn.WaitAsync(ct);
        try
        {
            return await Task.Run(() => Make(name, from, until), CancellationToken.None);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();

    private static (byte[] Certificate, byte[] PrivateKey) Make(string name, DateTimeOffset from, DateTimeOffset until)
    {
        using var rsa = RSA.Create(2048);
        var subject = new X500DistinguishedNameBuilder();
        subject.AddCommonName(name);
        var request = new CertificateRequest(subject.Build(), rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment, critical: true));
        using var certificate = request.CreateSelfSigned(from, until);
        return (certificate.RawData, rsa.ExportPkcs8PrivateKey());
    }
}
