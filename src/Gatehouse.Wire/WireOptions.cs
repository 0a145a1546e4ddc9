namespace Gatehouse.Wire;

/// <summary>What the operator may set about the wire.</summary>
public sealed class WireOptions
{
    /// <summary>The region that callers sign for, as <c>eu-central-1</c>.</summary>
    public string Region { get; set; } = "us-east-1";

    /// <summary>Further regions that callers may sign for.</summary>
    public ISet<string> MoreRegions { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Whether callers may sign for a region that is not among these. It is asked before a signature is checked, so it answers quickly.</summary>
    public Func<string, CancellationToken, ValueTask<bool>> KnowsRegion { get; set; } = static (_, _) => new(false);

    /// <summary>The longest request body, in bytes: 1 MiB unless set here or by the operation. A longer one is answered with 413.</summary>
    public int BodyLimit { get; set; } = 1024 * 1024;

    /// <summary>How far a signature's date may lie from our clock, either way.</summary>
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Which exceptions say that too much is asked at once; the caller is told <c>TooManyRequestsException</c> and tries again.</summary>
    public Func<Exception, bool> MeansOverload { get; set; } = _ => false;
}
