namespace Gatehouse.Identity;

/// <summary>By which way a message travels.</summary>
public enum Channel
{
    /// <summary>Electronic mail.</summary>
    Email,

    /// <summary>A text message to a telephone.</summary>
    Sms,
}

/// <summary>By which way a message leaves the house. Stores keep the number.</summary>
public enum Way
{
    /// <summary>The mail server.</summary>
    Mail = 0,

    /// <summary>The gateway for text messages.</summary>
    Text = 1,

    /// <summary>A function of the pool.</summary>
    Function = 2,
}

/// <summary>Why a message is sent.</summary>
public enum MessagePurpose
{
    /// <summary>A code that ends a sign-up.</summary>
    SignUp,

    /// <summary>The same, asked for again.</summary>
    ResendCode,

    /// <summary>A code to choose a new password.</summary>
    ForgotPassword,

    /// <summary>A code for an address that was changed.</summary>
    UpdateUserAttribute,

    /// <summary>A code for an address that is to be proven.</summary>
    VerifyUserAttribute,

    /// <summary>A code that signs in.</summary>
    Authentication,

    /// <summary>An invitation with a temporary password.</summary>
    AdminCreateUser,
}

/// <summary>A message that waits to be sent. It is stored in the same transaction as the change it tells of.</summary>
/// <param name="Id">A UUID; the mail's Message-ID, so that a second delivery is recognised.</param>
/// <param name="PoolId">The pool that sends it.</param>
/// <param name="Channel">How it travels.</param>
/// <param name="Destination">The whole address.</param>
/// <param name="Purpose">Why it is sent.</param>
/// <param name="Subject">The subject; empty for text messages.</param>
/// <param name="Body">The text, or HTML for mail.</param>
/// <param name="Code">The code or temporary password inside the body.</param>
/// <param name="Created">When it was decided to send it.</param>
public sealed record Message(
    string Id, string PoolId, Channel Channel, string Destination, MessagePurpose Purpose, string Subject, string Body, string? Code, DateTimeOffset Created)
{
    /// <summary>What a function learns of the person that sends in our place; null where the pool had none when the message was decided on.</summary>
    public Addressee? Addressee { get; init; }

    /// <summary>When what it carries stops working; null when that is long after anybody would still send it.</summary>
    public DateTimeOffset? GoodUntil { get; init; }

    /// <summary>By which way it leaves: none waits for what is stuck in another.</summary>
    public Way Way => Addressee is not null ? Way.Function : Channel is Channel.Sms ? Way.Text : Way.Mail;

    /// <inheritdoc/>
    public override string ToString() => $"Message {Id} ({Purpose})";
}

/// <summary>Where a code went, as the caller may know it.</summary>
/// <param name="Destination">The address, masked.</param>
/// <param name="Channel">How it travels.</param>
/// <param name="Attribute">The attribute that holds the address.</param>
public sealed record Delivery(string Destination, Channel Channel, string Attribute)
{
    /// <summary>Where a code to an address goes.</summary>
    public static Delivery To(string attribute, string address) =>
        new(Mask(attribute, address), attribute == Attributes.Phone ? Channel.Sms : Channel.Email, attribute);

    /// <summary>Masks an address: <c>d***@e***</c>, <c>+*******9934</c>.</summary>
    public static string Mask(string attribute, string address)
    {
        if (attribute == Attributes.Phone)
            return "+*******" + (address.Length > 4 ? address[^4..] : "****");

        var at = address.IndexOf('@');
        return at < 1 ? "***" : $"{address[0]}***@{(at + 1 < address.Length ? address[at + 1] : '*')}***";
    }
}
