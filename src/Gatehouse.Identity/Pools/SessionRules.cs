namespace Gatehouse.Identity;

/// <summary>How a pool keeps account of who is signed in where.</summary>
public sealed record SessionRules
{
    /// <summary>Whether it does at all: where and when a session was used is noted, and it can be listed and ended by itself.</summary>
    public bool AreKept { get; init; }

    /// <summary>So many sessions a person has at a time, 1 to 100: a sign-in more ends the one that was used least recently.</summary>
    public int MostPerPerson { get; init; } = 20;
}
