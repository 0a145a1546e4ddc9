using System.Text.Json.Nodes;
using Gatehouse.ModelGen.CSharp;

namespace Gatehouse.Tests.Contracts;

/// <summary>The patterns mean what they mean to Java, for whose engine they are written.</summary>
public sealed class PatternTests
{
    [Theory]
    [InlineData(@"[\w\s+=,.@-]+", "a b\u000B_9", true)]
    [InlineData(@"[\w\s+=,.@-]+", "é", false)]
    [InlineData(@"[\w\s+=,.@-]+", "a\u00A0b", false)]
    [InlineData(@"[\d]*", "٣", false)]
    [InlineData(@"[\S]+", "a\u00A0b😀", true)]
    [InlineData(@"[\S]+", "a b", false)]
    [InlineData(@"[\S]+", "ab\n", false)]
    [InlineData(@"[0-9]+", "1\n", false)]
    [InlineData(@"^[0-9a-fA-F]+$", "a\n", false)]
    [InlineData(@"[\p{L}\p{M}\p{S}\p{N}\p{P}]+", "é😀文", true)]
    [InlineData(@"[\p{L}\p{M}\p{S}\p{N}\p{P}]+", "a b", false)]
    [InlineData(@".*\{####\}.*", "a {####} b", true)]
    [InlineData(@".*\{####\}.*", "a\r{####}", false)]
    [InlineData(@"(?s).*", "a\r\nb", true)]
    [InlineData(@"^[0-9A-Za-z\.\-_]*(?<!\.)$", "a.b-c_", true)]
    [InlineData(@"^[0-9A-Za-z\.\-_]*(?<!\.)$", "", true)]
    [InlineData(@"^[0-9A-Za-z\.\-_]*(?<!\.)$", "a.", false)]
    [InlineData(@"(\u002F)|(\u002F[\u0021-\u007E]+\u002F)", "/a/b/", true)]
    [InlineData(@"(\u002F)|(\u002F[\u0021-\u007E]+\u002F)", "/a", false)]
    public void A_pattern_takes_what_Java_takes(string pattern, string text, bool taken)
    {
        var rule = new TextRule { Pattern = pattern, Form = JavaPattern.Translate(pattern) };
        Assert.Equal(taken, rule.Admits(text));
        Assert.Equal(taken, !rule.Broken(text).Any());
    }

    [Fact]
    public void Every_pattern_of_every_model_compiles_without_backtracking() =>
        Assert.All(
            Model.All.Values.SelectMany(model => model.Shapes.Values).Select(shape => shape.Pattern).OfType<string>().Distinct(),
            pattern => new TextRule { Form = JavaPattern.Translate(pattern) }.Admits("a"));

    [Fact]
    public void A_long_value_is_refused_before_it_is_matched()
    {
        var request = new JsonObject { ["ClientId"] = new string('!', 100_000), ["Username"] = "u" };
        Assert.Equal(
            "1 validation error detected: Value at 'clientId' failed to satisfy constraint: Member must have length less than or equal to 128",
            Judge.Of(Model.All["cognito-idp"], "SignUp", request)?.Message);
    }
}
