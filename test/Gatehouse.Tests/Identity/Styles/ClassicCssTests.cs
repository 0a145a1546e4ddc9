using AngleSharp.Css.Dom;
using AngleSharp.Css.Parser;
using CsCheck;
using Gatehouse.Identity;

namespace Gatehouse.Tests.Identity;

public sealed class ClassicCssTests
{
    // The template that AWS's console offers, in the order of its rules.
    private const string Template =
        """
        .logo-customizable { max-width: 60%; max-height: 30%; }
        .banner-customizable { padding: 25px 0px 25px 0px; background-color: lightgray; }
        .label-customizable { font-weight: 400; }
        .textDescription-customizable { padding-top: 10px; padding-bottom: 10px; display: block; font-size: 16px; }
        .idpDescription-customizable { padding-top: 10px; padding-bottom: 10px; display: block; font-size: 16px; }
        .legalText-customizable { color: #747474; font-size: 11px; }
        .submitButton-customizable { font-size: 14px; font-weight: bold; margin: 20px 0px 10px 0px; height: 40px; width: 100%; color: #fff; background-color: #337ab7; }
        .submitButton-customizable:hover { color: #fff; background-color: #286090; }
        .errorMessage-customizable { padding: 5px; font-size: 14px; width: 100%; background: #F5F5F5; border: 2px solid #D64958; color: #D64958; }
        .inputField-customizable { width: 100%; height: 34px; color: #555; background-color: #fff; border: 1px solid #ccc; }
        .inputField-customizable:focus { border-color: #66afe9; outline: 0; }
        .idpButton-customizable { height: 40px; width: 100%; text-align: center; margin-bottom: 15px; color: #fff; background-color: #5bc0de; border-color: #46b8da; }
        .idpButton-customizable:hover { color: #fff; background-color: #31b0d5; }
        .socialButton-customizable { border-radius: 2px; height: 40px; margin-bottom: 15px; padding: 1px; text-align: left; width: 100%; }
        .redirect-customizable { text-align: center; }
        .passwordCheck-notValid-customizable { color: #DF3312; }
        .passwordCheck-valid-customizable { color: #19BF00; }
        .background-customizable { background-color: #fff; }
        """;

    [Theory]
    [InlineData(Template)]
    [InlineData(".label-customizable {font-weight: 400;}")]
    [InlineData(".label-customizable{color:red}")]
    [InlineData("  .label-customizable\t,\r\n.logo-customizable { width : 50% }  ")]
    [InlineData("/* ours: é */.label-customizable/**/{/*a*/color:red;/*b*/;}/* end */")]
    [InlineData(".label-customizable { }")]
    [InlineData(".label-customizable { font-family: 'Open Sans', \"Arial\", sans-serif; line-height: 1.5; margin: -1px auto .5em +2rem; }")]
    [InlineData(".label-customizable { color: rgba(0, 0, 0, .5) !important; border: 1px solid hsl(120deg 10% 20% / 50%); font: 12px/1.5 serif }")]
    [InlineData("")]
    public void What_only_changes_the_looks_is_taken(string css) => Assert.Null(ClassicCss.Broken(css));

    [Theory]
    [InlineData("</style><script>alert(1)</script>", "the character < is not allowed")]
    [InlineData(".label-customizable { color: red } /* </style> */", "the character < is not allowed")]
    [InlineData("@import 'https://evil.example';", "the character @ is not allowed")]
    [InlineData("@media screen { .label-customizable { color: red } }", "the character @ is not allowed")]
    [InlineData(".label-customizable { color: \\75rl(x) }", "the character \\ is not allowed")]
    [InlineData(".label-customizable { color: red\0 }", "control characters are not allowed")]
    [InlineData(".label-customizable { color: red\f }", "control characters are not allowed")]
    [InlineData(".label-customizable { color: red", "a block does not end")]
    [InlineData(".label-customizable {", "a block does not end")]
    [InlineData(".label-customizable { /* color: red }", "a block does not end")]
    [InlineData(".label-customizable", "a class is not followed by a block")]
    [InlineData("/*", "a comment does not end")]
    [InlineData("/*/", "a comment does not end")]
    [InlineData("body { color: red }", "a rule must begin with a class")]
    [InlineData("* { color: red }", "a rule must begin with a class")]
    [InlineData("#x { color: red }", "a rule must begin with a class")]
    [InlineData("[value^=a] { color: red }", "a rule must begin with a class")]
    [InlineData("} .label-customizable { color: red }", "a rule must begin with a class")]
    [InlineData(".label { color: red }", "the class label can not be customized")]
    [InlineData(".other-customizable { color: red }", "the class other-customizable can not be customized")]
    [InlineData(".Label-customizable { color: red }", "the class Label-customizable can not be customized")]
    [InlineData(".label-customizable:hover { color: red }", "the class label-customizable:hover can not be customized")]
    [InlineData(".inputField-customizable:hover { color: red }", "the class inputField-customizable:hover can not be customized")]
    [InlineData(".label-customizable::before { color: red }", "the class label-customizable: can not be customized")]
    [InlineData(".label-customizable .logo-customizable { color: red }", "a class is not followed by a block")]
    [InlineData(".label-customizable > a { color: red }", "a class is not followed by a block")]
    [InlineData(".label-customizable, { color: red }", "a rule must begin with a class")]
    [InlineData(".label-customizable { position: fixed }", "the property position can not be customized")]
    [InlineData(".label-customizable { behavior: url(x) }", "the property behavior can not be customized")]
    [InlineData(".label-customizable { -moz-binding: url(x) }", "the property -moz-binding can not be customized")]
    [InlineData(".label-customizable { content: 'x' }", "the property content can not be customized")]
    [InlineData(".label-customizable { --x: red }", "the property --x can not be customized")]
    [InlineData(".label-customizable { color/**/red }", "the value of color is not allowed")]
    [InlineData(".label-customizable { .logo-customizable { color: red } }", "the property  can not be customized")]
    public void Anything_else_is_refused_with_its_reason(string css, string reason) => Assert.Equal(reason, ClassicCss.Broken(css));

    [Theory]
    [InlineData("url(https://evil.example)")]
    [InlineData("URL( 'x' )")]
    [InlineData("url (x)")]
    [InlineData("u/**/rl(x)")]
    [InlineData("expression(alert(1))")]
    [InlineData("javascript:alert(1)")]
    [InlineData("image-set('x' 1x)")]
    [InlineData("attr(value)")]
    [InlineData("var(--x)")]
    [InlineData("calc(1px + 1px)")]
    [InlineData("rgb(url(x))")]
    [InlineData("rgb(1,2,3")]
    [InlineData("rgb (1,2,3)")]
    [InlineData("\"a")]
    [InlineData("\"/*\"; color: url(https://evil.example) \"*/\"")]
    [InlineData("'a\" , \"b'")]
    [InlineData("'a.b'")]
    [InlineData("red{}")]
    [InlineData("#ggg")]
    [InlineData("")]
    [InlineData("/* red */")]
    [InlineData("!")]
    [InlineData("é")]
    [InlineData("1px\u00A0solid")]
    [InlineData("progid:DXImageTransform.Microsoft.Alpha(opacity=50)")]
    public void A_value_calls_nothing_and_leads_nowhere(string value) =>
        Assert.NotNull(ClassicCss.Broken($".label-customizable {{ background: {value}; }}"));

    [Fact]
    public void The_reason_shows_a_long_name_in_part() =>
        Assert.True(ClassicCss.Broken($".{new string('x', 5_000)} {{}}")!.Length < 120);

    [Fact]
    public void A_long_sheet_is_read_in_one_pass()
    {
        var rule = ".label-customizable { color: rgb(1,2,3) }\n";
        Assert.Null(ClassicCss.Broken(string.Concat(Enumerable.Repeat(rule, 131_072 / rule.Length))));
        Assert.NotNull(ClassicCss.Broken(".label-customizable { color: " + string.Concat(Enumerable.Repeat("a ", 60_000)) + "(;}"));
    }

    // A browser's reader agrees: what is taken has rules for the named places alone, and loads nothing.
    [Fact]
    public void Whatever_is_taken_is_as_harmless_to_another_reader()
    {
        string[] pieces =
        [
            ".label-customizable", ".submitButton-customizable", ":hover", "{", "}", "color", "background", "font-family", ":", ";", "red", "#fff", "1px", "url(", "rgb(", "1,2,3", ")",
            "'", "\"", "/*", "*/", ",", " ", "\n", "@import ", "\\", "<", "!important", "//evil.example", "body", "expression(", "position", "/", "*", "-", "(", "é",
        ];
        var taken = 0;
        Gen.OneOf<string>(pieces).Array[0, 16].Sample(
            parts =>
            {
                var text = string.Concat(parts);
                foreach (var css in new[] { text, $".label-customizable{{{text}}}", $".label-customizable{{background:{text}}}", $".label-customizable{{font-family:{text};color:red}}" })
                {
                    if (ClassicCss.Broken(css) is not null)
                        continue;

                    Interlocked.Increment(ref taken);
                    AssertHarmless(css);
                }
            },
            iter: 20_000);
        Assert.True(taken > 100, $"Only {taken} were taken.");
    }

    private static void AssertHarmless(string css)
    {
        var sheet = new CssParser(new CssParserOptions { IsIncludingUnknownDeclarations = true, IsIncludingUnknownRules = true }).ParseStyleSheet(css);
        Assert.All(sheet.Rules, rule =>
        {
            var style = Assert.IsAssignableFrom<ICssStyleRule>(rule);
            Assert.All(style.SelectorText.Split(','), selector => Assert.Matches("^\\s*\\.(label|submitButton)-customizable(:hover)?\\s*$", selector));
            Assert.All(style.Style, property =>
            {
                Assert.DoesNotContain("url(", property.Value, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain("expression", property.Value.Replace(" ", "", StringComparison.Ordinal) + "(", StringComparison.Ordinal);
                Assert.NotEqual("position", property.Name);
            });
        });
    }
}
