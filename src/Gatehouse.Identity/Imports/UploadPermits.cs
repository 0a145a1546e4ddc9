using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Gatehouse.Identity;

/// <summary>
/// Lets whoever holds it send the file of one import, for a quarter of an hour. It is a mark over pool, import and end; nothing is kept of
/// it, and every node of the installation knows it.
/// </summary>
public sealed class UploadPermits(ISecretBox secrets, TimeProvider clock)
{
    /// <summary>How long a permit is good.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    /// <summary>The permit for an import: the same each time.</summary>
    public byte[] Of(ImportJob job) => Mark(job.PoolId, job.Id, job.Created);

    /// <summary>How a permit stands.</summary>
    /// <param name="poolId">The pool it was shown for.</param>
    /// <param name="jobId">The import it was shown for.</param>
    /// <param name="created">When the import was made, as the permit's holder says.</param>
    /// <param name="permit">What was shown.</param>
    public PermitCheck Check(string poolId, string jobId, DateTimeOffset created, ReadOnlySpan<byte> permit)
    {
        if (!CryptographicOperations.FixedTimeEquals(Mark(poolId, jobId, created), permit))
            return PermitCheck.Forged;
        return clock.GetUtcNow() < Truncated(created) + Lifetime ? PermitCheck.Good : PermitCheck.Expired;
    }

    private byte[] Mark(string poolId, string jobId, DateTimeOffset created) => secrets.Mac(
        "import-upload", Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{poolId}/{jobId}/{created.ToUnixTimeSeconds()}")));

    private static DateTimeOffset Truncated(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());
}

/// <summary>How a permit to send a file stands.</summary>
public enum PermitCheck
{
    /// <summary>It is one of ours, and its time is not over.</summary>
    Good,

    /// <summary>It is one of ours, and its time is over.</summary>
    Expired,

    /// <summary>It is not one of ours, or for another import.</summary>
    Forged,
}
