using Gatehouse.Contracts.UserPools;
using Gatehouse.Tests.Identity;
using static Gatehouse.Tests.UserPools.Styles.LoginStyleWorld;

namespace Gatehouse.Tests.UserPools.Styles;

public sealed class StyleAssetsTests
{
    private static readonly Dictionary<string, byte[]> Files = new()
    {
        ["PNG"] = Pictures.Png(), ["JPEG"] = Pictures.Jpeg(), ["WEBP"] = Pictures.LosslessWebp(), ["ICO"] = Pictures.Ico(), ["SVG"] = Pictures.Bytes(Pictures.Svg),
    };

    private readonly LoginStyleWorld at = new();

    [Fact]
    public async Task Pictures_come_back_as_they_were_given_in_their_order()
    {
        AssetType[] given =
        [
            Asset("FAVICON_SVG", "DYNAMIC", "SVG", Files["SVG"]), Asset("FAVICON_ICO", "DYNAMIC", "ICO", Files["ICO"]),
            Asset("PAGE_BACKGROUND", "DARK", "JPEG", Files["JPEG"]), Asset("PAGE_BACKGROUND", "LIGHT", "WEBP", Files["WEBP"]),
            Asset("IDP_BUTTON_ICON", "LIGHT", "SVG", Files["SVG"], "Google"), Asset("IDP_BUTTON_ICON", "LIGHT", "SVG", Files["SVG"], "our idp-2"),
        ];
        var made = await at.Made(null, given);
        AssertSame(given, made.Assets!);
        AssertSame(given, (await at.Describe(made.ManagedLoginBrandingId!)).Ok.ManagedLoginBranding!.Assets!);
        AssertSame(given, (await at.OfClient(merged: true)).Ok.ManagedLoginBranding!.Assets!);
    }

    [Fact]
    public async Task A_picture_takes_the_place_of_the_one_that_is_there_and_leaves_the_others()
    {
        var made = await at.Made("{}", Asset(), Asset(mode: "DARK"));
        var updated = (await at.Update(made.ManagedLoginBrandingId, settings: "{}", assets: [Asset(extension: "JPEG", bytes: Files["JPEG"]), Asset("PAGE_BACKGROUND")])).Ok;
        AssertSame([Asset(extension: "JPEG", bytes: Files["JPEG"]), Asset(mode: "DARK"), Asset("PAGE_BACKGROUND")], updated.ManagedLoginBranding!.Assets!);
        Assert.Equal(3, at.Stored);
    }

    [Fact]
    public async Task Pictures_that_are_not_named_stay_and_an_empty_list_gives_them_up()
    {
        var made = await at.Made("{}", Asset());
        Assert.Single((await at.Update(made.ManagedLoginBrandingId, settings: "{}")).Ok.ManagedLoginBranding!.Assets!);
        Assert.Empty((await at.Update(made.ManagedLoginBrandingId, settings: "{}", assets: [])).Ok.ManagedLoginBranding!.Assets!);
        Assert.Equal(0, at.Stored);
    }

    [Fact]
    public async Task A_picture_without_bytes_is_the_one_that_is_there()
    {
        var made = await at.Made("{}", Asset(resourceId: "logo"));
        var named = Asset(resourceId: "logo") with { Bytes = null };
        AssertSame([Asset(resourceId: "logo")], (await at.Update(made.ManagedLoginBrandingId, settings: "{}", assets: [named])).Ok.ManagedLoginBranding!.Assets!);
        Assert.Equal(1, at.Stored);

        const string none = "InvalidParameterException: The asset FORM_LOGO DARK has no Bytes.";
        Assert.Equal(none, (await at.Update(made.ManagedLoginBrandingId, settings: "{}", assets: [Asset("PAGE_BACKGROUND"), named with { ColorMode = "DARK" }])).Refusal);
        Assert.Equal(1, at.Stored);
        Assert.Equal(none, (await at.Create(assets: [Asset(), named with { ColorMode = "DARK" }], client: at.Pool.Client().Id)).Refusal);
        Assert.Equal(1, at.Stored);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_picture_with_neither_bytes_nor_a_name_is_none(bool isEmpty) => Assert.Equal(
        "InvalidParameterException: The asset FORM_LOGO LIGHT has neither Bytes nor ResourceId.",
        (await at.Create(assets: [Asset() with { Bytes = isEmpty ? [] : null }])).Refusal);

    public static TheoryData<string> Categories => [.. AssetCategoryType.All];

    [Theory]
    [MemberData(nameof(Categories))]
    public async Task Each_place_takes_the_formats_that_it_shows(string category)
    {
        string[] expected = category switch
        {
            "FAVICON_ICO"     => ["ICO"],
            "FAVICON_SVG"     => ["SVG"],
            "IDP_BUTTON_ICON" => ["ICO", "SVG"],
            _                 => ["JPEG", "PNG", "SVG", "WEBP"],
        };
        foreach (var extension in AssetExtensionType.All)
        {
            var answer = await at.Create(assets: [Asset(category, extension: extension, bytes: Files[extension])], client: at.Pool.Client().Id);
            if (expected.Contains(extension))
                Assert.True(answer.IsOk);
            else
                Assert.Equal($"InvalidParameterException: The asset {category} LIGHT can not have the extension {extension}.", answer.Refusal);
        }
    }

    [Fact]
    public async Task Bytes_of_another_format_than_is_said_are_refused()
    {
        foreach (var said in Files.Keys.Where(said => said is not "ICO"))
        {
            foreach (var (isReally, bytes) in Files)
            {
                var answer = await at.Create(assets: [Asset(extension: said, bytes: bytes)], client: at.Pool.Client().Id);
                if (said == isReally)
                    Assert.True(answer.IsOk);
                else
                    Assert.Equal($"InvalidParameterException: The asset FORM_LOGO LIGHT is not a file of the type {said}.", answer.Refusal);
            }
        }
    }

    [Theory]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>", "the SVG image has an element that is not allowed: script")]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>", "the SVG image has an attribute that is not allowed: onload")]
    [InlineData("<html><script>alert(1)</script></html>", "the SVG image has an element that is not allowed: html")]
    [InlineData("GIF89a<script>", "the image is none of the formats that are supported")]
    public async Task A_picture_with_something_else_in_it_is_refused_and_nothing_is_kept(string content, string reason)
    {
        var asset = Asset("FAVICON_SVG", extension: "SVG", bytes: Pictures.Bytes(content));
        Assert.Equal($"InvalidParameterException: The asset FAVICON_SVG LIGHT is refused: {reason}.", (await at.Create(assets: [Asset(), asset])).Refusal);
        Assert.Equal(0, at.Stored);
    }

    [Fact]
    public async Task A_place_is_given_once_in_a_request() => Assert.Equal(
        "InvalidParameterException: The asset FORM_LOGO LIGHT is given twice.", (await at.Create(assets: [Asset(), Asset(extension: "SVG", bytes: Files["SVG"])])).Refusal);

    [Fact]
    public async Task A_style_has_at_most_40_pictures()
    {
        var forty = Enumerable.Range(0, 40).Select(i => Asset(resourceId: $"a{i}")).ToArray();
        var made = await at.Made("{}", forty);
        Assert.Equal(40, made.Assets!.Count);
        Assert.Equal("InvalidParameterException: A style can not have more than 40 assets.", (await at.Update(made.ManagedLoginBrandingId, settings: "{}", assets: [Asset(mode: "DARK")])).Refusal);
        Assert.Equal(40, at.Stored);
        Assert.True((await at.Update(made.ManagedLoginBrandingId, settings: "{}", assets: [forty[7]])).IsOk);
        Assert.Contains("less than or equal to 40", (await at.Create(assets: [.. forty, Asset()])).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bounds_of_the_contract_hold()
    {
        Assert.True((await at.Create(assets: [Asset(bytes: Pictures.Png(length: 1_000_000))])).IsOk);
        foreach (var broken in new[] { Asset(bytes: Pictures.Png(length: 1_000_001)), Asset("LOGO"), Asset(mode: "SEPIA"), Asset(extension: "GIF"), Asset(resourceId: "a/b"), Asset(resourceId: new string('x', 41)) })
            Assert.StartsWith("InvalidParameterException: 1 validation error detected", (await at.Create(assets: [broken])).Refusal, StringComparison.Ordinal);
    }

    private static void AssertSame(IEnumerable<AssetType> expected, IEnumerable<AssetType> actual) => Assert.Equal(
        expected.Select(asset => (asset.Category, asset.ColorMode, asset.Extension, asset.ResourceId, Convert.ToBase64String(asset.Bytes!))),
        actual.Select(asset => (asset.Category, asset.ColorMode, asset.Extension, asset.ResourceId, Convert.ToBase64String(asset.Bytes!))));
}
