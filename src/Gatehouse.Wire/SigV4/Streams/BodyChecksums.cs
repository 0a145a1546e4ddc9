using System.Security.Cryptography;

namespace Gatehouse.Wire.SigV4;

/// <summary>Checksums of a body that are made as it passes. Algorithms that are not known here are not verified: the service behind does that.</summary>
/// <remarks>Source: Amazon S3, "Checking object integrity": base64 of the big-endian value.</remarks>
internal sealed class BodyChecksums
{
    private readonly Dictionary<string, IChecksum> sums = new(StringComparer.Ordinal);

    /// <summary>Begins the checksums of these trailers, as <c>x-amz-checksum-crc32</c>.</summary>
    public BodyChecksums(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            if (Of(name) is { } sum)
                sums[name] = sum;
        }
    }

    /// <summary>Takes more of the body in.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        foreach (var sum in sums.Values)
            sum.Append(bytes);
    }

    /// <summary>Holds a trailer against the body.</summary>
    /// <exception cref="AwsChunkedException">The checksum is another.</exception>
    public void Verify(string name, string value)
    {
        if (sums.TryGetValue(name, out var sum) && Convert.ToBase64String(sum.End()) != value)
            throw AwsChunkedException.Checksum(name);
    }

    private static IChecksum? Of(string name) => name switch
    {
        "x-amz-checksum-crc32" => Crc.Crc32(),
        "x-amz-checksum-crc32c" => Crc.Crc32C(),
        "x-amz-checksum-crc64nvme" => Crc.Crc64Nvme(),
        "x-amz-checksum-sha1" => new Digest(HashAlgorithmName.SHA1),
        "x-amz-checksum-sha256" => new Digest(HashAlgorithmName.SHA256),
        _ => null,
    };

    private sealed class Digest(HashAlgorithmName algorithm) : IChecksum
    {
        private readonly IncrementalHash hash = IncrementalHash.CreateHash(algorithm);

        public void Append(ReadOnlySpan<byte> bytes) => hash.AppendData(bytes);

        public byte[] End() => hash.GetHashAndReset();
    }
}
