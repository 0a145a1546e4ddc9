namespace Gatehouse.Identity;

/// <summary>A person's own passkeys: registered in two steps, listed and removed by whoever is signed in.</summary>
public sealed class Passkeys(IParts<Keychain> keychains, IPasskeyCeremonies ceremonies, RelyingParties parties, TimeProvider clock)
{
    /// <summary>Begins a registration; one begun before is forgotten.</summary>
    /// <returns>The options for the browser, as JSON.</returns>
    public async ValueTask<Outcome<string>> Begin(Bearer bearer, CancellationToken ct)
    {
        if ((await parties.Of(bearer.Pool, bearer.Client, ct)).Refused(out var refusal, out var party))
            return refusal;

        var owned = await Of(bearer.User, ct);
        if (owned.Count >= Keychain.Most)
            return RefusalKind.TooManyPasskeys;

        var (options, state) = await ceremonies.AskNew(Holder(party, bearer.User, owned));
        var pending = new PendingPasskey(state, bearer.Session.Id, bearer.Client.Id, clock.GetUtcNow() + IPasskeyCeremonies.Patience);
        var change = await Change(bearer.User, keychain => keychain with { Pending = pending }, ct);
        return change.IsOrphan ? RefusalKind.TokenRevoked : options;
    }

    /// <summary>Finishes a registration with the browser's answer. The challenge is spent, whatever the answer is worth.</summary>
    public async ValueTask<Outcome<Passkey>> Finish(Bearer bearer, string answer, CancellationToken ct)
    {
        if ((await parties.Of(bearer.Pool, bearer.Client, ct)).Refused(out var refusal, out var party))
            return RefusalKind.PasskeysOff;
        if ((await Spend(bearer, ct)).Refused(out refusal, out var pending))
            return refusal;

        var holder = Holder(party, bearer.User, await Of(bearer.User, ct));
        if ((await ceremonies.TakeNew(holder, pending.State, answer)).Refused(out refusal, out var passkey))
            return refusal;

        return await Keep(bearer.User, passkey with { Created = clock.GetUtcNow() }, ct);
    }

    /// <summary>The passkeys of a person, oldest first.</summary>
    public ValueTask<IReadOnlyList<Passkey>> Of(User user, CancellationToken ct) => Of(user.State.PoolId, user.Sub, ct);

    /// <summary>The same by sub.</summary>
    public async ValueTask<IReadOnlyList<Passkey>> Of(string poolId, string sub, CancellationToken ct) =>
        (await keychains.Find(poolId, sub, Keychain.OnlyKey, ct))?.Passkeys ?? [];

    /// <summary>Notes that a passkey was proven; false when it is gone, or was proven just as far meanwhile: then there are two of it.</summary>
    public async ValueTask<bool> Use(User user, Passkey proven, CancellationToken ct)
    {
        var counts = false;
        await Change(user, Counted, ct);
        return counts;

        Keychain Counted(Keychain keychain)
        {
            var before = keychain.Find(proven.CredentialId);
            counts = before is not null && (proven.SignCount > before.SignCount || (proven.SignCount, before.SignCount) is (0, 0));
            return counts ? keychain with { Passkeys = [.. keychain.Passkeys.Select(passkey => passkey == before ? proven : passkey)] } : keychain;
        }
    }

    /// <summary>Removes a passkey; false when the person has none of that id.</summary>
    public async ValueTask<bool> Remove(User user, byte[] credentialId, CancellationToken ct)
    {
        var found = false;
        await Change(user, Without, ct);
        return found;

        Keychain Without(Keychain keychain)
        {
            var passkey = keychain.Find(credentialId);
            found = passkey is not null;
            return passkey is null ? keychain : keychain with { Passkeys = [.. keychain.Passkeys.Where(other => other != passkey)] };
        }
    }

    private async ValueTask<Outcome<PendingPasskey>> Spend(Bearer bearer, CancellationToken ct)
    {
        Outcome<PendingPasskey> outcome = RefusalKind.PasskeyChallenge;
        await Change(bearer.User, Take, ct);
        return outcome;

        // Another session's registration stays open: whoever asks for it here did not begin it.
        Keychain Take(Keychain keychain)
        {
            outcome = keychain.Pending switch
            {
                { } pending when pending.ClientId != bearer.Client.Id => RefusalKind.PasskeyClient,
                { } pending when pending.SessionId == bearer.Session.Id && clock.GetUtcNow() < pending.Expires => pending,
                _ => RefusalKind.PasskeyChallenge,
            };
            return keychain.Pending?.SessionId == bearer.Session.Id ? keychain with { Pending = null } : keychain;
        }
    }

    private async ValueTask<Outcome<Passkey>> Keep(User user, Passkey passkey, CancellationToken ct)
    {
        var full = false;
        var change = await Change(user, With, ct);
        return change switch
        {
            { IsOrphan: true } => RefusalKind.TokenRevoked,
            { Taken: not null } => RefusalKind.PasskeyTaken,
            _ => full ? RefusalKind.TooManyPasskeys : passkey,
        };

        Keychain With(Keychain keychain)
        {
            full = keychain.Passkeys.Count >= Keychain.Most;
            return full ? keychain : keychain with { Passkeys = [.. keychain.Passkeys, passkey] };
        }
    }

    // A keychain with nothing on it is not kept.
    private ValueTask<PartChange<Keychain>> Change(User user, Func<Keychain, Keychain> change, CancellationToken ct) => keychains.Change(
        user.State.PoolId,
        user.Sub,
        Keychain.OnlyKey,
        there =>
        {
            var before = there ?? new Keychain(user.State.PoolId, user.Sub);
            var after = change(before);
            return ReferenceEquals(after, before) ? there : after is { Passkeys: [], Pending: null } ? null : after;
        },
        ct);

    private static PasskeyHolder Holder(RelyingParty party, User user, IReadOnlyList<Passkey> owned) => new(party, user.Sub, user.Username, owned);
}
