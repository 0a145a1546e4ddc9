namespace Gatehouse.AspNetCore;

/// <summary>Where a door asks.</summary>
/// <param name="Url">The server, as <c>http://gatehouse:7080</c>. The secret goes there: over TLS, or a network of your own.</param>
/// <param name="Secret">What the door and the server share, <c>GATEHOUSE_DOOR_SECRET</c>: at least 32 characters.</param>
public sealed record DoorServer(Uri Url, string Secret)
{
    /// <summary>How short a secret may be.</summary>
    public const int ShortestSecret = 32;

    /// <summary>How long a question may take before nobody has decided.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Does not show the secret.</summary>
    public override string ToString() => $"DoorServer {Url}";
}
