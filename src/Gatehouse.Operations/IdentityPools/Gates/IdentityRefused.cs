using Gatehouse.Contracts.IdentityPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.IdentityPools;

/// <summary>Says in AWS's names and words why the domain refused. The texts are those real clients match on.</summary>
public static class IdentityRefused
{
    /// <summary>The fault for a refusal.</summary>
    /// <param name="refusal">Why.</param>
    /// <param name="poolId">The pool it was about.</param>
    /// <param name="identityId">The identity it was about; null when it was about none.</param>
    public static Fault As(Refusal refusal, string poolId, string? identityId = null) => refusal.Kind switch
    {
        RefusalKind.UnknownPool => IdentityPoolGate.Unknown(poolId),
        RefusalKind.UnknownIdentity => IdentityPoolGate.UnknownIdentity(identityId ?? poolId),
        RefusalKind.LoginInvalid => Faults.NotAuthorized($"Invalid login token. {refusal.Detail}"),
        RefusalKind.ProviderUnknown => Faults.NotAuthorized("Token is not from a supported provider of this identity pool."),
        RefusalKind.NoProviders => Faults.NotAuthorized($"Identity pool - {poolId} does not have identity providers configured."),
        RefusalKind.LoginsMismatch => Faults.NotAuthorized("Logins don't match. Please include at least one valid login for this identity or identity pool."),
        RefusalKind.GuestsRefused => Faults.NotAuthorized("Unauthenticated access is not supported for this identity pool."),
        RefusalKind.LoginTaken => Faults.ResourceConflict("Login is already linked to another identity."),
        RefusalKind.DeveloperUserTaken => Faults.DeveloperUserAlreadyRegistered("Developer user is already registered with a different identity."),
        RefusalKind.UnknownLogin => Faults.ResourceNotFound("Developer user not found."),
        RefusalKind.RoleMissing => Faults.InvalidIdentityPoolConfiguration("Invalid identity pool configuration. Check assigned IAM roles for this pool."),
        RefusalKind.RoleDenied => Faults.NotAuthorized("Access to Role is forbidden"),
        RefusalKind.TooMany => Faults.LimitExceeded(TooManyLogins),
        RefusalKind.Unreachable => Faults.ExternalService("The identity provider did not answer as it should."),
        _ => throw new InvalidOperationException($"No identity is refused because of {refusal.Kind}."),
    };

    /// <summary>What an identity with too many logins is told.</summary>
    public static readonly string TooManyLogins = $"An identity cannot have more than {PooledIdentity.MaxLogins} logins.";
}
