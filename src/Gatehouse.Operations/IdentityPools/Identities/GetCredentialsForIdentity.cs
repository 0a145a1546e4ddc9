using Gatehouse.Contracts.IdentityPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.IdentityPools;

/// <summary>Gives an identity temporary credentials of the role that its pool chooses for it.</summary>
public sealed class GetCredentialsForIdentity(IdentityPoolGate gate, LoginDesk desk, IdentityBook book, IdentityRoles roles, RequestFacts facts)
    : GetCredentialsForIdentityContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<GetCredentialsForIdentityResponse>> Run(GetCredentialsForIdentityInput request, Call call)
    {
        if ((await gate.Identity(request.IdentityId, call)).Refused(out var fault, out var found))
            return fault;

        var pool = found.Pool;
        if ((await desk.Prove(pool, request.Logins, takesVouchers: true, call)).Refused(out fault, out var proven))
            return fault;
        if ((await book.Enter(pool, request.IdentityId, proven, call.Aborted)).Refused(out var refusal, out var identity))
            return refusal.Kind is RefusalKind.TooMany ? InvalidParameter(IdentityRefused.TooManyLogins) : IdentityRefused.As(refusal, pool.Id, request.IdentityId);
        if (RoleChoice.Of(pool, identity, proven, request.CustomRoleArn).Refused(out refusal, out var chosen)
            || (await roles.Open(chosen, await facts.Of(request, call), call.Aborted)).Refused(out refusal, out var key))
            return IdentityRefused.As(refusal, pool.Id, request.IdentityId);

        return new GetCredentialsForIdentityResponse
        {
            IdentityId = identity.Id,
            Credentials = new() { AccessKeyId = key.Id, SecretKey = key.Secret, SessionToken = key.Token, Expiration = key.Expires },
        };
    }
}
