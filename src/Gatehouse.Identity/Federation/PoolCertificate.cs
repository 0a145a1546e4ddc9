namespace Gatehouse.Identity;

/// <summary>The certificate by which SAML providers know a pool: they check its requests with it, and encrypt what is for the pool only.</summary>
public sealed record PoolCertificate : IPart
{
    /// <summary>The key of the only one a pool has.</summary>
    public const string OnlyKey = "saml";

    /// <inheritdoc/>
    public static PartKind Kind { get; } = new("pool-certificate", IsSecret: true);

    /// <inheritdoc/>
    public required string PoolId { get; init; }

    /// <inheritdoc/>
    public string Key => OnlyKey;

    /// <summary>The certificate (X.509, DER).</summary>
    public required byte[] Certificate { get; init; }

    /// <summary>Its private key (PKCS#8, in clear: the part lies sealed).</summary>
    public required byte[] PrivateKey { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"PoolCertificate {PoolId}";
}

/// <summary>Makes certificates.</summary>
public interface ICertificates
{
    /// <summary>A fresh RSA-2048 key with a certificate that it signed itself, for signatures and for encryption to it.</summary>
    /// <param name="name">The common name of its subject.</param>
    /// <param name="from">When it begins to hold.</param>
    /// <param name="until">When it ends.</param>
    /// <param name="ct">Cancels the wait for a processor, never a half-made key.</param>
    /// <returns>The certificate (DER) and the private key (PKCS#8).</returns>
    ValueTask<(byte[] Certificate, byte[] PrivateKey)> Make(string name, DateTimeOffset from, DateTimeOffset until, CancellationToken ct);
}

/// <summary>Gives every pool its certificate at the first need.</summary>
public sealed class PoolCertificates(IParts<PoolCertificate> parts, ICertificates certificates, TimeProvider clock)
{
    /// <summary>The pool's certificate, on every node and at every time the same; null when the pool is gone.</summary>
    public async ValueTask<PoolCertificate?> Of(string poolId, CancellationToken ct)
    {
        if (await parts.Find(poolId, "", PoolCertificate.OnlyKey, ct) is { } known)
            return known;

        // Clocks differ: a provider whose clock is behind must not meet a certificate of the future.
        var from = clock.GetUtcNow().AddDays(-1);
        var (certificate, privateKey) = await certificates.Make(poolId, from, from.AddYears(10), ct);
        var mine = new PoolCertificate { PoolId = poolId, Certificate = certificate, PrivateKey = privateKey };
        return (await parts.Add(mine, ct)).Part;
    }
}
