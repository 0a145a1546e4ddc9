namespace Gatehouse.Identity;

/// <summary>What a person has chosen to be asked for beside the password.</summary>
public sealed record ChosenFactors
{
    /// <summary>The second factors that are on, in the order of <see cref="SecondFactor"/>.</summary>
    public IReadOnlyList<SecondFactor> On { get; init; } = [];

    /// <summary>The one that is asked for where there are several; null leaves the choice to each sign-in.</summary>
    public SecondFactor? Preferred { get; init; }

    /// <summary>A passkey that proves the person to the device counts as both factors.</summary>
    public bool Passkey { get; init; }

    /// <summary>The same with one factor on or off; one that is off is not preferred either.</summary>
    public ChosenFactors With(SecondFactor factor, bool on) => this with
    {
        On = [.. On.Where(other => other != factor).Concat(on ? [factor] : []).Order()],
        Preferred = !on && Preferred == factor ? null : Preferred,
    };
}
