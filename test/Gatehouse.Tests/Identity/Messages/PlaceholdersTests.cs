using Gatehouse.Identity;

namespace Gatehouse.Tests.Identity;

public sealed class PlaceholdersTests
{
    private const string Link = "https://id.example.com/confirmUser?client_id=a&user_name=b";

    private static readonly Filling With = new("123456", "ana", Link);

    [Theory]
    [InlineData("", "")]
    [InlineData("no holes", "no holes")]
    [InlineData("{####}", "123456")]
    [InlineData("{####}{####}", "123456123456")]
    [InlineData("{username}: {####}.", "ana: 123456.")]
    [InlineData("{Username} {###} {#####} {}{", "{Username} {###} {#####} {}{")]
    [InlineData("{{####}}", "{123456}")]
    [InlineData("{{username}", "{ana")]
    [InlineData("{##", "{##")]
    [InlineData("{##never closed {####}", "{##never closed 123456")]
    public void Every_placeholder_is_filled_and_nothing_else_is_touched(string template, string text) =>
        Assert.Equal(text, Placeholders.Fill(template, With with { Link = null }, isHtml: true));

    [Theory]
    [InlineData("Go: {##Click here##}!", "Go: <a href=\"https://id.example.com/confirmUser?client_id=a&amp;user_name=b\">Click here</a>!")]
    [InlineData("{##<b>Go</b>##}", "<a href=\"https://id.example.com/confirmUser?client_id=a&amp;user_name=b\"><b>Go</b></a>")]
    [InlineData("{####}", "123456")]
    public void Words_between_the_marks_become_a_link(string template, string html) => Assert.Equal(html, Placeholders.Fill(template, With, isHtml: true));

    [Fact]
    public void In_plain_text_a_link_is_its_address() => Assert.Equal($"Go: {Link}!", Placeholders.Fill("Go: {##Click here##}!", With, isHtml: false));

    [Fact]
    public void Without_a_link_the_words_stay_as_they_are() =>
        Assert.Equal("{##Click here##}", Placeholders.Fill("{##Click here##}", With with { Link = null }, isHtml: true));

    [Fact]
    public void What_is_filled_in_is_not_read_again()
    {
        var sly = new Filling("123456", "{####}{##x##}{username}", Link);
        Assert.Equal("{####}{##x##}{username} 123456", Placeholders.Fill("{username} {####}", sly, isHtml: false));
    }

    [Theory]
    [InlineData(true, "&lt;i&gt;&quot;&amp;&#39; 1&lt;2")]
    [InlineData(false, "<i>\"&' 1<2")]
    public void In_HTML_what_is_filled_in_is_escaped(bool isHtml, string text) =>
        Assert.Equal(text, Placeholders.Fill("{username} {####}", new("1<2", "<i>\"&'"), isHtml));

    [Fact]
    public void The_address_of_a_link_cannot_leave_its_quotes() =>
        Assert.DoesNotContain("\"><script>", Placeholders.Fill("{##Go##}", With with { Link = "https://a/?x=\"><script>" }, isHtml: true), StringComparison.Ordinal);

    [Theory]
    [InlineData("{##Go##}", true)]
    [InlineData("{####} {##Go##}", true)]
    [InlineData("{##{##}##}", true)]
    [InlineData("{####}", false)]
    [InlineData("{##Go", false)]
    [InlineData("Go##}", false)]
    [InlineData("", false)]
    public void A_template_has_a_link_or_has_none(string template, bool hasLink) => Assert.Equal(hasLink, Placeholders.HasLink(template));

    [Fact]
    public void What_fills_a_message_prints_nothing_of_it()
    {
        Assert.DoesNotContain("123456", With.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("123456", new MessageText("123456", "123456").ToString(), StringComparison.Ordinal);
    }
}
