namespace Gatehouse.Identity;

/// <summary>What a sign-in needs next.</summary>
public enum NextStepKind
{
    /// <summary>Nothing: tokens are issued.</summary>
    Issue,

    /// <summary>A password of the person's own choice.</summary>
    NewPassword,

    /// <summary>It ends here.</summary>
    Refuse,
}

/// <summary>What has been proven so far, and what is known of the person who proved it.</summary>
/// <param name="Status">Where the person stands.</param>
/// <param name="Enabled">Whether they may come in at all.</param>
/// <param name="PasswordAge">How old the password is that was proven.</param>
public readonly record struct ProvenPerson(UserStatus Status, bool Enabled, TimeSpan PasswordAge)
{
    /// <summary>The pool wants a second factor, and none is proven.</summary>
    public bool LacksSecondFactor { get; init; }
}

/// <summary>Decides what comes next once a password is proven. One pure function, so that one table shows every case.</summary>
public readonly record struct NextStep(NextStepKind Kind, RefusalKind Why = default)
{
    /// <summary>The next step for a person whose password is proven.</summary>
    public static NextStep After(ProvenPerson person, PasswordPolicy policy, bool hidesUnknownUsers) => person switch
    {
        { Enabled: false } => Refuse(RefusalKind.Disabled),
        { Status: UserStatus.Unconfirmed } => Refuse(RefusalKind.NotConfirmed),
        { Status: UserStatus.ResetRequired } => Refuse(hidesUnknownUsers ? RefusalKind.WrongPassword : RefusalKind.ResetRequired),
        { Status: UserStatus.ForceChangePassword } when person.PasswordAge >= policy.TemporaryLifetime => Refuse(RefusalKind.TemporaryPasswordExpired),
        { Status: UserStatus.ForceChangePassword } => new(NextStepKind.NewPassword),
        { LacksSecondFactor: true } => Refuse(RefusalKind.SecondFactorUnavailable),
        { Status: UserStatus.Confirmed } => new(NextStepKind.Issue),
        _ => Refuse(RefusalKind.WrongPassword),
    };

    private static NextStep Refuse(RefusalKind why) => new(NextStepKind.Refuse, why);
}
