using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Gatehouse.Identity;

namespace Gatehouse.Crypto;

/// <summary>One key pair of a pool, ready to sign and to verify from many threads at once.</summary>
internal sealed class PoolKey
{
    private readonly Lazy<RSA> signer;
    private readonly Lazy<RSA> verifier;
    private readonly HashAlgorithmName hash;

    public PoolKey(SigningKey row, ISecretBox secrets)
    {
        Row = row;
        Header = Base64Url.EncodeToString(Encoding.UTF8.GetBytes($$"""{"kid":"{{row.Kid}}","alg":"{{Algorithm(row.Use)}}"}"""));
        hash = row.Use is TokenUse.Identity ? HashAlgorithmName.SHA512 : HashAlgorithmName.SHA256;
        signer = new(() => OpenPrivate(row, secrets));
        verifier = new(() => RSA.Create(new RSAParameters { Modulus = row.Modulus, Exponent = row.Exponent }));
    }

    /// <summary>The key as it is kept.</summary>
    public SigningKey Row { get; }

    /// <summary>The one header its tokens have, in base64url. A token with any other was not signed by it.</summary>
    public string Header { get; }

    /// <summary>The name (RFC 7518) of how keys of a use sign: as Cognito's do.</summary>
    public static string Algorithm(TokenUse use) => use is TokenUse.Identity ? "RS512" : "RS256";

    /// <summary>256 bytes of RSASSA-PKCS1-v1_5 over ASCII text.</summary>
    public byte[] Sign(string text) =>
        signer.Value.SignData(Encoding.ASCII.GetBytes(text), hash, RSASignaturePadding.Pkcs1);

    /// <summary>Whether <see cref="Sign"/> made this signature over the text.</summary>
    public bool Verifies(string text, byte[] signature) =>
        verifier.Value.VerifyData(Encoding.ASCII.GetBytes(text), signature, hash, RSASignaturePadding.Pkcs1);

    private static RSA OpenPrivate(SigningKey row, ISecretBox secrets)
    {
        if (!secrets.TryOpen(KeyReservoir.Purpose(row.PoolId, row.Kid), row.SealedPrivate, out var pkcs8))
            throw new InvalidOperationException($"A signing key of pool {row.PoolId} does not open with the keys of this installation.");
        var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(pkcs8, out _);
        CryptographicOperations.ZeroMemory(pkcs8);
        return rsa;
    }
}
