using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Doors;

/// <summary>A question of the guard or of an application, as it is sent.</summary>
internal sealed record DoorQuestion
{
    private const int LongestBody = 2 * 1024 * 1024;

    private static readonly JsonSerializerOptions Strict = new()
    {
        AllowDuplicateProperties = false,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        MaxDepth = 8,
    };

    public required string Method { get; init; }

    public required string Target { get; init; }

    public required IReadOnlyDictionary<string, string[]> Headers { get; init; }

    public string? Address { get; init; }

    public bool IsSecure { get; init; }

    public string? BodyHash { get; init; }

    public byte[]? Body { get; init; }

    public bool IdentifyOnly { get; init; }

    /// <summary>Reads one; null for what is none.</summary>
    public static DoorQuestion? Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize<DoorQuestion>(json.Span, Strict);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The request that it is about; null when something in it cannot be.</summary>
    public DoorRequest? Request()
    {
        IPAddress? address = null;
        var isWhole = Method is not null && Target is not null && Headers is not null
            && (Address is null || IPAddress.TryParse(Address, out address))
            && BodyHash is null or { Length: 64 } && BodyHash?.All(char.IsAsciiHexDigitLower) is not false && Body is null or { Length: <= LongestBody };
        if (!isWhole || Names() is not { } headers)
            return null;

        return new(Method!, Target!, headers)
        {
            Address = address,
            IsSecure = IsSecure,
            BodyHash = Body is null ? BodyHash : Convert.ToHexStringLower(SHA256.HashData(Body)),
            Body = Body is null ? default(ReadOnlyMemory<byte>?) : Body,
        };
    }

    // Names have no case: two that differ in it alone would be one header with an order of their own.
    private HeaderDictionary? Names()
    {
        var headers = new HeaderDictionary();
        foreach (var (name, values) in Headers)
        {
            if (name.Length == 0 || values is null || values.Contains(null) || !headers.TryAdd(name, values))
                return null;
        }

        return headers;
    }
}
