using System.Text.Json.Nodes;
using Gatehouse.Identity;

namespace Gatehouse.Triggers;

/// <summary>What the versions of <c>PreTokenGeneration</c> have in common.</summary>
/// <typeparam name="TResponse">The response of the version.</typeparam>
internal abstract class TokenGeneration<TResponse> : Wording<TokenQuestion, TokenChanges, TResponse>
    where TResponse : class
{
    /// <inheritdoc/>
    public sealed override string Trigger => "PreTokenGeneration";

    /// <inheritdoc/>
    protected sealed override string UserName(TokenQuestion question) => question.User is null ? "ClientCredentials" : question.Username;

    /// <inheritdoc/>
    protected sealed override string Source(TokenQuestion question) => "TokenGeneration_" + question.Cause switch
    {
        TokenCause.Pages => "HostedAuth",
        TokenCause.NewPassword => "NewPasswordChallenge",
        TokenCause.Device => "AuthenticateDevice",
        TokenCause.Refresh => "RefreshTokens",
        TokenCause.Application => "ClientCredentials",
        _ => "Authentication",
    };

    /// <inheritdoc/>
    protected sealed override JsonObject Request(TokenQuestion question)
    {
        var request = new JsonObject
        {
            ["userAttributes"] = question.User is { } user ? EventParts.Attributes(question.Caller.Pool, user) : [],
            ["groupConfiguration"] = question.User is null ? null : Groups(question.Groups),
        };
        Complete(request, question);
        return request.With("clientMetadata", question.Caller.Metadata);
    }

    /// <summary>Adds what only this version has.</summary>
    protected virtual void Complete(JsonObject request, TokenQuestion question)
    {
    }

    /// <summary>Groups in place of those there are; null to leave them.</summary>
    protected static GroupClaims? Read(GroupOverrides? groups) =>
        groups is null ? null : new(groups.GroupsToOverride ?? [], groups.IamRolesToOverride ?? [], groups.PreferredRole);

    private static JsonObject Groups(GroupClaims groups) => new()
    {
        ["groupsToOverride"] = EventParts.List(groups.Names),
        ["iamRolesToOverride"] = EventParts.List(groups.Roles),
        ["preferredRole"] = groups.Preferred,
    };
}

/// <summary>The <c>groupOverrideDetails</c> of a response.</summary>
internal sealed record GroupOverrides
{
    public IReadOnlyList<string>? GroupsToOverride { get; init; }

    public IReadOnlyList<string>? IamRolesToOverride { get; init; }

    public string? PreferredRole { get; init; }

    /// <summary>Whether there is no null among the texts.</summary>
    public bool IsSound => (GroupsToOverride ?? []).Concat(IamRolesToOverride ?? []).All(text => text is not null);
}
