using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Finds the terms that an operation is about. Those of another pool do not exist in this one.</summary>
public sealed class TermsGate(PoolGate pools, IParts<Terms> terms)
{
    /// <summary>The fault that says that there are no such terms.</summary>
    public static Fault Unknown => Faults.ResourceNotFound("Terms does not exist.");

    /// <summary>The terms of a pool by their id.</summary>
    public async ValueTask<Reply<Terms>> Find(string poolId, string termsId, Call call)
    {
        if ((await pools.Find(poolId, call)).Refused(out var fault, out var pool))
            return fault;

        // Ids are taken in either case, and kept in lower case.
        return await terms.Find(pool.Id, "", termsId.ToLowerInvariant(), call.Aborted) is { } found ? found : Unknown;
    }
}
