namespace Gatehouse.Identity;

/// <summary>People for whom other providers vouch: found by what the provider says of them, or added when they come for the first time.</summary>
public sealed class FederatedPeople(IUsers users, IRandom random, TimeProvider clock)
{
    /// <summary>The longest user name.</summary>
    private const int LongestName = 128;

    /// <summary>The person whom a provider vouches for.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="provider">The provider, whose word was checked.</param>
    /// <param name="subject">Its own identifier of the person.</param>
    /// <param name="attributes">What else it says, by the attributes of the pool into which it is mapped.</param>
    /// <param name="ct">Cancels the wait.</param>
    /// <returns><see cref="RefusalKind.UnknownUser"/> for one who never came and was not linked; <see cref="RefusalKind.Disabled"/> for one kept out.</returns>
    public async ValueTask<Outcome<User>> Find(
        UserPool pool, IdentityProvider provider, string subject, IReadOnlyDictionary<string, string> attributes, CancellationToken ct)
    {
        var own = new IdentityKey(provider.Name, null, subject);
        if (await Known(pool, provider, own, ct) is { } known)
            return Admit(known);

        foreach (var (attribute, value) in attributes.Where(said => IdentityKey.IsValue(said.Value)))
        {
            var key = new IdentityKey(provider.Name, attribute, value);
            if (await Known(pool, provider, key, ct) is { } awaited)
                return awaited.Enabled ? await Settle(pool, provider, awaited, key, subject, ct) : RefusalKind.Disabled;
        }

        // Between the two looks the same person may have come twice at once: the attribute that awaited them is then spent, and they are known.
        return await Known(pool, provider, own, ct) is { } settled ? Admit(settled) : RefusalKind.UnknownUser;
    }

    /// <summary>The user name that a person of a provider has who came by it.</summary>
    public static string NameOf(IdentityProvider provider, string subject) => $"{provider.Name}_{subject}";

    /// <summary>Adds a person whom nobody knew, as <c>{provider}_{subject}</c>: never another person's, whatever addresses they share.</summary>
    public async ValueTask<Outcome<User>> Add(
        UserPool pool, IdentityProvider provider, string subject, IReadOnlyDictionary<string, string> attributes, CancellationToken ct)
    {
        var name = NameOf(provider, subject);
        if (name.Length > LongestName || subject.Length == 0 || subject.Any(char.IsControl))
            return new Refusal(RefusalKind.Invalid, "The identity provider's identifier of the user can not become a user name.");
        if (AttributeRules.ForNew(pool, null, attributes, requireAll: true) is { } broken)
            return broken;

        var now = clock.GetUtcNow();
        var names = new NewNames(random.Uuid(), name, attributes, RefusalKind.UserExists);
        var user = names.Create(pool, UserStatus.ExternalProvider, password: null, now);
        user.BeginAs(new LinkedIdentity(provider.Name, provider.Type, null, subject, now) { Issuer = provider.Saml?.EntityId, IsOwn = true }, now);
        return await users.Add(pool, user, takeAliases: false, ct) switch
        {
            null => user,
            IdentityKey.Kind => RefusalKind.UserExists,
            var taken => names.TakenAs(pool, taken),
        };
    }

    private static Outcome<User> Admit(User user) => user.Enabled ? user : RefusalKind.Disabled;

    // A provider of the same name and another type is another provider.
    private async ValueTask<User?> Known(UserPool pool, IdentityProvider provider, IdentityKey key, CancellationToken ct) =>
        await users.ByIdentity(pool.Id, key, ct) is { } user && user.IdentityOf(key)?.Type == provider.Type ? user : null;

    private async ValueTask<Outcome<User>> Settle(
        UserPool pool, IdentityProvider provider, User awaited, IdentityKey key, string subject, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var change = await users.Change(pool, awaited.Sub, user => user.Settle(key, subject, now), takeAliases: false, ct);
        var own = new IdentityKey(provider.Name, null, subject);
        if (change.User?.IdentityOf(own) is not null)
            return Admit(change.User);

        // Unlinked, or the same person came twice at once and the other was quicker.
        return await Known(pool, provider, own, ct) is { } settled ? Admit(settled) : RefusalKind.UnknownUser;
    }
}
