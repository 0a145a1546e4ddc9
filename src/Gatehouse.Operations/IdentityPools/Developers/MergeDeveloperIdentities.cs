using Gatehouse.Contracts.IdentityPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.IdentityPools;

/// <summary>Makes one of two users of the administrator's own program: the destination's identity takes over all logins of the source's.</summary>
public sealed class MergeDeveloperIdentities(DeveloperGate gate, DeveloperUsers users) : MergeDeveloperIdentitiesContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<MergeDeveloperIdentitiesResponse>> Run(MergeDeveloperIdentitiesInput request, Call call)
    {
        if ((await gate.Find(request.IdentityPoolId, request.DeveloperProviderName, call)).Refused(out var fault, out var pool))
            return fault;

        var merged = await users.Merge(pool, request.SourceUserIdentifier, request.DestinationUserIdentifier, call.Aborted);
        if (merged.Refused(out var refusal, out var identity))
            return refusal.Kind is RefusalKind.TooMany ? InvalidParameter(IdentityRefused.TooManyLogins) : IdentityRefused.As(refusal, pool.Id);

        return new MergeDeveloperIdentitiesResponse { IdentityId = identity.Id };
    }
}
