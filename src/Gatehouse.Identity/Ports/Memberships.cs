namespace Gatehouse.Identity;

/// <summary>How it went to put a person into a group.</summary>
public enum Joining
{
    /// <summary>The person is in it, now or before.</summary>
    Joined,

    /// <summary>There is no such person.</summary>
    NoPerson,

    /// <summary>There is no such group.</summary>
    NoGroup,

    /// <summary>The person is in as many groups as one may be.</summary>
    Full,
}

/// <summary>Who is in which group. Never answered from a cache; nobody stays in a group that is gone, and nobody who is gone stays in one.</summary>
public interface IMemberships
{
    /// <summary>Puts a person into a group, unless they are in <see cref="Group.MaxPerPerson"/> others.</summary>
    /// <param name="poolId">The pool of both.</param>
    /// <param name="group">The group's name.</param>
    /// <param name="sub">The person.</param>
    /// <param name="now">Since when.</param>
    /// <param name="ct">Cancels the wait, never a commit.</param>
    ValueTask<Joining> Join(string poolId, string group, string sub, DateTimeOffset now, CancellationToken ct);

    /// <summary>Takes a person out of a group, in which they need not be.</summary>
    ValueTask Leave(string poolId, string group, string sub, CancellationToken ct);

    /// <summary>The people in a group in order of their subs, after a given sub.</summary>
    ValueTask<Page<User>> Members(Group group, string? after, int limit, CancellationToken ct);

    /// <summary>Every group a person is in, in order of their names.</summary>
    ValueTask<IReadOnlyList<Group>> Of(string poolId, string sub, CancellationToken ct);

    /// <summary>Forgets who was in a group that was removed. Until then they are in none: another group of that name does not have them.</summary>
    ValueTask Forget(Group removed, CancellationToken ct);
}
