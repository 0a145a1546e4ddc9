using System.Text;

namespace Gatehouse.Wire.SigV4;

/// <summary>What follows the last chunk: checksums of the body, and where chunks are signed the signature of them.</summary>
internal sealed class TrailerBlock
{
    private const string SignatureName = "x-amz-trailer-signature";
    private const string ChecksumName = "x-amz-checksum-";

    // A name and the longest checksum are under 120 characters.
    private const int LongestLine = 256;
    private const int Most = 8;

    private readonly bool isExpected;
    private readonly SortedSet<string> announced;
    private readonly SortedDictionary<string, string> values = new(StringComparer.Ordinal);

    public TrailerBlock(string? announced, bool isExpected)
    {
        this.isExpected = isExpected;
        this.announced = new(
            (announced ?? "").ToLowerInvariant().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);
        Checksums = new BodyChecksums(this.announced.Take(Most));
    }

    /// <summary>The checksums that were announced, as of the body so far.</summary>
    public BodyChecksums Checksums { get; }

    /// <summary>What came, by name.</summary>
    public IReadOnlyDictionary<string, string> Values => values;

    /// <summary>Reads all up to the blank line that ends the body, and verifies it.</summary>
    public async ValueTask Read(ChunkInput input, ChunkChain? chain, CancellationToken cancellation)
    {
        string? signature = null;
        while (await input.Line(LongestLine, cancellation, allowsFeed: true) is { Length: > 0 } line)
        {
            var (name, value) = Parts(line);
            if (signature is not null || !isExpected)
                throw AwsChunkedException.Trailer();
            if (name == SignatureName && chain is not null)
                signature = value;
            else if (values.Count == Most || !announced.Contains(name) || !name.StartsWith(ChecksumName, StringComparison.Ordinal) || !values.TryAdd(name, value))
                throw AwsChunkedException.Trailer();
        }

        if (isExpected && chain is not null)
            chain.VerifyTrailers(signature ?? "", Canonical());
        if (!announced.SetEquals(values.Keys))
            throw AwsChunkedException.Trailer();
        foreach (var (name, value) in values)
            Checksums.Verify(name, value);
    }

    private static (string Name, string Value) Parts(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 ? (line[..colon].ToLowerInvariant(), line[(colon + 1)..].Trim()) : throw AwsChunkedException.Trailer();
    }

    private byte[] Canonical() => Encoding.ASCII.GetBytes(string.Concat(values.Select(trailer => $"{trailer.Key}:{trailer.Value}\n")));
}
