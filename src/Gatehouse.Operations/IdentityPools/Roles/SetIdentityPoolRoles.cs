using Gatehouse.Contracts.IdentityPools;

namespace Gatehouse.Operations.IdentityPools;

/// <summary>Replaces the roles of a pool, and how providers choose among them.</summary>
public sealed class SetIdentityPoolRoles(IdentityPoolGate gate, RoleShapes shapes) : SetIdentityPoolRolesContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<Nothing>> Run(SetIdentityPoolRolesInput request, Call call)
    {
        var changed = await gate.Change(
            request.IdentityPoolId, pool => shapes.Read(pool, request).Refused(out var broken, out var roles) ? broken : pool with { Roles = roles }, call);
        return changed.Refused(out var fault, out _) ? fault : Nothing.AtAll;
    }
}
