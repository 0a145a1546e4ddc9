using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Identity;

namespace Gatehouse.Triggers;

/// <summary>The event of <c>PreTokenGeneration</c>, versions 2 and 3: any claims in both tokens, and what the access token is good for.</summary>
internal sealed class FullTokenGeneration : TokenGeneration<FullTokenGeneration.Envelope>
{
    /// <inheritdoc/>
    protected override string Version(TokenQuestion question) => question.Caller.Pool.Functions.OfTokens is TokenSay.Applications ? "3" : "2";

    /// <inheritdoc/>
    protected override void Complete(JsonObject request, TokenQuestion question) => request["scopes"] = EventParts.List(question.Scopes);

    /// <inheritdoc/>
    protected override JsonObject Response(TokenQuestion question) => new() { ["claimsAndScopeOverrideDetails"] = null };

    /// <inheritdoc/>
    protected override TokenChanges? Understand(TokenQuestion question, Envelope response)
    {
        if (response.ClaimsAndScopeOverrideDetails is not { } details)
            return TokenChanges.None;

        var (id, access) = (details.IdTokenGeneration ?? new(), details.AccessTokenGeneration ?? new());
        if (Read(id.ClaimsToAddOrOverride, id.ClaimsToSuppress) is not { } idChanges)
            return null;
        if (Read(access.ClaimsToAddOrOverride, access.ClaimsToSuppress) is not { } accessChanges)
            return null;

        var (added, taken) = (access.ScopesToAdd ?? [], access.ScopesToSuppress ?? []);
        var all = idChanges.Set.Count + idChanges.Without.Count + accessChanges.Set.Count + accessChanges.Without.Count + added.Count + taken.Count;
        if (all > TokenChanges.Most || !added.All(ClaimTexts.IsScope) || taken.Contains(null!) || details.GroupOverrideDetails is { IsSound: false })
            return null;

        return new()
        {
            Id = idChanges,
            Access = accessChanges,
            Groups = Read(details.GroupOverrideDetails),
            ScopesAdded = added,
            ScopesTaken = taken,
        };
    }

    private static ClaimChanges? Read(IReadOnlyDictionary<string, JsonElement>? set, IReadOnlyList<string>? without) =>
        ClaimTexts.Read((set ?? new Dictionary<string, JsonElement>()).ToDictionary(claim => claim.Key, claim => ClaimTexts.ValueOf(claim.Value)), without);

    /// <summary>The response.</summary>
    internal sealed record Envelope
    {
        public Details? ClaimsAndScopeOverrideDetails { get; init; }
    }

    /// <summary>The <c>claimsAndScopeOverrideDetails</c>.</summary>
    internal sealed record Details
    {
        public IdToken? IdTokenGeneration { get; init; }

        public AccessToken? AccessTokenGeneration { get; init; }

        public GroupOverrides? GroupOverrideDetails { get; init; }
    }

    /// <summary>The <c>idTokenGeneration</c>.</summary>
    internal sealed record IdToken
    {
        public IReadOnlyDictionary<string, JsonElement>? ClaimsToAddOrOverride { get; init; }

        public IReadOnlyList<string>? ClaimsToSuppress { get; init; }
    }

    /// <summary>The <c>accessTokenGeneration</c>.</summary>
    internal sealed record AccessToken
    {
        public IReadOnlyDictionary<string, JsonElement>? ClaimsToAddOrOverride { get; init; }

        public IReadOnlyList<string>? ClaimsToSuppress { get; init; }

        public IReadOnlyList<string>? ScopesToAdd { get; init; }

        public IReadOnlyList<string>? ScopesToSuppress { get; init; }
    }
}
