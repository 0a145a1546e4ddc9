using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Shows the rate that was asked for in this region for one kind of requests, beside the one it has from the start.</summary>
public sealed class GetProvisionedLimit(IParts<ProvisionedLimit> limits, Realm realm) : GetProvisionedLimitContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<GetProvisionedLimitResponse>> Run(GetProvisionedLimitRequest request, Call call)
    {
        if (ApiCategories.Find(request.LimitDefinition).Refused(out var fault, out var category))
            return fault;

        var set = await limits.Find("", "", $"{call.SignedRegion ?? realm.Region}/{category.Name}", call.Aborted);
        return new GetProvisionedLimitResponse
        {
            Limit = new()
            {
                LimitDefinition = request.LimitDefinition,
                ProvisionedLimitValue = set?.PerSecond ?? category.Free,
                FreeLimitValue = category.Free,
            },
        };
    }
}
