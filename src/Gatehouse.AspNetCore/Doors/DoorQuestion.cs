using System.Text.Json.Serialization;

namespace Gatehouse.AspNetCore;

/// <summary>A request that came to a door, as it is told to the server.</summary>
/// <param name="Method">As received.</param>
/// <param name="Target">Path and query, raw as received: what is signed must not be decoded and encoded again.</param>
/// <param name="Headers">All of them, names in lower case.</param>
public sealed record DoorQuestion(string Method, string Target, IReadOnlyDictionary<string, IReadOnlyList<string>> Headers)
{
    /// <summary>The caller's address, for conditions on it; null when it is not known.</summary>
    public string? Address { get; init; }

    /// <summary>It came over TLS.</summary>
    public bool IsSecure { get; init; }

    /// <summary>The SHA-256 of the body in lower-case hexadecimal, by the door's own count; null when the door did not read the body.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? BodyHash { get; init; }

    /// <summary>The body, when the server asked for it; null otherwise.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public byte[]? Body { get; init; }

    /// <summary>Asks only who signed; what they may do is decided by whoever asks.</summary>
    public bool IdentifyOnly { get; init; }

    /// <summary>The target without its query, which may hold credentials.</summary>
    public override string ToString() => $"{Method} {Target.Split('?')[0]}";
}
