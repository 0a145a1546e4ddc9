using Gatehouse.Identity;

namespace Gatehouse.Tests.Identity;

public sealed class LanguagesTests
{
    [Theory]
    [InlineData("de", "de")]
    [InlineData("de-CH", "de-ch,de")]
    [InlineData("de_CH", "de-ch,de")]
    [InlineData("ZH-Hant-TW", "zh-hant-tw,zh-hant,zh")]
    [InlineData(null, "")]
    [InlineData("", "")]
    [InlineData("d", "")]
    [InlineData("../../etc", "")]
    [InlineData("de-", "")]
    [InlineData("-de", "")]
    [InlineData("de CH", "")]
    [InlineData("dé", "")]
    [InlineData("de-abcdefghi", "")]
    [InlineData("aa-bbbbbbbb-cccccccc-dddddddd-eeeeeeee", "")]
    public void A_language_is_followed_by_what_is_less_exact(string? tag, string chain) => Assert.Equal(chain, string.Join(',', Languages.From(tag)));

    [Theory]
    [InlineData("de", "de")]
    [InlineData("de-AT", "de")]
    [InlineData("pt", "pt-BR")]
    [InlineData("pt-PT", "pt-BR")]
    [InlineData("pt_BR", "pt-BR")]
    [InlineData("zh", "zh-CN")]
    [InlineData("zh-Hans-CN", "zh-CN")]
    [InlineData("zh-SG", "zh-CN")]
    [InlineData("zh-Hant-HK", "zh-TW")]
    [InlineData("zh-HK", "zh-TW")]
    [InlineData("zh-TW", "zh-TW")]
    [InlineData("EN-us", "en")]
    [InlineData("in", "id")]
    [InlineData("tlh", null)]
    [InlineData("default", null)]
    public void The_nearest_language_of_ours_is_found(string tag, string? ours) => Assert.Equal(ours, Translations.Find(tag)?.Language);

    [Fact]
    public void The_first_language_that_we_speak_is_taken_and_else_English()
    {
        Assert.Equal("fr", Translations.For("tlh", "fr-CA", "de").Language);
        Assert.Equal("en", Translations.For("tlh", null, "?").Language);
        Assert.Equal("en", Translations.For().Language);
    }

    [Fact]
    public void We_speak_the_languages_of_managed_login_and_some_more() => Assert.Equal(
        ["cs", "de", "en", "es", "fr", "id", "it", "ja", "ko", "nl", "pl", "pt-BR", "sv", "tr", "zh-CN", "zh-TW"],
        Translations.All.Select(translation => translation.Language).Order(StringComparer.Ordinal));

    [Fact]
    public void English_says_what_pools_say_that_have_no_words_of_their_own() => Assert.Equal(MessageTemplates.Standard, Translations.For("en").Messages);

    public static TheoryData<string> Spoken => [.. Translations.All.Select(translation => translation.Language)];

    [Theory]
    [MemberData(nameof(Spoken))]
    public void No_translation_lacks_what_the_message_is_for(string language)
    {
        var words = Translations.Find(language)!.Messages;
        Assert.All([words.CodeEmail, words.CodeSms, words.FactorEmail, words.FactorSms], text => Assert.Contains("{####}", text, StringComparison.Ordinal));
        Assert.All([words.InviteEmail, words.InviteSms], text => Assert.True(text.Contains("{####}", StringComparison.Ordinal) && text.Contains("{username}", StringComparison.Ordinal), text));
        Assert.True(Placeholders.HasLink(words.LinkEmail), words.LinkEmail);
        Assert.All([words.CodeSubject, words.LinkSubject, words.FactorSubject, words.InviteSubject], subject => Assert.InRange(subject.Length, 4, 60));
        Assert.All([words.CodeSms, words.FactorSms, words.InviteSms], text => Assert.InRange(text.Length, 8, 140));

        var page = Translations.Find(language)!.Page;
        Assert.All([page.Question, page.Button, page.Done, page.DoneText, page.Failed, page.FailedText], text => Assert.False(string.IsNullOrWhiteSpace(text)));
    }

    [Theory]
    [MemberData(nameof(Spoken))]
    public void No_translation_is_another_ones(string language) => Assert.All(
        Translations.All.Where(other => other.Language != language),
        other => Assert.NotEqual(other.Page.FailedText, Translations.Find(language)!.Page.FailedText));
}
