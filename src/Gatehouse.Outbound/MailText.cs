using System.Text;
using Gatehouse.Identity;
using MimeKit;
using MimeKit.Text;

namespace Gatehouse.Outbound;

/// <summary>Makes a mail of a message: HTML with a text beside it, marked so that a second delivery is recognised and no robot answers.</summary>
internal static class MailText
{
    private const int LongestAddress = 254;
    private const int LongestSubject = 200;

    /// <summary>The mail; null when the destination is not exactly one plain address.</summary>
    /// <param name="message">The message.</param>
    /// <param name="head">Who the pool says it comes from.</param>
    /// <param name="installation">Who the mail server lets us be.</param>
    public static MimeMessage? Of(Message message, MailHead head, MailboxAddress installation)
    {
        if (Plain(message.Destination) is not { } to)
            return null;

        var from = Sender(head.From, installation);

        var mail = new MimeMessage
        {
            MessageId = $"{message.Id}@{from.Domain}",
            Date = message.Created,
            Subject = OneLine(message.Subject),
            Body = new MultipartAlternative
            {
                new TextPart(TextFormat.Plain) { Text = PlainText(message.Body) },
                new TextPart(TextFormat.Html) { Text = message.Body },
            },
        };
        mail.From.Add(from);
        mail.To.Add(to);
        if (head.ReplyTo is { } answers && Plain(answers) is { } replyTo)
            mail.ReplyTo.Add(replyTo);
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        return mail;
    }

    /// <summary>What a reader of plain text sees of HTML: tags gone, entities resolved, a new line for each block, addresses behind their links.</summary>
    internal static string PlainText(string html)
    {
        var (text, link) = (new StringBuilder(), (Address: (string?)null, Start: 0));
        var tokens = new HtmlTokenizer(new StringReader(html));
        var hidden = false;
        while (tokens.ReadNextToken(out var token))
        {
            if (token is HtmlTagToken { Id: HtmlTagId.Style or HtmlTagId.Script or HtmlTagId.Title } tag)
                hidden = !tag.IsEndTag && !tag.IsEmptyElement;
            else if (token is HtmlTagToken { Id: HtmlTagId.A } anchor)
                link = anchor.IsEndTag ? Closed(text, link) : (Address(anchor), text.Length);
            else if (token is HtmlTagToken { Id: HtmlTagId.Br } or HtmlTagToken { IsEndTag: true, Id: HtmlTagId.P or HtmlTagId.Div or HtmlTagId.LI or HtmlTagId.TR or HtmlTagId.H1 or HtmlTagId.H2 })
                text.Append('\n');
            else if (token is HtmlDataToken data && !hidden)
                text.Append(data.Data);
        }

        return text.ToString().Trim();
    }

    private static string? Address(HtmlTagToken anchor) =>
        anchor.Attributes.FirstOrDefault(attribute => attribute.Id is HtmlAttributeId.Href)?.Value is { } address
        && (address.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || address.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
            ? address
            : null;

    private static (string?, int) Closed(StringBuilder text, (string? Address, int Start) link)
    {
        if (link.Address is { } address && text.ToString(link.Start, text.Length - link.Start).Trim() != address)
            text.Append(" (").Append(address).Append(')');
        return default;
    }

    // Whose name it is, the pool says. Under another domain than its own the mail server could not vouch for the address.
    private static MailboxAddress Sender(string? wanted, MailboxAddress installation)
    {
        if (wanted is null || !MailboxAddress.TryParse(wanted, out var sender))
            return installation;

        var address = sender.Domain.Equals(installation.Domain, StringComparison.OrdinalIgnoreCase) && Plain(sender.Address) is not null
            ? sender.Address
            : installation.Address;
        return new(OneLine(string.IsNullOrEmpty(sender.Name) ? installation.Name ?? "" : sender.Name), address);
    }

    private static MailboxAddress? Plain(string address) =>
        address.Length <= LongestAddress && !address.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c is '<' or '>' or ',' or ';')
        && MailboxAddress.TryParse(address, out var to) && to.Address == address && to.Domain.Length > 0
            ? to
            : null;

    private static string OneLine(string text)
    {
        var line = string.Concat(text.Take(LongestSubject).Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c));
        return line.Trim();
    }
}
