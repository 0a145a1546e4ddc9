using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Notes the rate that is asked for in this region for one kind of requests: at least the one it has from the start.</summary>
public sealed class UpdateProvisionedLimit(IParts<ProvisionedLimit> limits, Realm realm) : UpdateProvisionedLimitContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<UpdateProvisionedLimitResponse>> Run(UpdateProvisionedLimitRequest request, Call call)
    {
        if (ApiCategories.Find(request.LimitDefinition).Refused(out var fault, out var category))
            return fault;

        var rate = request.RequestedLimitValue!.Value;
        if (rate < category.Free)
            return InvalidParameter($"RequestedLimitValue must be at least {category.Free}.");
        if (rate > ApiCategories.Most)
            return ServiceQuotaExceeded($"RequestedLimitValue must be at most {ApiCategories.Most}.");

        // What an installation has from the start needs no note.
        var key = $"{call.SignedRegion ?? realm.Region}/{category.Name}";
        await limits.Change("", "", key, _ => rate == category.Free ? null : new ProvisionedLimit(key, rate), call.Aborted);
        return new UpdateProvisionedLimitResponse
        {
            Limit = new() { LimitDefinition = request.LimitDefinition, ProvisionedLimitValue = rate, FreeLimitValue = category.Free },
        };
    }
}
