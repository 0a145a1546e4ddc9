namespace Gatehouse.Identity;

/// <content>Passwords: set, replaced, renewed.</content>
public sealed partial class User
{
    /// <summary>The hashes of a person's newest passwords, the one in use first.</summary>
    /// <param name="most">How many at most.</param>
    public IReadOnlyList<string> PasswordHashes(int most) => [.. State.PastPasswords.Prepend(State.Password?.Hash).OfType<string>().Take(most)];

    /// <summary>Sets a password the person keeps. Whoever could sign in before can sign in now, and sessions end.</summary>
    /// <param name="password">The password as it is to be kept.</param>
    /// <param name="history">How many passwords are remembered, this one among them.</param>
    /// <param name="now">The time.</param>
    /// <param name="sparedSession">The session that goes on: the one in which the person made the change.</param>
    public void SetPassword(StoredPassword password, int history, DateTimeOffset now, string? sparedSession = null)
    {
        Apply(State with { Password = password, PastPasswords = PasswordHashes(history - 1), Status = UserStatus.Confirmed, Codes = Without(CodePurpose.Recovery) }, now);
        EndSessions(sparedSession);
    }

    /// <summary>Sets a password for the next sign-in only.</summary>
    /// <param name="password">The password as it is to be kept.</param>
    /// <param name="history">How many passwords are remembered, this one among them.</param>
    /// <param name="now">The time.</param>
    public void SetTemporaryPassword(StoredPassword password, int history, DateTimeOffset now)
    {
        Apply(State with { Password = password with { IsTemporary = true }, PastPasswords = PasswordHashes(history - 1), Status = UserStatus.ForceChangePassword }, now);
        EndSessions();
    }

    /// <summary>Keeps a better hash of the same password, if it is still the same.</summary>
    public void Rehash(string oldHash, StoredPassword renewed, DateTimeOffset now)
    {
        if (State.Password is { } current && current.Hash == oldHash)
            Apply(State with { Password = renewed with { IsTemporary = current.IsTemporary, Since = current.Since } }, now);
    }

    /// <summary>The password is not good any more, by an administrator's word: it must be recovered.</summary>
    public void RequireReset(DateTimeOffset now)
    {
        Apply(State with { Status = UserStatus.ResetRequired }, now);
        EndSessions();
    }
}
