namespace Gatehouse.Identity;

/// <summary>What a function that sends in our place learns of the person, as they were when the message was decided on.</summary>
/// <param name="Sub">The person.</param>
/// <param name="Username">What they are called.</param>
/// <param name="Status">Where they stand.</param>
/// <param name="Attributes">Their attributes; the one the message goes to holds the address it goes to, though that may not be proven yet.</param>
public sealed record Addressee(string Sub, string Username, UserStatus Status, IReadOnlyDictionary<string, string> Attributes)
{
    /// <summary>Whom they are at other providers.</summary>
    public IReadOnlyList<LinkedIdentity> Identities { get; init; } = [];

    /// <summary>The application; null when an administrator called.</summary>
    public string? ClientId { get; init; }

    /// <summary>What was sent along for functions; null when nothing was.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    /// <summary>The person as a function is told of them; null where the pool has none that sends by this channel.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="user">The person.</param>
    /// <param name="caller">Through what it came to the message; null when nobody knows.</param>
    /// <param name="channel">How the message travels.</param>
    /// <param name="address">Where it goes.</param>
    public static Addressee? Of(UserPool pool, User user, Caller? caller, Channel channel, string address)
    {
        if (pool.Functions[Sends(channel)] is null)
            return null;

        var attributes = new Dictionary<string, string>(user.State.Attributes)
        {
            [channel is Channel.Sms ? Identity.Attributes.Phone : Identity.Attributes.Email] = address,
        };
        return new(user.Sub, user.Username, user.Status, attributes)
        {
            Identities = user.State.Identities,
            ClientId = caller?.Client?.Id,
            Metadata = caller?.Metadata,
        };
    }

    /// <summary>The occasion on which a function sends by a channel.</summary>
    public static Occasion Sends(Channel channel) => channel is Channel.Sms ? Occasion.TextDelivery : Occasion.MailDelivery;

    /// <inheritdoc/>
    public override string ToString() => "Addressee";
}
