namespace Gatehouse.Identity;

/// <summary>When a password is looked at.</summary>
public enum PasswordOccasion
{
    /// <summary>Somebody signs in by it, and it crosses the wire.</summary>
    SignIn,

    /// <summary>Somebody signs up with it.</summary>
    SignUp,

    /// <summary>It is to take the place of another.</summary>
    Change,
}

/// <summary>What is done about passwords that are known to have been stolen.</summary>
/// <param name="Occasions">When they are looked for.</param>
/// <param name="Blocks">Whether they are refused; else they are only noted.</param>
public sealed record CompromisedRule(IReadOnlyList<PasswordOccasion> Occasions, bool Blocks)
{
    /// <summary>Every occasion.</summary>
    public static readonly IReadOnlyList<PasswordOccasion> Always = [PasswordOccasion.SignIn, PasswordOccasion.SignUp, PasswordOccasion.Change];
}

/// <summary>What is done in pools that say nothing of it.</summary>
/// <param name="Usual">The rule; null for nothing.</param>
public sealed record CompromisedDefault(CompromisedRule? Usual)
{
    /// <summary>Nothing.</summary>
    public static readonly CompromisedDefault Off = new((CompromisedRule?)null);
}

/// <summary>What came to light while a call was answered, for the history of the person it is about.</summary>
public sealed class Findings
{
    /// <summary>The password is known to have been stolen.</summary>
    public bool IsPasswordCompromised { get; set; }
}
