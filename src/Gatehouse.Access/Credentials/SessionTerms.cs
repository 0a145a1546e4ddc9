namespace Gatehouse.Access;

/// <summary>What a temporary credential says beside who it stands for. It is fixed when the session begins.</summary>
/// <param name="Issued">When it was issued: <c>aws:TokenIssueTime</c>.</param>
/// <param name="Expires">When it ends.</param>
public sealed record SessionTerms(DateTimeOffset Issued, DateTimeOffset Expires)
{
    /// <summary>Session policies, whole documents: what they do not allow, the session may not.</summary>
    public IReadOnlyList<string> Policies { get; init; } = [];

    /// <summary>ARNs of managed policies that are session policies.</summary>
    public IReadOnlyList<string> PolicyArns { get; init; } = [];

    /// <summary>Tags of the session, by key: <c>aws:PrincipalTag/…</c>, before those of the role.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Keys of tags that a role assumed from this session inherits.</summary>
    public IReadOnlyList<string> TransitiveTags { get; init; } = [];

    /// <summary>Keys for conditions that the issuer vouches for, as <c>cognito-identity.amazonaws.com:sub</c>, each with its values.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Context { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>What <c>aws:SourceIdentity</c> says through every role that follows; null when nothing was set.</summary>
    public string? SourceIdentity { get; init; }

    /// <summary>The identity of an identity pool that the session stands for; null for others. It ends when the identity is kept out.</summary>
    public string? IdentityId { get; init; }

    /// <summary>The role was assumed by somebody who had assumed a role: such a session lasts an hour at most.</summary>
    public bool IsChained { get; init; }
}
