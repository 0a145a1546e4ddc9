using Gatehouse.Access.Policies;
using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Makes a managed policy.</summary>
public sealed class CreatePolicy(PolicyGate policies, IamShapes shapes, IRandom random, TimeProvider clock) : CreatePolicyContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<CreatePolicyResponse>> Run(CreatePolicyRequest request, Call call)
    {
        if (Documents.Broken(request.PolicyDocument, PolicyKind.Managed) is { } malformed)
            return malformed;
        if (IamTags.Read(request.Tags).Refused(out var fault, out var tags))
            return fault;

        var now = clock.GetUtcNow();
        var policy = new ManagedPolicy(request.PolicyName, request.Path ?? "/", random.AccessId("ANPA"), now)
        {
            Description = request.Description, Versions = [new(1, request.PolicyDocument, now)], Tags = tags,
        };
        fault = await policies.Add(policy, call);
        return fault is not null ? fault : new CreatePolicyResponse { Policy = shapes.Write(policy, (0, 0)) };
    }
}
