using Gatehouse.Identity;
using static Gatehouse.Tests.Identity.People;

namespace Gatehouse.Tests.Identity;

/// <summary>Whose words a message has, and in which language.</summary>
public sealed class PhrasebookTests
{
    private static readonly UserPool Own = Pool with { Messages = new() { CodeEmail = "Acme: {####}" } };

    private static string Of(
        string? locale, UserPool? pool = null, MessagePurpose why = MessagePurpose.SignUp, Channel channel = Channel.Email, bool isByLink = false,
        params (string Place, string Text)[] files)
    {
        var texts = files.ToDictionary(file => Place(file.Place), file => file.Text);
        var user = User(state => state with { Attributes = locale is null ? Sorted() : Sorted(("locale", locale)) });
        var (subject, text) = new Phrasebook(new(texts)).For(pool ?? Pool, user, why, channel, isByLink);
        return channel is Channel.Sms ? text : $"{subject}|{text}";
    }

    private static TextPlace Place(string path) => path.Split('/') is [var pool, var language, var name] ? new(pool, language, name) : throw new ArgumentException(path);

    [Theory]
    [InlineData(null, "Your verification code|Your confirmation code is {####}")]
    [InlineData("tlh", "Your verification code|Your confirmation code is {####}")]
    [InlineData("de-CH", "Ihr Bestätigungscode|Ihr Bestätigungscode lautet {####}")]
    [InlineData("zh_Hant_TW", "您的驗證碼|您的驗證碼是 {####}")]
    public void A_pool_without_words_of_its_own_speaks_the_persons_language(string? locale, string words) => Assert.Equal(words, Of(locale));

    [Theory]
    [InlineData(MessagePurpose.SignUp, Channel.Sms, false, "Ihr Bestätigungscode lautet {####}")]
    [InlineData(MessagePurpose.ForgotPassword, Channel.Email, false, "Ihr Bestätigungscode|Ihr Bestätigungscode lautet {####}")]
    [InlineData(MessagePurpose.Authentication, Channel.Email, false, "Ihr Anmeldecode|Ihr Anmeldecode lautet {####}.")]
    [InlineData(MessagePurpose.Authentication, Channel.Sms, false, "Ihr Anmeldecode lautet {####}.")]
    [InlineData(MessagePurpose.AdminCreateUser, Channel.Sms, false, "Ihr Benutzername ist {username}, Ihr vorläufiges Passwort lautet {####}.")]
    [InlineData(MessagePurpose.SignUp, Channel.Email, true, "Ihr Bestätigungslink|Bitte bestätigen Sie Ihre E-Mail-Adresse über diesen Link: {##E-Mail-Adresse bestätigen##}")]
    [InlineData(MessagePurpose.SignUp, Channel.Sms, true, "Ihr Bestätigungscode lautet {####}")]
    public void Every_kind_of_message_has_its_own(MessagePurpose why, Channel channel, bool isByLink, string words) =>
        Assert.Equal(words, Of("de", why: why, channel: channel, isByLink: isByLink));

    [Fact]
    public void A_pools_own_template_wins_over_our_translation_and_keeps_its_language_to_itself()
    {
        Assert.Equal("Your verification code|Acme: {####}", Of("de", Own));
        Assert.Equal("Acme|Your confirmation code is {####}", Of("de", Pool with { Messages = new() { CodeSubject = "Acme" } }));
        Assert.Equal("Ihr Bestätigungscode lautet {####}", Of("de", Own, channel: Channel.Sms));
        Assert.Equal("Ihr Anmeldecode|Ihr Anmeldecode lautet {####}.", Of("de", Own, MessagePurpose.Authentication));
    }

    [Fact]
    public void A_template_that_says_what_everybody_says_is_none_of_the_pools_own() =>
        Assert.StartsWith("Ihr Bestätigungscode|", Of("de", Pool with { Messages = new() { CodeEmail = MessageTemplates.Standard.CodeEmail } }), StringComparison.Ordinal);

    [Fact]
    public void What_is_nearer_wins()
    {
        var (here, everywhere) = (($"{Pool.Id}/default/code.html", "pool file {####}"), ("/default/code.html", "file {####}"));
        Assert.EndsWith("|pool file {####}", Of("de", Own, files: [here, everywhere]), StringComparison.Ordinal);
        Assert.EndsWith("|Acme: {####}", Of("de", Own, files: [everywhere]), StringComparison.Ordinal);
        Assert.EndsWith("|file {####}", Of("de", files: [everywhere]), StringComparison.Ordinal);
        Assert.EndsWith("|Ihr Bestätigungscode lautet {####}", Of("de", files: [("other_pool/default/code.html", "another pool's")]), StringComparison.Ordinal);
    }

    [Fact]
    public void In_a_folder_the_nearest_language_wins_and_default_comes_last()
    {
        (string, string)[] all = [("/de-ch/code.html", "de-CH"), ("/de/code.html", "de"), ("/default/code.html", "default")];
        Assert.EndsWith("|de-CH", Of("de-CH", files: all), StringComparison.Ordinal);
        Assert.EndsWith("|de", Of("de-AT", files: all), StringComparison.Ordinal);
        Assert.EndsWith("|default", Of("fr", files: all), StringComparison.Ordinal);
        Assert.EndsWith("|default", Of(null, files: all), StringComparison.Ordinal);
        Assert.EndsWith("|default", Of("default", files: all), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MessagePurpose.SignUp, "sign-up")]
    [InlineData(MessagePurpose.ResendCode, "sign-up")]
    [InlineData(MessagePurpose.ForgotPassword, "forgot-password")]
    [InlineData(MessagePurpose.UpdateUserAttribute, "attribute")]
    [InlineData(MessagePurpose.VerifyUserAttribute, "attribute")]
    public void The_name_of_a_purpose_wins_over_that_of_all_codes(MessagePurpose why, string name)
    {
        Assert.EndsWith("|special", Of("de", why: why, files: [("/de/code.html", "any"), ($"/de/{name}.html", "special")]), StringComparison.Ordinal);
        Assert.EndsWith("|any", Of("de", why: why, files: [("/de/code.html", "any"), ("/de/sign-in.html", "other")]), StringComparison.Ordinal);
        Assert.EndsWith("|any", Of("de", why: why, files: [("/de/code.html", "any"), ($"/default/{name}.html", "farther")]), StringComparison.Ordinal);
        Assert.Contains(name, Phrasebook.Names.Keys);
    }

    [Fact]
    public void A_mail_with_a_link_is_worded_by_the_name_for_links_alone()
    {
        (string, string)[] files = [("/default/code.html", "code"), ("/default/sign-up.html", "sign-up"), ("/default/link.html", "link")];
        Assert.EndsWith("|link", Of(null, isByLink: true, files: files), StringComparison.Ordinal);
        Assert.Contains("{##Verify Email##}", Of(null, isByLink: true, files: files[..2]), StringComparison.Ordinal);
    }

    [Fact]
    public void The_subject_comes_from_beside_the_text_and_else_from_us_in_its_language()
    {
        Assert.Equal("Betreff|Text", Of("de", files: [("/de/code.html", "Text"), ("/de/code.subject", "Betreff")]));
        Assert.Equal("Ihr Bestätigungscode|Text", Of("de-CH", files: [("/de/code.html", "Text"), ("/default/code.subject", "Elsewhere")]));
        Assert.Equal("Votre code de vérification|Text", Of("fr-CA", files: [("/default/code.html", "Text")]));
        Assert.Equal("Your verification code|tlhIngan", Of("tlh", files: [("/tlh/code.html", "tlhIngan")]));
    }

    [Fact]
    public void Mails_and_text_messages_have_files_of_their_own()
    {
        Assert.Equal("short", Of(null, channel: Channel.Sms, files: [("/default/code.sms", "short"), ("/default/code.html", "long")]));
        Assert.Equal("Your confirmation code is {####}", Of(null, channel: Channel.Sms, files: [("/default/code.html", "long")]));
    }

    [Theory]
    [InlineData("../secret")]
    [InlineData("/etc/passwd")]
    [InlineData("de/../..")]
    public void A_locale_that_is_none_is_like_none(string locale) => Assert.Equal(Of(null), Of(locale));
}
