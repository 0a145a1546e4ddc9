using System.Text.Json.Nodes;
using Gatehouse.Identity;

namespace Gatehouse.Triggers;

/// <summary>The event of <c>PreTokenGeneration</c>, version 1: texts in the ID token, and groups in both.</summary>
internal sealed class PlainTokenGeneration : TokenGeneration<PlainTokenGeneration.Envelope>
{
    /// <inheritdoc/>
    protected override JsonObject Response(TokenQuestion question) => new() { ["claimsOverrideDetails"] = null };

    /// <inheritdoc/>
    protected override TokenChanges? Understand(TokenQuestion question, Envelope response)
    {
        if (response.ClaimsOverrideDetails is not { } details)
            return TokenChanges.None;
        if (details.GroupOverrideDetails is { IsSound: false })
            return null;

        var set = (details.ClaimsToAddOrOverride ?? new Dictionary<string, string>()).ToDictionary(claim => claim.Key, claim => (object?)claim.Value);
        return ClaimTexts.Read(set, details.ClaimsToSuppress) is { } changes && changes.Set.Count + changes.Without.Count <= TokenChanges.Most
            ? new TokenChanges { Id = changes, Groups = Read(details.GroupOverrideDetails) }
            : null;
    }

    /// <summary>The response.</summary>
    internal sealed record Envelope
    {
        public Details? ClaimsOverrideDetails { get; init; }
    }

    /// <summary>The <c>claimsOverrideDetails</c>.</summary>
    internal sealed record Details
    {
        public IReadOnlyDictionary<string, string>? ClaimsToAddOrOverride { get; init; }

        public IReadOnlyList<string>? ClaimsToSuppress { get; init; }

        public GroupOverrides? GroupOverrideDetails { get; init; }
    }
}
