using System.Text;
using CsCheck;
using Gatehouse.Identity;

namespace Gatehouse.Tests.Identity;

public class SignInNamesTests
{
    private static readonly SignInNames Folding = new() { CaseSensitive = false };
    private static readonly SignInNames Exact = new() { CaseSensitive = true };

    [Theory]
    [InlineData("Ana", "ana")]
    [InlineData("ＡＤＭＩＮ", "admin")]
    [InlineData("ana＠example.com", "ana@example.com")]
    [InlineData("cafe\u0301", "caf\u00e9")]
    [InlineData("\u212Aelvin", "kelvin")]
    [InlineData("\u2126", "\u03c9")]
    [InlineData("ﬁsh", "fish")]
    [InlineData("①", "1")]
    [InlineData("ẞ", "ß")]
    [InlineData("ΟΔΟΣ", "οδος")]
    [InlineData("Ϲ", "ς")]
    [InlineData("ﬀ", "FF")]
    [InlineData("ſam", "SAM")]
    [InlineData("\u0130", "i\u0307")]
    [InlineData("\u00b5", "\u03bc")]
    public void Two_spellings_of_one_name_have_one_canonical_form(string one, string other) =>
        Assert.Equal(Folding.Canonical(other), Folding.Canonical(one));

    [Theory]
    [InlineData("admin", "\u0430dmin")]
    [InlineData("ıstanbul", "istanbul")]
    [InlineData("straße", "strasse")]
    [InlineData("ana", "ana.")]
    [InlineData("ana", "an\u200ba")]
    [InlineData("i", "\u0130")]
    public void Names_that_only_look_alike_are_two_names(string one, string other) =>
        Assert.NotEqual(Folding.Canonical(other), Folding.Canonical(one));

    [Fact]
    public void A_pool_that_tells_cases_apart_still_composes()
    {
        Assert.NotEqual(Exact.Canonical("Ana"), Exact.Canonical("ana"));
        Assert.Equal(Exact.Canonical("ana"), Exact.Canonical("ａｎａ"));
        Assert.Equal(Exact.Canonical("caf\u00e9"), Exact.Canonical("cafe\u0301"));
    }

    [Fact]
    public void The_canonical_form_of_a_canonical_form_is_itself()
    {
        // Beyond the second plane there is little but ideographs: some of them will do.
        for (var point = 0; point <= 0x10FFFF; point += point < 0x20000 ? 1 : 61)
        {
            if (!Rune.IsValid(point))
                continue;
            var text = new Rune(point).ToString();
            foreach (var rule in (SignInNames[])[Folding, Exact])
            {
                var once = rule.Canonical(text);
                Assert.True(rule.Canonical(once) == once, $"U+{point:X}");
            }
        }
    }

    [Fact]
    public void That_holds_for_any_text() =>
        Runes.Sample(text => Folding.Canonical(Folding.Canonical(text)) == Folding.Canonical(text), iter: 20_000);

    [Fact]
    public void Case_and_composition_never_make_a_second_name() =>
        Runes.Sample(
            text =>
            {
                var apart = text.Normalize(NormalizationForm.FormKD);
                return Folding.Canonical(text.Normalize(NormalizationForm.FormD)) == Folding.Canonical(text)
                    && Folding.Canonical(apart.ToLowerInvariant()) == Folding.Canonical(text)
                    && Folding.Canonical(apart.ToUpperInvariant()) == Folding.Canonical(text);
            },
            iter: 20_000);

    [Fact]
    public void Text_that_is_not_Unicode_breaks_nothing()
    {
        Assert.Equal("a\ufffd", Folding.Canonical("A\ud800"));
        Assert.Equal("a\ufffd", Exact.Canonical("a\ufffe"));
        Assert.Equal("😀\uffff", Folding.Canonical("😀\uffff"));
    }

    private static Gen<string> Runes => Gen.OneOf(Gen.Int[0x20, 0x24FF], Gen.Int[0xE000, 0xFFFD], Gen.Int[0x1D400, 0x1D7FF])
        .Array[0, 12].Select(points => string.Concat(points.Select(point => new Rune(point).ToString())));
}
