using System.Text;
using Gatehouse.Outbound;
using MimeKit;

namespace Gatehouse.Tests.Outbound;

public sealed class MailTextTests
{
    private static readonly MailboxAddress From = new("Sign-in", "id@example.com");

    [Fact]
    public void A_mail_is_marked_by_the_id_of_its_message_and_as_sent_by_a_program()
    {
        var mail = MailText.Of(Mails.To("bob@example.org"), From)!;
        Assert.Equal("5f0c2a54-7c34-4a5e-9a38-0f7a3f1c9d11@example.com", mail.MessageId);
        Assert.Equal("auto-generated", mail.Headers["Auto-Submitted"]);
        Assert.Equal(Mails.Noon, mail.Date);
        Assert.Equal("bob@example.org", mail.To.Mailboxes.Single().Address);
        Assert.Equal("id@example.com", mail.From.Mailboxes.Single().Address);
    }

    [Fact]
    public void A_mail_has_text_beside_its_html()
    {
        var mail = MailText.Of(Mails.To("bob@example.org") with { Body = "<style>p{}</style><p>Hello &amp; welcome</p>Your code is<br><b>482913</b>" }, From)!;
        Assert.Equal("Hello & welcome\nYour code is\n482913", mail.TextBody!.ReplaceLineEndings("\n").TrimEnd());
        Assert.Contains("<b>482913</b>", mail.HtmlBody, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Code\r\nBcc: everyone@example.net")]
    [InlineData("Code\nBcc: everyone@example.net")]
    [InlineData("Code\rBcc: everyone@example.net")]
    [InlineData("Code\u2028Bcc: everyone@example.net")]
    [InlineData("Code\0Bcc: everyone@example.net")]
    public void A_subject_cannot_begin_another_header(string subject)
    {
        var text = Written(MailText.Of(Mails.To("bob@example.org") with { Subject = subject }, From)!);
        Assert.DoesNotContain("\nBcc:", text, StringComparison.OrdinalIgnoreCase);
        Assert.Matches("\r\nSubject: Code {1,2}Bcc: everyone@example.net\r\n", text);
    }

    [Theory]
    [InlineData("bob@example.org\r\nBcc: everyone@example.net")]
    [InlineData("bob@example.org, everyone@example.net")]
    [InlineData("bob@example.org;everyone@example.net")]
    [InlineData("Bob <bob@example.org>")]
    [InlineData("<bob@example.org>")]
    [InlineData("bob@example.org> NOTIFY=SUCCESS")]
    [InlineData("group:bob@example.org;")]
    [InlineData("bob")]
    [InlineData("@example.org")]
    [InlineData("bob@")]
    [InlineData("")]
    public void What_is_not_one_plain_address_gets_no_mail(string destination) => Assert.Null(MailText.Of(Mails.To(destination), From));

    [Theory]
    [InlineData("bob+tag@example.org")]
    [InlineData("o'neill@sub.example.org")]
    [InlineData("bj\u00f6rn@example.org")]
    public void An_address_stays_as_it_is(string destination) => Assert.Equal(destination, MailText.Of(Mails.To(destination), From)!.To.Mailboxes.Single().Address);

    private static string Written(MimeMessage mail)
    {
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        using var bytes = new MemoryStream();
        mail.WriteTo(format, bytes);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
