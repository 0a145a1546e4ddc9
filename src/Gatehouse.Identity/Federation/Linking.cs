namespace Gatehouse.Identity;

/// <summary>Which people at other providers are which people here, by an administrator's word.</summary>
public sealed class Linking(IUsers users, TimeProvider clock)
{
    /// <summary>Lets a provider vouch for a person.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="sub">The person here.</param>
    /// <param name="provider">The provider.</param>
    /// <param name="key">By what it knows the person; nobody else may be known by it.</param>
    /// <param name="ct">Cancels the wait.</param>
    public async ValueTask<Outcome<User>> Link(UserPool pool, string sub, IdentityProvider provider, IdentityKey key, CancellationToken ct)
    {
        if ((await users.ByIdentity(pool.Id, key, ct))?.IdentityOf(key) is { } taken)
            return taken.IsOwn ? RefusalKind.IdentityIsPerson : RefusalKind.IdentityLinked;

        var now = clock.GetUtcNow();
        var identity = new LinkedIdentity(provider.Name, provider.Type, key.Attribute, key.Value, now) { Issuer = provider.Saml?.EntityId };
        var change = await users.Change(pool, sub, user => user.Link(identity, now), takeAliases: false, ct);
        return change switch
        {
            { User: null } => RefusalKind.UnknownUser,
            { Taken: not null } or { Outcome: LinkResult.Known } => RefusalKind.IdentityLinked,
            { Outcome: LinkResult.TooMany } => new Refusal(RefusalKind.TooMany, $"A user can not have more than {User.MaxLinked} linked identities."),
            _ => change.User,
        };
    }

    /// <summary>Lets a provider vouch for a person no more: see <see cref="User.Unlink"/>.</summary>
    public async ValueTask<Outcome<User>> Unlink(UserPool pool, IdentityKey key, CancellationToken ct)
    {
        if (await users.ByIdentity(pool.Id, key, ct) is not { } holder)
            return RefusalKind.UnknownUser;

        var now = clock.GetUtcNow();
        return await Change(pool, holder.Sub, user => user.Unlink(key, now), ct);
    }

    /// <summary>Takes a person's password away; refused for people who came by another provider and never got one.</summary>
    public async ValueTask<Outcome<User>> DisablePassword(UserPool pool, string name, CancellationToken ct)
    {
        if (await users.Find(pool, name, ct) is not { } user || user is { IsExternal: true, State.Password: null })
            return RefusalKind.UnknownUser;

        var now = clock.GetUtcNow();
        return await Change(pool, user.Sub, person => person.ForgetPassword(now), ct);
    }

    private async ValueTask<Outcome<User>> Change(UserPool pool, string sub, Action<User> change, CancellationToken ct)
    {
        var changed = await users.Change(pool, sub, Run, takeAliases: false, ct);
        return changed.User is { } user ? user : RefusalKind.UnknownUser;

        bool Run(User user)
        {
            change(user);
            return true;
        }
    }
}
