using System.Buffers.Text;
using System.Text;

namespace Gatehouse.Identity;

/// <summary>What a device brings when it is confirmed.</summary>
/// <param name="Key">What it was called at sign-in.</param>
/// <param name="Name">What people call it; null for its key.</param>
/// <param name="Proof">By what it will prove itself; null when it will not.</param>
/// <param name="Address">The network address it speaks from.</param>
public sealed record DeviceIntroduction(string Key, string? Name, SrpVerifier? Proof, string? Address);

/// <summary>The devices of people: known from a sign-in on, confirmed by themselves, remembered and forgotten.</summary>
public sealed class Devices(IParts<Device> devices, ISessions sessions, ISecretBox secrets, IRandom random, TimeProvider clock)
{
    // A region, an underscore and a UUID.
    private const int LongestKey = 55;

    /// <summary>Names a device that nobody knows yet.</summary>
    public NewDevice Meet(string poolId, string sub) => new($"{poolId[..poolId.IndexOf('_')]}_{random.Uuid()}", GroupKey(poolId, sub));

    /// <summary>What stands for the pool in the proofs of a person's devices: the same each time.</summary>
    public string GroupKey(string poolId, string sub) =>
        "-" + Base64Url.EncodeToString(secrets.Mac("device-group", Encoding.UTF8.GetBytes($"{poolId}/{sub}")).AsSpan(0, 6));

    /// <summary>A device of a person, or null.</summary>
    public async ValueTask<Device?> Find(User user, string key, CancellationToken ct) =>
        key.Length <= LongestKey ? await devices.Find(user.State.PoolId, user.Sub, key, ct) : null;

    /// <summary>
    /// Notes that a person signed in on a device. False when it was forgotten meanwhile: then the session that was just opened on it gets no
    /// new tokens either.
    /// </summary>
    public async ValueTask<bool> SignedIn(User user, string key, string? address, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var change = await devices.Change(
            user.State.PoolId, user.Sub, key, there => there is null ? null : there with { LastSignIn = now, LastAddress = address ?? there.LastAddress }, ct);
        if (change.Part is not null)
            return true;

        await sessions.EndRefresh(user.State.PoolId, user.Sub, key, now, ct);
        return false;
    }

    /// <summary>Devices of a person in order of their keys, after a given key.</summary>
    public ValueTask<Page<Device>> List(User user, string? after, int limit, CancellationToken ct) =>
        devices.List(user.State.PoolId, user.Sub, after, limit, ct);

    /// <summary>Confirms the device of this session, once.</summary>
    public async ValueTask<Outcome<Device>> Confirm(Bearer bearer, DeviceIntroduction introduced, CancellationToken ct)
    {
        var (pool, _, user, session) = bearer;
        if (pool.Devices is not { } rules)
            return RefusalKind.DevicesOff;
        if (session.DeviceKey != introduced.Key)
            return await Find(user, introduced.Key, ct) is null ? RefusalKind.DeviceUnknown : RefusalKind.DeviceExists;

        var now = clock.GetUtcNow();
        var device = new Device
        {
            PoolId = pool.Id,
            Owner = user.Sub,
            Key = introduced.Key,
            Name = introduced.Name,
            Proof = introduced.Proof,
            Remembered = !rules.AsksPerson,
            Created = now,
            Modified = now,
            LastSignIn = session.AuthTime,
            LastAddress = introduced.Address,
        };
        var change = await devices.Add(device, ct);
        if (change.IsOrphan)
            return RefusalKind.TokenRevoked;

        return ReferenceEquals(change.Part, device) ? device : RefusalKind.DeviceExists;
    }

    /// <summary>Remembers a device, or no longer; false when the person has none of that key.</summary>
    public async ValueTask<bool> Remember(User user, string key, bool remembered, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var change = await devices.Change(user.State.PoolId, user.Sub, key, Set, ct);
        return change.Part is not null;

        Device? Set(Device? there) => there is null || there.Remembered == remembered ? there : there with { Remembered = remembered, Modified = now };
    }

    /// <summary>
    /// Forgets a device: it stands in for nothing any more, and its sessions get no new tokens. False when the person has none of that key.
    /// </summary>
    public async ValueTask<bool> Forget(User user, string key, CancellationToken ct)
    {
        if (await Find(user, key, ct) is null)
            return false;

        // Before, so that a call that breaks off can be made again; and after, for who signed in on it meanwhile.
        await EndRefresh();
        var found = await devices.Remove(user.State.PoolId, user.Sub, key, ct);
        await EndRefresh();
        return found;

        ValueTask EndRefresh() => sessions.EndRefresh(user.State.PoolId, user.Sub, key, clock.GetUtcNow(), ct);
    }
}
