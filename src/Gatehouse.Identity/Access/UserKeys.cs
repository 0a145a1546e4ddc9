using Gatehouse.Access;

namespace Gatehouse.Identity;

/// <summary>The lasting keys of users.</summary>
public sealed class UserKeys(IParts<IamUser> users, Realm realm) : IAccessKeys
{
    /// <inheritdoc/>
    public async ValueTask<AccessKey?> Find(string accessKeyId, string? sessionToken, CancellationToken cancellation)
    {
        if (sessionToken is not null || !accessKeyId.StartsWith("AKIA", StringComparison.Ordinal))
            return null;
        if (await users.ByClaim(IamUser.ClaimOf(accessKeyId), cancellation) is not { } user)
            return null;

        var key = user.Keys.SingleOrDefault(key => key.Id == accessKeyId && key.IsActive);
        return key is null ? null : new(key.Id, key.Secret, new UserPrincipal(realm.AccountId, user.Path, user.Name, user.Id));
    }
}

/// <summary>All keys there are: those the operator set, those of users, and temporary ones.</summary>
public sealed class AllKeys(LastingKeys lasting, UserKeys users, TemporaryKeys temporary) : IAccessKeys
{
    /// <inheritdoc/>
    public async ValueTask<AccessKey?> Find(string accessKeyId, string? sessionToken, CancellationToken cancellation) => sessionToken is null
        ? await lasting.Find(accessKeyId, null, cancellation) ?? await users.Find(accessKeyId, null, cancellation)
        : await temporary.Find(accessKeyId, sessionToken, cancellation);
}
