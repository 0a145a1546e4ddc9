namespace Gatehouse.Identity;

/// <summary>Why tokens are issued.</summary>
public enum TokenCause
{
    /// <summary>A sign-in.</summary>
    SignIn,

    /// <summary>A sign-in at the pool's own pages.</summary>
    Pages,

    /// <summary>A sign-in that ended with a new password in place of a temporary one.</summary>
    NewPassword,

    /// <summary>A sign-in that ended with the proof of a device.</summary>
    Device,

    /// <summary>A refresh token.</summary>
    Refresh,

    /// <summary>An application itself.</summary>
    Application,
}

/// <summary>What shall the tokens say?</summary>
/// <param name="Caller">The application they are for.</param>
/// <param name="User">The person; null when an application gets tokens of its own.</param>
/// <param name="Cause">Why they are issued.</param>
/// <param name="Groups">What they would say of groups.</param>
/// <param name="Scopes">What the access token would be good for.</param>
public sealed record TokenQuestion(Caller Caller, User? User, TokenCause Cause, GroupClaims Groups, IReadOnlyList<string> Scopes)
    : Question<TokenChanges>(Occasion.TokenIssue, Caller, User?.Username ?? "")
{
    /// <inheritdoc/>
    public override TokenChanges Unasked => TokenChanges.None;
}
