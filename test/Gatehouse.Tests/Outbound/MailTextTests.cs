using System.Text;
using Gatehouse.Identity;
using Gatehouse.Outbound;
using MimeKit;

namespace Gatehouse.Tests.Outbound;

public sealed class MailTextTests
{
    private static readonly MailboxAddress From = new("Sign-in", "id@example.com");

    private static readonly MailHead Usual = new();

    [Fact]
    public void A_mail_is_marked_by_the_id_of_its_message_and_as_sent_by_a_program()
    {
        var mail = MailText.Of(Mails.To("bob@example.org"), Usual, From)!;
        Assert.Equal("5f0c2a54-7c34-4a5e-9a38-0f7a3f1c9d11@example.com", mail.MessageId);
        Assert.Equal("auto-generated", mail.Headers["Auto-Submitted"]);
        Assert.Equal(Mails.Noon, mail.Date);
        Assert.Equal("bob@example.org", mail.To.Mailboxes.Single().Address);
        Assert.Equal("id@example.com", mail.From.Mailboxes.Single().Address);
    }

    [Fact]
    public void A_mail_has_text_beside_its_html()
    {
        var mail = MailText.Of(Mails.To("bob@example.org") with { Body = "<style>p{}</style><p>Hello &amp; welcome</p>Your code is<br><b>482913</b>" }, Usual, From)!;
        Assert.Equal("Hello & welcome\nYour code is\n482913", mail.TextBody!.ReplaceLineEndings("\n").TrimEnd());
        Assert.Contains("<b>482913</b>", mail.HtmlBody, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<a href='https://id.example.com/confirm?a=1&amp;b=2'>Confirm</a> now", "Confirm (https://id.example.com/confirm?a=1&b=2) now")]
    [InlineData("<a href=\"https://id.example.com/\">https://id.example.com/</a>", "https://id.example.com/")]
    [InlineData("<a href='javascript:alert(1)'>Confirm</a>", "Confirm")]
    [InlineData("<a name='x'>Confirm</a></a>", "Confirm")]
    [InlineData("<a href='https://id.example.com/'>Con", "Con")]
    public void A_reader_of_plain_text_sees_where_links_lead(string html, string text) => Assert.Equal(text, MailText.PlainText(html));

    [Theory]
    [InlineData(null, "Sign-in", "id@example.com")]
    [InlineData("Shop <hello@example.com>", "Shop", "hello@example.com")]
    [InlineData("hello@EXAMPLE.com", "Sign-in", "hello@EXAMPLE.com")]
    [InlineData("Shop <hello@shop.example>", "Shop", "id@example.com")]
    [InlineData("hello@shop.example", "Sign-in", "id@example.com")]
    [InlineData("\"Shop, Inc.\" <hello@example.com>", "Shop, Inc.", "hello@example.com")]
    [InlineData("Shop\r\nBcc: x@y.example <hello@example.com>", "Sign-in", "id@example.com")]
    [InlineData("nobody", "Sign-in", "id@example.com")]
    public void The_pool_says_who_a_mail_comes_from_within_the_domain_of_the_installation(string? wanted, string name, string address)
    {
        var mail = MailText.Of(Mails.To("bob@example.org"), new() { From = wanted }, From)!;
        Assert.Equal((name, address), (mail.From.Mailboxes.Single().Name, mail.From.Mailboxes.Single().Address));
        Assert.DoesNotContain("\nBcc:", Written(mail), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("help@shop.example", "help@shop.example")]
    [InlineData("help@shop.example\r\nBcc: x@y.example", null)]
    [InlineData("Help <help@shop.example>", null)]
    public void Answers_go_where_the_pool_says(string replyTo, string? expected)
    {
        var mail = MailText.Of(Mails.To("bob@example.org"), new() { ReplyTo = replyTo }, From)!;
        Assert.Equal(expected, mail.ReplyTo.Mailboxes.SingleOrDefault()?.Address);
    }

    [Fact]
    public void Letters_of_every_language_pass_in_subjects_names_and_texts()
    {
        var mail = MailText.Of(Mails.To("bob@example.org") with { Subject = "Ihr Bestätigungscode 🔑", Body = "<p>Grüße, 你好</p>" }, new() { From = "Größe <id@example.com>" }, From)!;
        mail.Prepare(EncodingConstraint.SevenBit);
        var written = Written(mail);
        Assert.DoesNotContain(written, c => c > 127);
        using var stream = new MemoryStream(Encoding.ASCII.GetBytes(written));
        var read = MimeMessage.Load(stream);
        Assert.Equal(("Ihr Bestätigungscode 🔑", "Größe", "Grüße, 你好"), (read.Subject, read.From[0].Name, read.TextBody!.Trim()));
        Assert.IsType<MultipartAlternative>(read.Body);
    }

    [Theory]
    [InlineData("Code\r\nBcc: everyone@example.net")]
    [InlineData("Code\nBcc: everyone@example.net")]
    [InlineData("Code\rBcc: everyone@example.net")]
    [InlineData("Code\u2028Bcc: everyone@example.net")]
    [InlineData("Code\0Bcc: everyone@example.net")]
    public void A_subject_cannot_begin_another_header(string subject)
    {
        var text = Written(MailText.Of(Mails.To("bob@example.org") with { Subject = subject }, Usual, From)!);
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
    public void What_is_not_one_plain_address_gets_no_mail(string destination) => Assert.Null(MailText.Of(Mails.To(destination), Usual, From));

    [Theory]
    [InlineData("bob+tag@example.org")]
    [InlineData("o'neill@sub.example.org")]
    [InlineData("bj\u00f6rn@example.org")]
    public void An_address_stays_as_it_is(string destination) => Assert.Equal(destination, MailText.Of(Mails.To(destination), Usual, From)!.To.Mailboxes.Single().Address);

    private static string Written(MimeMessage mail)
    {
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        using var bytes = new MemoryStream();
        mail.WriteTo(format, bytes);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
