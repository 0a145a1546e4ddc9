using System.Net;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Doors;

/// <summary>A request that came to a door, as whoever stands there saw it.</summary>
/// <param name="Method">In upper case.</param>
/// <param name="Target">Path and query, as they were sent.</param>
/// <param name="Headers">Every header, with the <c>Host</c> that the client sent.</param>
public sealed record DoorRequest(string Method, string Target, IHeaderDictionary Headers)
{
    private const int LongestMethod = 16;

    /// <summary>Who sent it; null when nobody knows.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>Whether it came over TLS.</summary>
    public bool IsSecure { get; init; }

    /// <summary>The SHA-256 of the body in lower-case hexadecimal, by whoever read all of it; null while nobody did.</summary>
    public string? BodyHash { get; init; }

    /// <summary>The body, when its meaning was asked for; null otherwise.</summary>
    public ReadOnlyMemory<byte>? Body { get; init; }

    /// <summary>Whether method and target are made of characters that may be sent at all.</summary>
    public bool IsWhole =>
        Method.Length is > 0 and <= LongestMethod && Method.All(char.IsAsciiLetterUpper)
        && Target.StartsWith('/') && Target.All(c => c is > ' ' and <= '~' and not '#') && Headers.Host.Count == 1;
}
