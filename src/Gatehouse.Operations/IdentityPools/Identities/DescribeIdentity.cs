using Gatehouse.Contracts.IdentityPools;

namespace Gatehouse.Operations.IdentityPools;

/// <summary>Shows an identity: when it was made, and where its owner logs in.</summary>
public sealed class DescribeIdentity(IdentityPoolGate gate) : DescribeIdentityContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<IdentityDescription>> Run(DescribeIdentityInput request, Call call) =>
        (await gate.Identity(request.IdentityId, call)).Refused(out var fault, out var found) ? fault : IdentityShapes.Write(found.Identity);
}
