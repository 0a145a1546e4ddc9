namespace Gatehouse.Identity;

/// <summary>The histories of people. They go with the person and the pool, and by age.</summary>
public interface IAuthEvents
{
    /// <summary>
    /// Adds events, and forgets the oldest of people who have too many. Events of people who are gone are passed over, and so are those
    /// that are there already.
    /// </summary>
    ValueTask Append(IReadOnlyList<AuthEvent> events, CancellationToken ct);

    /// <summary>Events of a person, newest first, before a given id.</summary>
    ValueTask<Page<AuthEvent>> List(string poolId, string sub, string? before, int limit, CancellationToken ct);

    /// <summary>Applies a change to a stored event, again after a lost race; null when there is none.</summary>
    ValueTask<AuthEvent?> Change(string poolId, string sub, string id, Func<AuthEvent, AuthEvent> change, CancellationToken ct);
}
