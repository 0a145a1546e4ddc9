namespace Gatehouse.Identity;

/// <summary>How far a message came.</summary>
public enum DeliveryOutcome
{
    /// <summary>Another machine has taken it over.</summary>
    Sent,

    /// <summary>It did not pass yet, and is tried again.</summary>
    Waiting,

    /// <summary>It was refused for good, or its time was over.</summary>
    GivenUp,
}

/// <summary>What became of a message, for administrators: nothing in it is secret, and nothing says who got it.</summary>
/// <param name="MessageId">The message.</param>
/// <param name="PoolId">The pool that sends it.</param>
/// <param name="Purpose">Why it is sent.</param>
/// <param name="Channel">How it travels.</param>
/// <param name="Destination">The address, masked.</param>
/// <param name="Created">When it was decided to send it.</param>
public sealed record DeliveryNote(
    string MessageId, string PoolId, MessagePurpose Purpose, Channel Channel, string Destination, DateTimeOffset Created)
{
    /// <summary>How long notes are kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    /// <summary>How far it came.</summary>
    public DeliveryOutcome Outcome { get; init; }

    /// <summary>How often it was tried, the last time included.</summary>
    public int Attempts { get; init; }

    /// <summary>When it was tried last.</summary>
    public DateTimeOffset Tried { get; init; }

    /// <summary>Why it did not pass, as a sentence without names of people; null when it did.</summary>
    public string? Problem { get; init; }

    /// <summary>The note of a message that was not tried yet.</summary>
    public static DeliveryNote Of(Message message) => new(
        message.Id, message.PoolId, message.Purpose, message.Channel,
        Delivery.Mask(message.Channel is Channel.Sms ? Attributes.Phone : Attributes.Email, message.Destination), message.Created);
}
