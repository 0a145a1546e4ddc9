namespace Gatehouse.Identity;

/// <summary>What a pool keeps for one of its applications beside the application itself: how its pages look, what they link to,
/// and what is done about risks.</summary>
public sealed class ClientBelongings(ClassicStyles classic, LoginStyles styles, IParts<Terms> terms, IParts<RiskSettings> risks)
{
    /// <summary>Removes everything that belongs to an application. It goes first, so that a deletion that broke off can be repeated.</summary>
    public async ValueTask Remove(string poolId, string clientId, CancellationToken ct)
    {
        await risks.Remove(poolId, "", clientId, ct);
        await classic.Set(poolId, clientId, css: null, logo: null, ct);
        if (await styles.OfClient(clientId, ct) is { } style)
            await styles.Remove(poolId, style.Id, ct);

        foreach (var document in await terms.All(poolId, "", ct))
        {
            if (document.ClientId == clientId)
                await terms.Remove(poolId, "", document.Id, ct);
        }
    }
}
