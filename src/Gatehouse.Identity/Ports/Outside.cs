namespace Gatehouse.Identity;

/// <summary>Servers of other people, asked with care: only where strangers may be sent, for a short time, for a short answer.</summary>
public interface IOutside
{
    /// <summary>
    /// Whether an address may be asked, as far as its text tells: https, no user, and no host of this machine or its network but those
    /// the operator named. What the host's name resolves to is judged at every call.
    /// </summary>
    bool Admits(Uri address);

    /// <summary>
    /// Reads a document of at most 256 KiB. Refused with <see cref="RefusalKind.Unreachable"/>, whatever the reason: the caller must not
    /// learn what there is in our network.
    /// </summary>
    ValueTask<Outcome<byte[]>> Read(Uri address, CancellationToken ct);

    /// <summary>The same for who must know whether a server answered no, or not at all: whatever it answers within bounds is an answer.</summary>
    ValueTask<Outcome<OutsideAnswer>> Ask(Uri address, CancellationToken ct);
}

/// <summary>What somebody else's server answered.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The document.</param>
public sealed record OutsideAnswer(int Status, byte[] Body);

/// <summary>Where an OpenID provider is asked what.</summary>
/// <param name="Authorize">Where people are sent.</param>
/// <param name="Token">Where codes become tokens.</param>
/// <param name="Keys">Its public keys.</param>
/// <param name="UserInfo">What it knows of a person; null when it does not tell.</param>
public sealed record OidcEndpoints(string Authorize, string Token, string Keys, string? UserInfo)
{
    /// <inheritdoc/>
    public override string ToString() => $"OidcEndpoints {Authorize}";
}

/// <summary>What other providers publish about themselves.</summary>
public interface IProviderFacts
{
    /// <summary>Asks an issuer for its endpoints (OpenID Connect Discovery 1.0). Refused when it does not answer, or answers for another issuer.</summary>
    ValueTask<Outcome<OidcEndpoints>> Discover(string issuer, CancellationToken ct);

    /// <summary>Fetches and reads the metadata of a SAML provider.</summary>
    ValueTask<Outcome<SamlParty>> Fetch(Uri metadata, CancellationToken ct);

    /// <summary>Reads the metadata of a SAML provider; <see cref="RefusalKind.Invalid"/> with a sentence when it cannot be used.</summary>
    Outcome<SamlParty> Read(string metadata);
}
