using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Gatehouse.TestKit.Wire;

/// <summary>Writes bodies as <c>aws-chunked</c>, as clients do. Written from AWS's description, apart from the code that reads them.</summary>
public sealed class ChunkFrames
{
    private readonly List<byte> frames = [];
    private readonly (byte[] Key, string Date, string Scope)? signing;
    private string previous;

    /// <summary>Chunks that are signed, following the signature of the request.</summary>
    public ChunkFrames(RequestSigner signer, DateTimeOffset at, string seed) =>
        (signing, previous) = ((signer.Key(at), RequestSigner.Date(at), signer.Scope(at)), seed);

    /// <summary>Chunks that are not signed.</summary>
    public ChunkFrames() => previous = "";

    /// <summary>What was written so far.</summary>
    public byte[] Bytes => [.. frames];

    /// <summary>The signatures of the chunks so far, in their order.</summary>
    public List<string> Signatures { get; } = [];

    /// <summary>A body in one call.</summary>
    /// <param name="body">The body.</param>
    /// <param name="size">The size of its chunks.</param>
    /// <param name="trailers">What follows the last chunk; null where nothing may.</param>
    public ChunkFrames Write(byte[] body, int size, params (string Name, string Value)[]? trailers)
    {
        foreach (var chunk in body.Chunk(size))
            Chunk(chunk);
        Chunk([]);
        return trailers is null ? Text("\r\n") : Trailers(trailers);
    }

    /// <summary>One chunk; an empty one is the last, and a blank line or trailers must follow it.</summary>
    public ChunkFrames Chunk(byte[] bytes)
    {
        var size = bytes.Length.ToString("x", CultureInfo.InvariantCulture);
        Text(signing is null ? $"{size}\r\n" : $"{size};chunk-signature={Follow("PAYLOAD", $"{Hash([])}\n{Hash(bytes)}")}\r\n");
        if (bytes.Length == 0)
            return this;
        frames.AddRange(bytes);
        return Text("\r\n");
    }

    /// <summary>The trailers, their signature where chunks are signed, and the end.</summary>
    public ChunkFrames Trailers(params (string Name, string Value)[] trailers)
    {
        var sorted = trailers.OrderBy(trailer => trailer.Name, StringComparer.Ordinal).ToList();
        foreach (var (name, value) in sorted)
            Text($"{name}:{value}\r\n");
        if (signing is not null)
        {
            var canonical = string.Concat(sorted.Select(trailer => $"{trailer.Name}:{trailer.Value}\n"));
            Text($"x-amz-trailer-signature:{Follow("TRAILER", Hash(Encoding.ASCII.GetBytes(canonical)))}\r\n");
        }

        return Text("\r\n");
    }

    /// <summary>Anything at all.</summary>
    public ChunkFrames Text(string text)
    {
        frames.AddRange(Encoding.Latin1.GetBytes(text));
        return this;
    }

    private string Follow(string kind, string hashes)
    {
        var (key, date, scope) = signing!.Value;
        var text = $"AWS4-HMAC-SHA256-{kind}\n{date}\n{scope}\n{previous}\n{hashes}";
        previous = Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
        Signatures.Add(previous);
        return previous;
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
