using System.Globalization;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>
/// The address to which a file is sent by PUT: <c>{public URL}/_gatehouse/imports/{pool}/{import}?X-Amz-Date=…&amp;X-Amz-Expires=900&amp;X-Amz-Signature=…</c>.
/// </summary>
public sealed class ImportUrl(Realm realm, UploadPermits permits)
{
    /// <summary>The path of it.</summary>
    public const string Path = "/_gatehouse/imports/{poolId}/{jobId}";

    /// <summary>The parameter that says when the import was made.</summary>
    public const string Date = "X-Amz-Date";

    /// <summary>The parameter with the permit, in hexadecimal.</summary>
    public const string Signature = "X-Amz-Signature";

    private const string DateForm = "yyyyMMdd'T'HHmmss'Z'";
    private const int SignatureLength = 64;

    /// <summary>The address for an import.</summary>
    public string Of(ImportJob job) => string.Create(
        CultureInfo.InvariantCulture,
        $"{realm.PublicUrl}/_gatehouse/imports/{job.PoolId}/{job.Id}?{Date}={job.Created.UtcDateTime.ToString(DateForm, CultureInfo.InvariantCulture)}&X-Amz-Expires={UploadPermits.Lifetime.TotalSeconds}&{Signature}={Convert.ToHexStringLower(permits.Of(job))}");

    /// <summary>How the permit in an address stands.</summary>
    public PermitCheck Check(string poolId, string jobId, string? date, string? signature)
    {
        const DateTimeStyles utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (!DateTimeOffset.TryParseExact(date, DateForm, CultureInfo.InvariantCulture, utc, out var created))
            return PermitCheck.Forged;

        Span<byte> permit = stackalloc byte[SignatureLength / 2];
        return signature?.Length == SignatureLength && Convert.FromHexString(signature, permit, out _, out _) == System.Buffers.OperationStatus.Done
            ? permits.Check(poolId, jobId, created, permit)
            : PermitCheck.Forged;
    }
}
