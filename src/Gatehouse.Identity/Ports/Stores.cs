namespace Gatehouse.Identity;

/// <summary>One page of a listing.</summary>
/// <param name="Items">What is on it.</param>
/// <param name="Next">The key to go on from; null on the last page.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Pools. Reading is cheap: snapshots are cached and renewed when any node changes them.</summary>
public interface IPools
{
    /// <summary>The pool, or null.</summary>
    ValueTask<UserPool?> Find(string poolId, CancellationToken ct);

    /// <summary>Stores a new pool with its first signing keys. False when the id was ever used before.</summary>
    ValueTask<bool> Add(UserPool pool, IReadOnlyList<SigningKey> keys, CancellationToken ct);

    /// <summary>Applies a change to the stored pool, again after a lost race; answers the pool that was stored, or null when there is none.</summary>
    /// <remarks>A change that answers the very same object stores nothing.</remarks>
    ValueTask<UserPool?> Change(string poolId, Func<UserPool, UserPool> change, CancellationToken ct);

    /// <summary>Deletes a pool with everything in it, unless it is protected or has a domain at that moment.</summary>
    ValueTask<bool> Remove(string poolId, CancellationToken ct);

    /// <summary>Whether any pool was made in a region, or has a copy there.</summary>
    ValueTask<bool> AnyIn(string region, CancellationToken ct);

    /// <summary>Pools in order of their ids, after a given id.</summary>
    ValueTask<Page<UserPool>> List(string? after, int limit, CancellationToken ct);
}

/// <summary>Applications. Reading is cheap, as for pools.</summary>
public interface IAppClients
{
    /// <summary>The client, or null.</summary>
    ValueTask<AppClient?> Find(string clientId, CancellationToken ct);

    /// <summary>Stores a new client. False when its pool is gone or the id is in use.</summary>
    ValueTask<bool> Add(AppClient client, CancellationToken ct);

    /// <summary>Applies a change to the stored client, again after a lost race; null when there is none in that pool.</summary>
    /// <remarks>A change that answers the very same object stores nothing.</remarks>
    ValueTask<AppClient?> Change(string poolId, string clientId, Func<AppClient, AppClient> change, CancellationToken ct);

    /// <summary>Deletes a client and its sessions. False when there is none in that pool.</summary>
    ValueTask<bool> Remove(string poolId, string clientId, CancellationToken ct);

    /// <summary>Clients of a pool in order of their ids, after a given id.</summary>
    ValueTask<Page<AppClient>> List(string poolId, string? after, int limit, CancellationToken ct);

    /// <summary>Whether any client of the pool may use a way of signing in; true also while the pool has no client at all.</summary>
    ValueTask<bool> AnyAllows(string poolId, SignInWays way, CancellationToken ct);
}

/// <summary>How a change to a user ended.</summary>
/// <param name="User">The user as stored; null when there is none.</param>
/// <param name="Outcome">What the change answered, when it was stored.</param>
/// <param name="Taken">The attribute whose value is another person's name (<c>email</c>, …); then nothing was stored.</param>
public readonly record struct Change<T>(User? User, T? Outcome, string? Taken = null);

/// <summary>By what a listing of people is narrowed.</summary>
/// <param name="Field">An attribute name, <c>username</c>, <c>cognito:user_status</c>, <c>status</c> or <c>sub</c>.</param>
/// <param name="Value">What it is compared with.</param>
/// <param name="IsPrefix">Whether a beginning is enough.</param>
public sealed record UserFilter(string Field, string Value, bool IsPrefix);

/// <summary>The people of pools. Never answered from a cache.</summary>
public interface IUsers
{
    /// <summary>The person with that user name, sub or live alias; the name is made canonical by the pool's rule.</summary>
    ValueTask<User?> Find(UserPool pool, string name, CancellationToken ct);

    /// <summary>The person with that sub.</summary>
    ValueTask<User?> BySub(string poolId, string sub, CancellationToken ct);

    /// <summary>The person whom a provider knows by a key. No name that <see cref="Find"/> is given finds people this way.</summary>
    ValueTask<User?> ByIdentity(string poolId, IdentityKey key, CancellationToken ct);

    /// <summary>Stores a new person with the messages they are to get.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="user">The person.</param>
    /// <param name="takeAliases">Aliases that others hold move here; the others' addresses become unproven.</param>
    /// <param name="ct">Cancels the wait, never a commit.</param>
    /// <returns>Null when stored; else the name that is taken: <c>username</c> or the alias attribute.</returns>
    ValueTask<string?> Add(UserPool pool, User user, bool takeAliases, CancellationToken ct);

    /// <summary>
    /// Loads a person, applies <paramref name="change"/> and saves the result with its messages if nobody saved in between; otherwise
    /// starts again. So the change may run more than once and must touch nothing but the user. A user that is not
    /// <see cref="User.IsChanged"/> is not saved. Messages, and the end of sessions, are stored in the same transaction.
    /// </summary>
    ValueTask<Change<T>> Change<T>(UserPool pool, string sub, Func<User, T> change, bool takeAliases, CancellationToken ct);

    /// <summary>Deletes a person with all sessions and messages. False when there is none.</summary>
    ValueTask<bool> Remove(string poolId, string sub, CancellationToken ct);

    /// <summary>People of a pool in order of their subs, after a given sub.</summary>
    ValueTask<Page<User>> List(UserPool pool, UserFilter? filter, string? after, int limit, CancellationToken ct);

    /// <summary>How many people the pool has, to within a few.</summary>
    ValueTask<long> Count(string poolId, CancellationToken ct);
}

/// <summary>Who is signed in where. Never answered from a cache.</summary>
public interface ISessions
{
    /// <summary>Stores a new session. False when the person is gone or disabled at that moment.</summary>
    /// <param name="session">The session.</param>
    /// <param name="personVersion">The person's version that proved who they are; false when it is not the stored one any more. Null asks for none.</param>
    /// <param name="most">
    /// So many of the person's sessions stay, of those that account is kept of and that have not run out; the least recently used go. Of many
    /// opened at once no more stay. Null lets all stay.
    /// </param>
    /// <param name="ct">Cancels the wait, never a commit.</param>
    ValueTask<bool> Open(Session session, long? personVersion, int? most, CancellationToken ct);

    /// <summary>Notes that sessions were used, each given once. Those that are gone stay gone, and a later use than these stays the last.</summary>
    ValueTask Used(IReadOnlyCollection<UsedSession> used, CancellationToken ct);

    /// <summary>The sessions of a person that account is kept of and that have not run out, the one used last first.</summary>
    ValueTask<IReadOnlyList<Session>> Of(string poolId, string sub, DateTimeOffset now, int limit, CancellationToken ct);

    /// <summary>The session, or null when it was revoked.</summary>
    ValueTask<Session?> Find(string poolId, string id, CancellationToken ct);

    /// <summary>The session of a refresh token, or null.</summary>
    ValueTask<Session?> ByRefreshHash(string poolId, byte[] refreshHash, CancellationToken ct);

    /// <summary>
    /// Changes a session in one atomic step, again after a lost race: so the change touches nothing else. Null ends the session, the very
    /// same object stores nothing. Whose it is, its first token and how long it is kept stay.
    /// </summary>
    /// <returns>The session as it is stored now; null when there is none.</returns>
    ValueTask<Session?> Change(string poolId, string id, Func<Session, Session?> change, CancellationToken ct);

    /// <summary>Revokes one session.</summary>
    ValueTask<bool> Close(string poolId, string id, CancellationToken ct);

    /// <summary>Lets the refresh tokens of a person's sessions on one device run out now.</summary>
    ValueTask EndRefresh(string poolId, string sub, string deviceKey, DateTimeOffset now, CancellationToken ct);

    /// <summary>Revokes every session of a person.</summary>
    ValueTask CloseAll(string poolId, string sub, CancellationToken ct);
}

/// <summary>Values that may be used once.</summary>
public interface ISpentValues
{
    /// <summary>Spends a value. Of many at once, on any node, exactly one gets true.</summary>
    /// <param name="poolId">The pool.</param>
    /// <param name="value">A hash or random nonce, at most 64 bytes.</param>
    /// <param name="forgetAfter">When the value could not be used anyhow.</param>
    /// <param name="ct">Cancels the wait, never a commit.</param>
    ValueTask<bool> Spend(string poolId, byte[] value, DateTimeOffset forgetAfter, CancellationToken ct);

    /// <summary>Spends a value for whoever comes first with it: true for that holder then and ever after, false for all others.</summary>
    /// <param name="poolId">The pool.</param>
    /// <param name="value">A hash or random nonce, at most 32 bytes. It may not be spent otherwise as well.</param>
    /// <param name="holder">Whose it shall be: a hash, at most 32 bytes.</param>
    /// <param name="forgetAfter">When the value could not be used anyhow.</param>
    /// <param name="ct">Cancels the wait, never a commit.</param>
    ValueTask<bool> Bind(string poolId, byte[] value, byte[] holder, DateTimeOffset forgetAfter, CancellationToken ct);

    /// <summary>Whether a value was spent and is not forgotten. It may be spent right after the answer: to use it, spend it.</summary>
    ValueTask<bool> IsSpent(string poolId, byte[] value, CancellationToken ct);
}

/// <summary>Counts what people (known or not) do too often.</summary>
public interface ITallies
{
    /// <summary>The tally under a key, or null while nothing was counted.</summary>
    ValueTask<Tally?> Find(string poolId, string key, CancellationToken ct);

    /// <summary>Applies a change atomically, starting from <see cref="Tally.None"/>; a tally equal to None is forgotten.</summary>
    ValueTask<T> Change<T>(string poolId, string key, Func<Tally, (Tally Next, T Outcome)> change, CancellationToken ct);
}

/// <summary>A message that is due, with how often it was tried.</summary>
/// <param name="Message">The message.</param>
/// <param name="Attempts">How often sending failed.</param>
public sealed record DueMessage(Message Message, int Attempts);

/// <summary>Messages that wait to be sent, and those that were.</summary>
public interface IOutbox
{
    /// <summary>Takes messages of one way that are due; no other node gets them while the lease lasts.</summary>
    ValueTask<IReadOnlyList<DueMessage>> Take(Way way, int limit, DateTimeOffset now, TimeSpan lease, CancellationToken ct);

    /// <summary>Notes that a message went out, or never will. It is forgotten at once, or kept for reading when a time is given; the note stays for a while.</summary>
    ValueTask Ended(DeliveryNote note, DateTimeOffset? keepUntil, CancellationToken ct);

    /// <summary>Notes that sending failed, and when to try again.</summary>
    ValueTask Failed(DeliveryNote note, DateTimeOffset nextTry, CancellationToken ct);

    /// <summary>What became of messages of a pool, those that were tried last first.</summary>
    ValueTask<IReadOnlyList<DeliveryNote>> Notes(string poolId, int limit, CancellationToken ct);

    /// <summary>Messages to an address (or to all), waiting or kept, oldest first.</summary>
    ValueTask<IReadOnlyList<Message>> Read(string? destination, int limit, CancellationToken ct);
}

/// <summary>Forgets what time has made meaningless.</summary>
public interface IHousekeeping
{
    /// <summary>Deletes expired sessions, spent values, tallies, kept messages, old notes of deliveries and old events; answers how many rows went.</summary>
    ValueTask<int> Purge(DateTimeOffset now, CancellationToken ct);

    /// <summary>Throws when the store does not answer.</summary>
    ValueTask Ping(CancellationToken ct);
}
