using Gatehouse.Identity;

namespace Gatehouse.Federation;

/// <summary>Fetches and reads what other providers publish about themselves.</summary>
public sealed class ProviderFacts(IOutside outside, TimeProvider time) : IProviderFacts
{
    private readonly SamlMetadata metadata = new(outside.Admits, time);

    /// <inheritdoc/>
    public async ValueTask<Outcome<OidcEndpoints>> Discover(string issuer, CancellationToken ct)
    {
        if (OidcConfiguration.AddressOf(issuer) is not { } address)
            return RefusalKind.Unreachable;
        if ((await outside.Read(address, ct)).Refused(out var refusal, out var document))
            return refusal;

        return !JsonBody.Read(document, FederationJson.Wire.OidcConfiguration).Refused(out _, out var configuration)
            && configuration.EndpointsOf(issuer, outside.Admits) is { } endpoints
                ? endpoints
                : RefusalKind.Unreachable;
    }

    /// <inheritdoc/>
    public async ValueTask<Outcome<SamlParty>> Fetch(Uri metadata, CancellationToken ct) =>
        (await outside.Read(metadata, ct)).Refused(out var refusal, out var document) ? refusal : this.metadata.Read(SafeXml.Read(document));

    /// <inheritdoc/>
    public Outcome<SamlParty> Read(string metadata) => this.metadata.Read(SafeXml.Read(metadata));
}
