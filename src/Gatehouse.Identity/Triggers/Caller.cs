namespace Gatehouse.Identity;

/// <summary>
/// Through what a person's affairs are called, and what is sent along for the functions of the pool. None of that is kept, except with a message
/// that waits for the function that sends it.
/// </summary>
/// <param name="Pool">The pool.</param>
/// <param name="Client">The application; null for an administrator.</param>
public sealed record Caller(UserPool Pool, AppClient? Client)
{
    /// <summary>What every function gets; null when nothing was sent.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    /// <summary>What only those functions get that judge whether a person may come in; null when nothing was sent.</summary>
    public IReadOnlyDictionary<string, string>? Evidence { get; init; }

    /// <summary>The internet address they come from, in its plain form; null when it is not known.</summary>
    public string? Address { get; init; }

    /// <summary>What comes to light while the call is answered.</summary>
    public Findings Findings { get; init; } = new();

    /// <summary>The application, where nobody else comes.</summary>
    public AppClient Application => Client ?? throw new InvalidOperationException("Nobody but an application comes here.");

    /// <summary>Answers about people who are not there look like answers about those who are.</summary>
    public bool HidesUnknownUsers => Client is { HidesUnknownUsers: true };
}
