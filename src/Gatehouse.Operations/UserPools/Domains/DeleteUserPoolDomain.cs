using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Takes a name for its pages from a pool; from this moment another may have it.</summary>
public sealed class DeleteUserPoolDomain(PoolGate gate, IParts<PoolDomain> domains, Identity.Domains hosts) : DeleteUserPoolDomainContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<DeleteUserPoolDomainResponse>> Run(DeleteUserPoolDomainRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, call)).Refused(out var fault, out var pool))
            return fault;
        if (await hosts.Find(request.Domain, call.Aborted) is not { } found || found.PoolId != pool.Id)
            return DomainGone.Fault;

        // Meanwhile the pool may have been given another name under the same key.
        var isRemoved = false;
        await domains.Change(pool.Id, "", found.Key, there => (isRemoved = there?.Name == found.Name) ? null : there, call.Aborted);
        return isRemoved ? new DeleteUserPoolDomainResponse() : DomainGone.Fault;
    }
}
