using System.Globalization;
using System.Text;

namespace Gatehouse.Identity;

/// <summary>A code that was drawn but not yet put in force.</summary>
/// <param name="Digits">Six digits.</param>
/// <param name="MessageId">The id of the message that will carry it.</param>
/// <param name="Now">When it was drawn.</param>
public sealed record DrawnCode(string Digits, string MessageId, DateTimeOffset Now)
{
    /// <inheritdoc/>
    public override string ToString() => "DrawnCode";
}

/// <summary>Draws codes, words the messages that carry them, and recognises them when they come back.</summary>
public sealed class Codes(ISecretBox secrets, IRandom random, TimeProvider clock)
{
    /// <summary>Draws a code. Draw before a change begins: a change may run twice, a draw may not.</summary>
    public DrawnCode Draw() =>
        new(random.Below(1_000_000).ToString("D6", CultureInfo.InvariantCulture), random.Uuid(), clock.GetUtcNow());

    /// <summary>The keyed hash by which a code is recognised: it differs by pool, person and purpose.</summary>
    public byte[] Mac(User user, CodePurpose purpose, string code) =>
        secrets.Mac("code", Encoding.UTF8.GetBytes($"{user.PoolId}/{user.Sub}/{purpose}/{code}"));

    /// <summary>Puts a drawn code in force and its message in the person's outbox.</summary>
    /// <returns>Where it went.</returns>
    public Delivery Send(UserPool pool, User user, DrawnCode drawn, CodePurpose purpose, MessagePurpose why, string attribute)
    {
        var address = AddressFor(user, purpose, attribute);
        var lifetime = purpose is CodePurpose.Recovery ? OneTimeCode.Hour : OneTimeCode.Day;
        var channel = attribute == Attributes.Phone ? Channel.Sms : Channel.Email;
        var body = Fill(channel is Channel.Sms ? pool.Messages.CodeSms : pool.Messages.CodeEmail, user.Username, drawn.Digits, channel);
        var subject = channel is Channel.Sms ? "" : pool.Messages.CodeSubject;
        user.Send(
            purpose,
            new OneTimeCode(Mac(user, purpose, drawn.Digits), drawn.Now + lifetime, attribute),
            new Message(drawn.MessageId, pool.Id, channel, address, why, subject, body, drawn.Digits, drawn.Now),
            drawn.Now);
        return new Delivery(Delivery.Mask(attribute, address), channel, attribute);
    }

    /// <summary>Words an invitation with a temporary password.</summary>
    public static Message Invitation(UserPool pool, User user, string username, string password, Channel channel, DrawnCode drawn)
    {
        var sms = channel is Channel.Sms;
        var body = Fill(sms ? pool.Messages.InviteSms : pool.Messages.InviteEmail, username, password, channel);
        return new Message(
            drawn.MessageId + (sms ? "-sms" : ""), pool.Id, channel, user[sms ? Attributes.Phone : Attributes.Email]!,
            MessagePurpose.AdminCreateUser, sms ? "" : pool.Messages.InviteSubject, body, password, drawn.Now);
    }

    /// <summary>Where a code that is sent without being asked goes: the telephone before the mailbox; null when neither is there.</summary>
    public static string? AutoVerifiedAddress(UserPool pool, User user)
    {
        foreach (var attribute in (string[])[Attributes.Phone, Attributes.Email])
        {
            if (pool.AutoVerified.Contains(attribute) && user[attribute] is not null && !user.HasProven(attribute))
                return attribute;
        }

        return null;
    }

    private static string AddressFor(User user, CodePurpose purpose, string attribute) =>
        purpose is CodePurpose.Email or CodePurpose.Phone && user.State.Pending.TryGetValue(attribute, out var pending) ? pending : user[attribute]!;

    // A mail's body is HTML, and names come from strangers.
    private static string Fill(string template, string username, string code, Channel channel)
    {
        string Safe(string text) => channel is Channel.Email ? System.Net.WebUtility.HtmlEncode(text) : text;
        return template.Replace("{username}", Safe(username), StringComparison.Ordinal).Replace("{####}", Safe(code), StringComparison.Ordinal);
    }
}
