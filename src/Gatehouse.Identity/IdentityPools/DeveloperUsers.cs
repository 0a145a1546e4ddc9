namespace Gatehouse.Identity;

/// <summary>The people whom the administrator's own program vouches for.</summary>
public sealed class DeveloperUsers(IPooledIdentities identities, TimeProvider clock)
{
    /// <summary>The identity of a user; null when there is none.</summary>
    public ValueTask<PooledIdentity?> Find(IdentityPool pool, string user, CancellationToken ct) => identities.ByLogin(pool.Id, LoginOf(pool, user), ct);

    /// <summary>A user as a login.</summary>
    public static Login LoginOf(IdentityPool pool, string user) => new(pool.DeveloperProvider ?? "", user);

    /// <summary>A user in one word, as tokens and policies know it.</summary>
    public static string MarkOf(IdentityPool pool, Login login) => $"{login.Provider}:{pool.Id}:{login.Subject}";

    /// <summary>The names of an identity's users, in their order.</summary>
    public static IReadOnlyList<string> Of(IdentityPool pool, PooledIdentity identity) =>
        [.. identity.Logins.Where(login => login.Provider == pool.DeveloperProvider).Select(login => login.Subject).Order(StringComparer.Ordinal)];

    /// <summary>Brings the logins of one user's identity to another's. The first identity stands for nothing any more.</summary>
    public ValueTask<Outcome<PooledIdentity>> Merge(IdentityPool pool, string source, string destination, CancellationToken ct)
    {
        var (from, to) = (LoginOf(pool, source), LoginOf(pool, destination));
        return identities.Settle(
            pool.Id,
            null,
            [from, to],
            found =>
            {
                if (found.FirstOrDefault(one => one.Logins.Contains(from)) is null || found.FirstOrDefault(one => one.Logins.Contains(to)) is not { } parent)
                    return RefusalKind.UnknownLogin;

                return new Merging(pool, [from, to], parent.Id, clock.GetUtcNow()) { AskedId = parent.Id }.Settle(found);
            },
            ct);
    }
}
