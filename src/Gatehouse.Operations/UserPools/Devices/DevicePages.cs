using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>What a listing of devices shows.</summary>
/// <param name="Devices">The devices.</param>
/// <param name="Next">The token for what follows; null on the last page.</param>
public sealed record DevicePage(IReadOnlyList<DeviceType> Devices, string? Next);

/// <summary>Lists a person's devices page by page, in order of their keys.</summary>
public sealed class DevicePages(Devices devices, PageTokens tokens, Realm realm)
{
    private const int Most = 60;

    /// <summary>A page, or the fault that says that the token is none of this listing.</summary>
    /// <param name="operation">The operation that lists.</param>
    /// <param name="owner">Whose devices.</param>
    /// <param name="limit">How many at most; null or 0 for as many as a page may hold.</param>
    /// <param name="token">From the page before.</param>
    /// <param name="call">The call.</param>
    public async ValueTask<Reply<DevicePage>> Of(string operation, PoolUser owner, int? limit, string? token, Call call)
    {
        var listing = $"{operation} {owner.Pool.Id} {owner.User.Sub}";
        if (!tokens.TryOpen(listing, token, out var after))
            return Faults.InvalidParameter("Invalid pagination token.");

        var page = await devices.List(owner.User, after, limit is > 0 and var wanted ? wanted : Most, call.Aborted);
        return new DevicePage([.. page.Items.Select(device => DeviceShapes.Write(device, owner, realm))], tokens.Seal(listing, page.Next));
    }
}
