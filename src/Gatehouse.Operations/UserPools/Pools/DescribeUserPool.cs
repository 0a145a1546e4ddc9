using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Shows every setting of a pool.</summary>
public sealed class DescribeUserPool(PoolGate gate, IUsers users, Domains domains, Realm realm) : DescribeUserPoolContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<DescribeUserPoolResponse>> Run(DescribeUserPoolRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, call)).Refused(out var fault, out var pool))
            return fault;

        var people = await users.Count(pool.Id, call.Aborted);
        var names = await domains.Of(pool.Id, call.Aborted);
        return new DescribeUserPoolResponse
        {
            UserPool = DescribePool.Of(pool, realm, people) with
            {
                Domain = names.FirstOrDefault(name => !name.IsCustom)?.Name,
                CustomDomain = names.FirstOrDefault(name => name.IsCustom)?.Name,
            },
        };
    }
}
