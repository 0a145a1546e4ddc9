using System.Text.Json.Nodes;
using Gatehouse.Identity;

namespace Gatehouse.Triggers;

/// <summary>The event of <c>InboundFederation</c>.</summary>
internal sealed class InboundFederation : Wording<FederationQuestion, MappedClaims, InboundFederation.Mapped>
{
    /// <inheritdoc/>
    public override string Trigger => "InboundFederation";

    /// <inheritdoc/>
    protected override string Source(FederationQuestion question) => "InboundFederation_ExternalProvider";

    /// <inheritdoc/>
    protected override JsonObject Request(FederationQuestion question)
    {
        var word = question.Word;
        return new()
        {
            ["providerName"] = question.Provider.Name,
            ["providerType"] = ProviderText.Of(question.Provider.Type),
            ["attributes"] = new JsonObject()
                .With("tokenResponse", word.TokenResponse)
                .With("idToken", word.IdToken)
                .With("userInfo", word.UserInfo)
                .With("samlResponse", word.SamlAssertion),
        };
    }

    /// <inheritdoc/>
    protected override JsonObject Response(FederationQuestion question) => new() { ["userAttributesToMap"] = new JsonObject() };

    /// <inheritdoc/>
    protected override MappedClaims? Understand(FederationQuestion question, Mapped response) => response.UserAttributesToMap switch
    {
        null or { Count: 0 } => question.Unasked,
        var claims when claims.Values.Contains(null) => null,
        var claims => new(claims.ToDictionary(claim => claim.Key, claim => claim.Value!)),
    };

    /// <summary>The response.</summary>
    internal sealed record Mapped
    {
        public IReadOnlyDictionary<string, string?>? UserAttributesToMap { get; init; }
    }
}
