namespace Gatehouse.Identity;

/// <summary>Where a message is to go.</summary>
/// <param name="Attribute">The attribute that holds the address.</param>
/// <param name="Address">The address; null when the person has none.</param>
/// <param name="IsProven">The person has proven that it is theirs.</param>
public readonly record struct Destination(string Attribute, string? Address, bool IsProven)
{
    /// <summary>Nobody is there: it is only to look as if a message went somewhere, and to take as long.</summary>
    public bool IsNobody { get; init; }

    /// <summary>Stands for the address of somebody who is not there.</summary>
    public static Destination Nobody(string attribute, string name, bool isProven) => new(attribute, name, isProven) { IsNobody = true };

    /// <summary>The address of a person in an attribute, or the one that waits to be in it.</summary>
    public static Destination Of(User user, string attribute) => new(attribute, user.AddressIn(attribute), user.HasProven(attribute));
}

/// <summary>A message with a code that is to be sent.</summary>
/// <param name="User">To whom.</param>
/// <param name="Why">What for.</param>
/// <param name="To">Where it may go; a code for each.</param>
public sealed record PlannedMessage(User User, MessagePurpose Why, params IReadOnlyList<Destination> To)
{
    /// <summary>How many digits the code has: six or eight.</summary>
    public int Digits { get; init; } = 6;

    /// <summary>Nobody is to learn that the address has had enough: it is only to look as if a message went there.</summary>
    public bool HidesLimit { get; init; }
}
