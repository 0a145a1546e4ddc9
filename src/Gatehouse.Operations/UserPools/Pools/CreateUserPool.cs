using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Makes a pool in the region of the signature, with its signing keys.</summary>
public sealed class CreateUserPool(IPools pools, IKeyReservoir keys, IRandom random, Realm realm, Tiers tiers, TimeProvider clock)
    : CreateUserPoolContract
{
    // 62^9 ids: a second collision in a row means that the randomness is broken.
    private const int Attempts = 3;

    /// <inheritdoc/>
    public override async ValueTask<Reply<CreateUserPoolResponse>> Run(CreateUserPoolRequest request, Call call)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (Make(request, random.PoolId(call.SignedRegion ?? realm.Region)).Refused(out var fault, out var pool))
                return fault;

            var pair = await keys.Take(pool.Id, pool.Created, call.Aborted);
            if (await pools.Add(pool, pair, call.Aborted))
                return new CreateUserPoolResponse { UserPool = DescribePool.Of(pool, realm, people: 0) };
        }

        return InternalError("No free user pool id was found.");
    }

    private Reply<UserPool> Make(CreateUserPoolRequest request, string id)
    {
        if (SchemaShapes.Create(request.Schema).Refused(out var fault, out var schema))
            return fault;

        var now = clock.GetUtcNow();
        var pool = new UserPool { Id = id, Name = request.PoolName, Created = now, Modified = now, Schema = schema };
        return PoolSettings.Apply(pool, PoolSettings.Asked(request), tiers);
    }
}
