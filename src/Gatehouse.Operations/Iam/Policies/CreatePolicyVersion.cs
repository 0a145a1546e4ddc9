using Gatehouse.Access.Policies;
using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Adds a version to a managed policy.</summary>
public sealed class CreatePolicyVersion(PolicyGate policies, TimeProvider clock) : CreatePolicyVersionContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<CreatePolicyVersionResponse>> Run(CreatePolicyVersionRequest request, Call call)
    {
        if (Documents.Broken(request.PolicyDocument, PolicyKind.Managed) is { } malformed)
            return malformed;

        var now = clock.GetUtcNow();
        ManagedPolicy? changed = null;
        var fault = await policies.Change(
            request.PolicyArn,
            policy =>
            {
                if (policy.Versions.Count >= ManagedPolicy.MostVersions)
                    return LimitExceeded($"A managed policy can have up to {ManagedPolicy.MostVersions} versions. Before you create a new version, you must delete an existing version.");

                var next = new PolicyText(policy.Latest + 1, request.PolicyDocument, now);
                changed = policy with
                {
                    Versions = [.. policy.Versions, next],
                    Latest = next.Number,
                    InForce = request.SetAsDefault is true ? next.Number : policy.InForce,
                    Updated = now,
                };
                return new Changed(changed);
            },
            call);
        return fault is not null
            ? fault
            : new CreatePolicyVersionResponse { PolicyVersion = IamShapes.Write(changed!, changed!.Versions[^1], withDocument: false) };
    }
}
