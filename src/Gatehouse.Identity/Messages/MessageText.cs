namespace Gatehouse.Identity;

/// <summary>What a message is there for, as far as its words are concerned.</summary>
public enum MessageKind
{
    /// <summary>It carries a code that proves an address, or lets a forgotten password be replaced.</summary>
    Code,

    /// <summary>It carries a link in place of such a code.</summary>
    Link,

    /// <summary>It carries a code that signs in.</summary>
    SignIn,

    /// <summary>It carries a temporary password.</summary>
    Invitation,
}

/// <summary>A template, or what was made of it.</summary>
/// <param name="Subject">The subject; empty for text messages.</param>
/// <param name="Text">The text message, or the HTML of a mail.</param>
public sealed record MessageText(string Subject, string Text)
{
    /// <inheritdoc/>
    public override string ToString() => "MessageText";

    /// <summary>With everything filled in.</summary>
    public MessageText Filled(Filling with, Channel channel) =>
        new(Placeholders.Fill(Subject, with, isHtml: false), Placeholders.Fill(Text, with, isHtml: channel is Channel.Email));
}
