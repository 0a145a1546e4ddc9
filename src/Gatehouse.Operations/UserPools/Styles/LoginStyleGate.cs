using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Finds the login style that an operation is about, and shows it. One of another pool does not exist in this one.</summary>
public sealed class LoginStyleGate(PoolGate pools, PoolClientGate clients, LoginStyles styles)
{
    /// <summary>The fault that says that there is no such style.</summary>
    public static Fault Unknown => Faults.ResourceNotFound("ManagedLoginBranding does not exist.");

    /// <summary>The style of a pool by its id.</summary>
    public async ValueTask<Reply<LoginStyle>> Find(string poolId, string styleId, Call call)
    {
        if ((await pools.Find(poolId, call)).Refused(out var fault, out var pool))
            return fault;

        // Ids are taken in either case, and kept in lower case.
        return await styles.Find(pool.Id, styleId.ToLowerInvariant(), call.Aborted) is { } style ? style : Unknown;
    }

    /// <summary>The style of a client.</summary>
    public async ValueTask<Reply<LoginStyle>> OfClient(string poolId, string clientId, Call call)
    {
        if ((await clients.Find(poolId, clientId, call)).Refused(out var fault, out var found))
            return fault;

        return await styles.OfClient(found.Client.Id, call.Aborted) is { } style
            ? style
            : Faults.ResourceNotFound($"ManagedLoginBranding for client {clientId} does not exist.");
    }

    /// <summary>Everything about a style, its pictures with their bytes.</summary>
    /// <param name="style">The style.</param>
    /// <param name="merged">Whether its settings are shown on top of the defaults.</param>
    /// <param name="call">The call.</param>
    public async ValueTask<Reply<ManagedLoginBrandingType>> Show(LoginStyle style, bool merged, Call call)
    {
        if (await styles.Dress(style, call.Aborted) is not { } dressed)
            return Unknown;

        var settings = dressed.Style.Settings;
        return new ManagedLoginBrandingType
        {
            ManagedLoginBrandingId = style.Id,
            UserPoolId = style.PoolId,
            UseCognitoProvidedValues = settings is null,
            Settings = merged ? StyleSettings.OnDefaults(settings) : settings is null ? null : StyleSettings.Read(settings),
            Assets = StyleAssets.Write(dressed),
            CreationDate = dressed.Style.Created,
            LastModifiedDate = dressed.Style.Modified,
        };
    }
}
