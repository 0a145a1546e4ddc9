using System.Text;
using System.Text.Json;
using Gatehouse.Wire.SigV4;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Gatehouse.Tests.Wire.SigV4;

/// <summary>One of AWS's published test vectors.</summary>
public sealed record PublishedVector(
    string Name, bool Normalise, string Method, string Path, string Query, string[][] Headers, string Body, string SignedHeaders, string Signature)
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public string? CanonicalRequest { get; init; }

    public string? StringToSign { get; init; }

    public static IReadOnlyList<PublishedVector> All { get; } = Load();

    public static PublishedVector Named(string name) => All.Single(vector => vector.Name == name);

    public SignedRequest Request()
    {
        var headers = new HeaderDictionary();
        foreach (var header in Headers)
            headers[header[0]] = StringValues.Concat(headers[header[0]], header[1]);
        return new SignedRequest(new SignedHead(Method, Path, Query, headers), Encoding.UTF8.GetBytes(Body));
    }

    private static PublishedVector[] Load()
    {
        using var file = typeof(PublishedVector).Assembly.GetManifestResourceStream("vectors.json")!;
        return JsonSerializer.Deserialize<PublishedVector[]>(file, Web)!;
    }
}
