namespace Gatehouse.Identity;

/// <summary>A secret that an app on a person's device shares with the server. Printing it does not show it.</summary>
/// <param name="Secret">20 random bytes.</param>
public sealed record Authenticator(byte[] Secret)
{
    /// <summary>How many bytes a secret has: as many as the hash, which RFC 4226 recommends.</summary>
    public const int SecretLength = 20;

    /// <summary>The time step of the newest code that was accepted: no code of it or of an earlier one works any more.</summary>
    public long LastStep { get; init; }

    /// <summary>What the person calls the device; null when they did not say.</summary>
    public string? Name { get; init; }

    /// <inheritdoc/>
    public override string ToString() => "Authenticator";
}

/// <summary>A person's authenticator, and the one that may take its place.</summary>
/// <param name="Proven">The one that signs in; null before the first was proven.</param>
/// <param name="Given">A secret that was given out; it is of no use until a code of it was shown.</param>
public sealed record Authenticators(Authenticator? Proven, Authenticator? Given);

/// <summary>How a code compared with what an authenticator shows.</summary>
public enum AuthenticatorCheck
{
    /// <summary>It is right, and spent now.</summary>
    Accepted,

    /// <summary>It is wrong.</summary>
    Mismatch,

    /// <summary>It is right, but it or a later one was used before.</summary>
    Used,

    /// <summary>There is no authenticator.</summary>
    Missing,
}
