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
    public static MimeMessage? Of(Message message, MailboxAddress from)
    {
        if (Recipient(message.Destination) is not { } to)
            return null;

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
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        return mail;
    }

    /// <summary>What a reader of plain text sees of HTML: tags gone, entities resolved, a new line for each block.</summary>
    internal static string PlainText(string html)
    {
        var text = new StringBuilder();
        var tokens = new HtmlTokenizer(new StringReader(html));
        var hidden = false;
        while (tokens.ReadNextToken(out var token))
        {
            if (token is HtmlTagToken { Id: HtmlTagId.Style or HtmlTagId.Script or HtmlTagId.Title } tag)
                hidden = !tag.IsEndTag && !tag.IsEmptyElement;
            else if (token is HtmlTagToken { Id: HtmlTagId.Br } or HtmlTagToken { IsEndTag: true, Id: HtmlTagId.P or HtmlTagId.Div or HtmlTagId.LI or HtmlTagId.TR or HtmlTagId.H1 or HtmlTagId.H2 })
                text.Append('\n');
            else if (token is HtmlDataToken data && !hidden)
                text.Append(data.Data);
        }

        return text.ToString().Trim();
    }

    private static MailboxAddress? Recipient(string address) =>
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
