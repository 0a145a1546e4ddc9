namespace Gatehouse.Identity;

/// <summary>What an administrator does to a person who is there.</summary>
public sealed class Administration(IUsers users, TimeProvider clock)
{
    /// <summary>Lets a person in again, or keeps them out and ends their sessions. False when nobody is there.</summary>
    public ValueTask<bool> Enable(UserPool pool, string sub, bool enabled, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return Apply(pool, sub, user => user.Enable(enabled, now), ct);
    }

    /// <summary>Signs a person out everywhere. False when nobody is there.</summary>
    public ValueTask<bool> SignOut(UserPool pool, string sub, CancellationToken ct) => Apply(pool, sub, user => user.EndSessions(), ct);

    private async ValueTask<bool> Apply(UserPool pool, string sub, Action<User> change, CancellationToken ct)
    {
        var changed = await users.Change(pool, sub, Run, takeAliases: false, ct);
        return changed.User is not null;

        bool Run(User user)
        {
            change(user);
            return true;
        }
    }
}
