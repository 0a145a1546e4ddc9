namespace Gatehouse.Identity;

/// <summary>The public half of a key that a person's authenticator made for a pool.</summary>
/// <remarks>Web Authentication level 3, "credential record".</remarks>
public sealed record Passkey
{
    /// <summary>What the authenticator calls it, 1 to 1,023 bytes.</summary>
    public required byte[] CredentialId { get; init; }

    /// <summary>The public key in COSE form (RFC 9052).</summary>
    public required byte[] PublicKey { get; init; }

    /// <summary>How often it has signed, as the authenticator counts; 0 when it does not count.</summary>
    public required uint SignCount { get; init; }

    /// <summary>It may be copied to other devices of the person.</summary>
    public required bool MayBeCopied { get; init; }

    /// <summary>It was copied.</summary>
    public required bool IsCopied { get; init; }

    /// <summary>The authenticator made sure of the person, by PIN or finger, when it was made.</summary>
    public required bool PersonVerified { get; init; }

    /// <summary>How browsers reach the authenticator: <c>internal</c>, <c>usb</c>, <c>hybrid</c> …</summary>
    public IReadOnlyList<string> Transports { get; init; } = [];

    /// <summary><c>platform</c> or <c>cross-platform</c>; null when the browser did not say.</summary>
    public string? Attachment { get; init; }

    /// <summary>The domain that browsers bind it to.</summary>
    public required string PartyId { get; init; }

    /// <summary>When it was registered.</summary>
    public required DateTimeOffset Created { get; init; }
}
