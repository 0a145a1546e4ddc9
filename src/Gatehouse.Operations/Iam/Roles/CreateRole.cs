using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Makes a role.</summary>
public sealed class CreateRole(RoleGate roles, ManagedPolicies policies, TrustDocuments trusts, IamShapes shapes, IRandom random, TimeProvider clock) : CreateRoleContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<CreateRoleResponse>> Run(CreateRoleRequest request, Call call)
    {
        if ((await trusts.Read(request.AssumeRolePolicyDocument, call)).Refused(out var fault, out var trust))
            return fault;
        if (IamTags.Read(request.Tags).Refused(out fault, out var tags))
            return fault;
        if (request.PermissionsBoundary is { } bound && await policies.Find(bound, call.Aborted) is null)
            return InvalidInput($"Policy {bound} does not exist or is not attachable.");

        var role = new IamRole(request.RoleName, request.Path ?? "/", random.AccessId("AROA"), trust, clock.GetUtcNow())
        {
            Description = request.Description,
            LongestSession = request.MaxSessionDuration is { } seconds ? TimeSpan.FromSeconds(seconds) : IamRole.UsualSession,
            Rights = new() { Boundary = request.PermissionsBoundary },
            Tags = tags,
        };
        return (await roles.Add(role, call)).Refused(out fault, out _) ? fault : new CreateRoleResponse { Role = shapes.Write(await trusts.Show(role, call)) };
    }
}
