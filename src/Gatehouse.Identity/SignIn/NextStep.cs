namespace Gatehouse.Identity;

/// <summary>What a sign-in needs next.</summary>
public enum NextStepKind
{
    /// <summary>Nothing: tokens are issued.</summary>
    Issue,

    /// <summary>A password of the person's own choice.</summary>
    NewPassword,

    /// <summary>A second factor.</summary>
    ProveFactor,

    /// <summary>A word which of several second factors it shall be.</summary>
    ChooseFactor,

    /// <summary>A second factor is set up, for there is none.</summary>
    SetUpFactor,

    /// <summary>A proof of the device.</summary>
    ProveDevice,

    /// <summary>A function of the pool decides.</summary>
    Consult,

    /// <summary>It ends here.</summary>
    Refuse,
}

/// <summary>What is known of a person's second factors, and what the pool says of them.</summary>
/// <param name="IsRequired">Nobody comes in without one.</param>
/// <param name="Offered">Those of the pool.</param>
/// <param name="Chosen">Those of them that the person turned on and can prove.</param>
/// <param name="Reachable">Those of them that the person can prove, turned on or not.</param>
/// <param name="Preferred">The one the person prefers.</param>
public sealed record FactorFacts(
    bool IsRequired,
    IReadOnlyList<SecondFactor> Offered,
    IReadOnlyList<SecondFactor> Chosen,
    IReadOnlyList<SecondFactor> Reachable,
    SecondFactor? Preferred)
{
    /// <summary>A pool without second factors.</summary>
    public static readonly FactorFacts None = new(false, [], [], [], null);

    /// <summary>
    /// Those that may be asked for: what the person chose; of those who chose nothing and must have one, the authenticator, or else the
    /// first address they have.
    /// </summary>
    public IReadOnlyList<SecondFactor> Asked =>
        Chosen.Count > 0 || !IsRequired ? Chosen
        : Reachable.Contains(SecondFactor.SoftwareToken) ? [SecondFactor.SoftwareToken]
        : [.. Reachable.Take(1)];

    /// <summary>The facts of a person of a pool.</summary>
    public static FactorFacts Of(UserPool pool, User user)
    {
        var reachable = pool.SecondFactors.Where(user.CanProve).Order().ToList();
        var chosen = user.State.Factors;
        return new(pool.RequiresSecondFactor, pool.SecondFactors, [.. reachable.Where(chosen.On.Contains)], reachable, chosen.Preferred);
    }
}

/// <summary>What has been proven so far, and what is known of the person who proved it.</summary>
/// <param name="Status">Where the person stands.</param>
/// <param name="Enabled">Whether they may come in at all.</param>
/// <param name="PasswordAge">How old the password is that was proven.</param>
public readonly record struct ProvenPerson(UserStatus Status, bool Enabled, TimeSpan PasswordAge)
{
    /// <summary>Their second factors.</summary>
    public FactorFacts Factors { get; init; } = FactorFacts.None;

    /// <summary>A second factor is proven, or what was proven counts as two.</summary>
    public bool HasSecondFactor { get; init; }

    /// <summary>They sign in on a device that is remembered, and has not proven yet that it is the one.</summary>
    public bool OwesDeviceProof { get; init; }

    /// <summary>Such a proof stands in for the second factor.</summary>
    public bool DeviceSpares { get; init; }

    /// <summary>A function of the pool decides when they are in, and has not said so yet.</summary>
    public bool OwesVerdict { get; init; }
}

/// <summary>Decides what comes next once a first factor is proven. One pure function, so that one table shows every case.</summary>
/// <param name="Kind">What comes next.</param>
/// <param name="Why">Why it ends here.</param>
/// <param name="Factors">The one to prove, those to choose among, or those to set up.</param>
public readonly record struct NextStep(NextStepKind Kind, RefusalKind Why = default, IReadOnlyList<SecondFactor>? Factors = null)
{
    /// <summary>The next step for a person whose password is proven.</summary>
    public static NextStep After(ProvenPerson person, PasswordPolicy policy, bool hidesUnknownUsers) => person switch
    {
        { Enabled: false } => Refuse(RefusalKind.Disabled),
        { Status: UserStatus.Unconfirmed } => Refuse(RefusalKind.NotConfirmed),
        { Status: UserStatus.ResetRequired } => Refuse(hidesUnknownUsers ? RefusalKind.WrongPassword : RefusalKind.ResetRequired),
        { Status: UserStatus.ForceChangePassword } when person.PasswordAge >= policy.TemporaryLifetime => Refuse(RefusalKind.TemporaryPasswordExpired),
        { Status: UserStatus.ForceChangePassword } => new(NextStepKind.NewPassword),
        { Status: UserStatus.Confirmed, OwesVerdict: true } when person.HasSecondFactor || Second(person.Factors).Kind is NextStepKind.Issue =>
            new(NextStepKind.Consult),
        { Status: UserStatus.Confirmed, OwesDeviceProof: true, DeviceSpares: true } => new(NextStepKind.ProveDevice),
        { Status: UserStatus.Confirmed } => Last(person.HasSecondFactor ? new(NextStepKind.Issue) : Second(person.Factors), person),
        _ => Refuse(RefusalKind.WrongPassword),
    };

    // A device that spares nobody anything proves itself last: nothing is left to be asked after it.
    private static NextStep Last(NextStep second, ProvenPerson person) =>
        second.Kind is NextStepKind.Issue && person.OwesDeviceProof ? new(NextStepKind.ProveDevice) : second;

    private static NextStep Second(FactorFacts facts) => facts.Asked switch
    {
        [] when facts.IsRequired => new(NextStepKind.SetUpFactor, Factors: facts.Offered),
        [] => new(NextStepKind.Issue),
        [var only] => new(NextStepKind.ProveFactor, Factors: [only]),
        var several when facts.Preferred is { } preferred && several.Contains(preferred) => new(NextStepKind.ProveFactor, Factors: [preferred]),
        var several => new(NextStepKind.ChooseFactor, Factors: several),
    };

    private static NextStep Refuse(RefusalKind why) => new(NextStepKind.Refuse, why);
}
