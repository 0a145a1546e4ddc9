using Gatehouse.Contracts.IdentityPools;

namespace Gatehouse.Operations.IdentityPools;

/// <summary>Shows the roles of a pool, and how providers choose among them.</summary>
public sealed class GetIdentityPoolRoles(IdentityPoolGate gate) : GetIdentityPoolRolesContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<GetIdentityPoolRolesResponse>> Run(GetIdentityPoolRolesInput request, Call call) =>
        (await gate.Find(request.IdentityPoolId, call)).Refused(out var fault, out var pool) ? fault : RoleShapes.Write(pool);
}
