using System.Globalization;
using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;
using Gatehouse.Tests.Identity;

namespace Gatehouse.Tests.UserPools.Styles;

public sealed class ClassicStyleTests
{
    private const string Bold = ".label-customizable {font-weight: 700;}";
    private const string Thin = ".label-customizable {font-weight: 100;}";

    private readonly World world = new();
    private readonly TestPool pool;
    private readonly TestClient app;

    public ClassicStyleTests()
    {
        pool = PoolWithDomain("acme");
        app = pool.Client();
    }

    private TestPool PoolWithDomain(string name)
    {
        var made = world.Pool();
        Assert.NotNull(world.Get<IParts<PoolDomain>>().Add(new(made.Id, name, IsCustom: false, world.Now), default).Done().Part);
        return made;
    }

    private Task<Said<SetUICustomizationResponse>> Set(string? client = null, string? css = null, byte[]? image = null, string? poolId = null) =>
        world.Call(world.Op<SetUICustomization>(), new() { UserPoolId = poolId ?? pool.Id, ClientId = client, CSS = css, ImageFile = image });

    private Task<Said<GetUICustomizationResponse>> Get(string? client = null, string? poolId = null) =>
        world.Call(world.Op<GetUICustomization>(), new() { UserPoolId = poolId ?? pool.Id, ClientId = client });

    private async Task<UICustomizationType> Now(string? client = null) => (await Get(client)).Ok.UICustomization;

    private int Stored => (int)world.Get<IParts<StyleImage>>().Count(pool.Id, "", default).Done();

    [Fact]
    public async Task A_style_comes_back_with_its_version()
    {
        var set = (await Set(app.Id, Bold, Pictures.Png())).Ok.UICustomization;
        Assert.Equal((pool.Id, app.Id, Bold, "20260901090807"), (set.UserPoolId, set.ClientId, set.CSS, set.CSSVersion));
        Assert.Equal($"https://id.example.com/{pool.Id}/{app.Id}/20260901090807/assets/images/image.jpg", set.ImageUrl);
        Assert.Equal((world.Now, world.Now), (set.CreationDate, set.LastModifiedDate));
        AssertSame(set, await Now(app.Id));
    }

    [Fact]
    public async Task The_bytes_of_an_answer_have_only_what_was_set()
    {
        Assert.Equal("""{"UICustomization":{}}""", await world.Send<GetUICustomization>($$"""{"UserPoolId":"{{pool.Id}}"}"""));
        var now = world.Now.ToUnixTimeSeconds();
        Assert.Equal(
            $$$"""{"UICustomization":{"UserPoolId":"{{{pool.Id}}}","ClientId":"ALL","CSS":".logo-customizable {}","CSSVersion":"20260901090807","LastModifiedDate":{{{now}}},"CreationDate":{{{now}}}}}""",
            await world.Send<SetUICustomization>($$"""{"UserPoolId":"{{pool.Id}}","CSS":".logo-customizable {}"}"""));
        Assert.Equal(
            $$$"""{"UICustomization":{"UserPoolId":"{{{pool.Id}}}","ClientId":"ALL"}}""", await world.Send<SetUICustomization>($$"""{"UserPoolId":"{{pool.Id}}"}"""));
    }

    [Fact]
    public async Task A_client_without_a_style_of_its_own_has_that_of_all()
    {
        await Set(css: Bold);
        var everyone = await Now(app.Id);
        Assert.Equal((ClassicStyle.Everyone, Bold), (everyone.ClientId, everyone.CSS));

        await Set(app.Id, Thin);
        Assert.Equal((app.Id, Thin), ((await Now(app.Id)).ClientId, (await Now(app.Id)).CSS));
        Assert.Equal(Bold, (await Now(pool.Client().Id)).CSS);
        Assert.Equal(Bold, (await Now(ClassicStyle.Everyone)).CSS);
        Assert.Null((await Get(poolId: PoolWithDomain("other").Id)).Ok.UICustomization.CSS);
    }

    [Fact]
    public async Task A_client_whose_style_is_reset_has_that_of_all_again()
    {
        await Set(css: Bold);
        await Set(app.Id, Thin, Pictures.Png());
        Assert.True((await Set(app.Id)).IsOk);
        Assert.Equal((ClassicStyle.Everyone, Bold), ((await Now(app.Id)).ClientId, (await Now(app.Id)).CSS));
        Assert.Equal(0, Stored);

        Assert.True((await Set()).IsOk);
        AssertSame(new(), await Now(app.Id));
        Assert.True((await Set()).IsOk);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    public async Task Sheet_and_logo_are_set_together(string? empty)
    {
        await Set(css: Bold, image: Pictures.Png());
        var sheet = (await Set(css: Thin, image: empty is null ? null : [])).Ok.UICustomization;
        Assert.Equal((Thin, null), (sheet.CSS, sheet.ImageUrl));
        Assert.Equal(0, Stored);

        var logo = (await Set(css: empty, image: Pictures.Jpeg())).Ok.UICustomization;
        Assert.Equal((null, null), (logo.CSS, logo.CSSVersion));
        Assert.NotNull(logo.ImageUrl);
        Assert.Equal(1, Stored);
    }

    [Fact]
    public async Task Each_version_has_an_address_of_its_own_even_within_a_second()
    {
        var seen = new HashSet<string>();
        for (var i = 0; i < 5; i++)
            Assert.True(seen.Add((await Set(css: Bold, image: Pictures.Png())).Ok.UICustomization.ImageUrl!));

        var versions = seen.Select(url => long.Parse(url.Split('/')[5], CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(versions.Order(), versions);
        Assert.Equal(1, Stored);

        var created = (await Now()).CreationDate;
        world.Wait(TimeSpan.FromHours(1));
        var later = (await Set(css: Bold)).Ok.UICustomization;
        Assert.Equal((created, world.Now, "20260901100807"), (later.CreationDate, later.LastModifiedDate, later.CSSVersion));
    }

    [Fact]
    public async Task A_logo_is_found_under_its_version_alone()
    {
        var styles = world.Get<ClassicStyles>();
        await Set(app.Id, image: Pictures.Png());
        Assert.Equal(Pictures.Png(), (await styles.Logo(pool.Id, app.Id, "20260901090807", default))!.Bytes);

        await Set(app.Id, image: Pictures.Jpeg());
        Assert.Null(await styles.Logo(pool.Id, app.Id, "20260901090807", default));
        Assert.Equal("image/jpeg", (await styles.Logo(pool.Id, app.Id, "20260901090808", default))!.MediaType);
        Assert.Null(await styles.Logo(pool.Id, ClassicStyle.Everyone, "20260901090808", default));
        Assert.Null(await styles.Logo(world.Pool().Id, app.Id, "20260901090808", default));

        await Set(app.Id, css: Bold);
        Assert.Null(await styles.Logo(pool.Id, app.Id, "20260901090809", default));
    }

    [Theory]
    [InlineData("</style><script>alert(1)</script>", "the character < is not allowed")]
    [InlineData("@import url(https://evil.example);", "the character @ is not allowed")]
    [InlineData(".label-customizable { background: url(https://evil.example) }", "the value of background is not allowed")]
    [InlineData("body { color: red }", "a rule must begin with a class")]
    public async Task A_sheet_that_does_more_than_change_looks_is_refused_and_nothing_changes(string css, string reason)
    {
        await Set(css: Bold, image: Pictures.Png());
        Assert.Equal($"InvalidParameterException: Invalid CSS: {reason}.", (await Set(css: css, image: Pictures.Jpeg())).Refusal);
        Assert.Equal(Bold, (await Now()).CSS);
        Assert.Equal(1, Stored);
    }

    public static TheoryData<byte[], string> NoLogos => new()
    {
        { "<script>alert(1)</script>"u8.ToArray(), "the SVG image has an element that is not allowed: script" },
        { "GIF89a"u8.ToArray(), "the image is none of the formats that are supported" },
        { Pictures.Bytes(Pictures.Svg), "the image is neither PNG nor JPEG" },
        { Pictures.Ico(), "the image is neither PNG nor JPEG" },
        { Pictures.LossyWebp(), "the image is neither PNG nor JPEG" },
        { Pictures.Png(10_001), "a side of the image is not between 1 and 10000 pixels long" },
        { Pictures.Png(length: (100 * 1024) + 1), "the image is longer than 102400 bytes" },
    };

    [Theory]
    [MemberData(nameof(NoLogos))]
    public async Task A_logo_is_a_PNG_or_a_JPEG_by_its_bytes(byte[] image, string reason)
    {
        Assert.Equal($"InvalidParameterException: Invalid ImageFile: {reason}.", (await Set(image: image)).Refusal);
        Assert.Equal(0, Stored);
    }

    [Fact]
    public async Task Sheet_and_logo_are_bounded_alone_and_together()
    {
        Assert.True((await Set(image: Pictures.Png(length: 100 * 1024))).IsOk);
        Assert.True((await Set(css: Sheet(131_072))).IsOk);
        Assert.Contains("less than or equal to 131072", (await Set(css: Sheet(131_073))).Refusal, StringComparison.Ordinal);

        // As base64 the logo has 136,536 bytes, and 1,704 are left.
        Assert.True((await Set(css: Sheet(1_704), image: Pictures.Png(length: 100 * 1024))).IsOk);
        Assert.Equal("InvalidParameterException: request parameters too large", (await Set(css: Sheet(1_705), image: Pictures.Png(length: 100 * 1024))).Refusal);

        static string Sheet(int length) => Bold.PadRight(length);
    }

    [Fact]
    public async Task A_client_or_pool_that_is_not_there_has_no_style()
    {
        var (other, nowhere) = (world.Pool().Client().Id, $"{World.Region}_000000000");
        foreach (var client in new[] { other, "nobody" })
        {
            Assert.Equal(Texts.NoClient(client), (await Set(client, Bold)).Refusal);
            Assert.Equal(Texts.NoClient(client), (await Get(client)).Refusal);
        }

        Assert.Equal(Texts.NoPool(nowhere), (await Set(css: Bold, poolId: nowhere)).Refusal);
        Assert.Equal(Texts.NoPool(nowhere), (await Get(poolId: nowhere)).Refusal);
        Assert.True((await world.Get<ClassicStyles>().Set(nowhere, ClassicStyle.Everyone, Bold, null, default)).IsOrphan);
    }

    [Fact]
    public async Task A_pool_without_a_domain_has_no_pages_to_style()
    {
        const string none = "InvalidParameterException: There has to be an existing domain associated with this user pool";
        var bare = world.Pool();
        Assert.Equal(none, (await Set(css: Bold, poolId: bare.Id)).Refusal);
        Assert.Equal(none, (await Set(poolId: bare.Id)).Refusal);
        Assert.Equal(none, (await Get(bare.Client().Id, bare.Id)).Refusal);

        await Set(css: Bold);
        Assert.True(await world.Get<IParts<PoolDomain>>().Remove(pool.Id, "", PoolDomain.PrefixKey, default));
        Assert.Equal(none, (await Get()).Refusal);
    }

    [Fact]
    public async Task Of_many_who_set_a_style_at_once_one_logo_stays()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Set(app.Id, Bold, Pictures.Png()))));
        Assert.Equal(1, Stored);
        Assert.NotNull(await world.Get<ClassicStyles>().Logo(pool.Id, app.Id, (await Now(app.Id)).CSSVersion!, default));
    }

    [Fact]
    public async Task A_style_goes_with_its_client_and_that_of_all_stays()
    {
        await Set(css: Bold);
        await Set(app.Id, Thin, Pictures.Png());
        await world.Call(world.Op<DeleteUserPoolClient>(), new DeleteUserPoolClientRequest { UserPoolId = pool.Id, ClientId = app.Id });
        Assert.Equal(0, Stored);
        Assert.Null(await world.Get<IParts<ClassicStyle>>().Find(pool.Id, "", app.Id, default));
        Assert.Equal(Bold, (await Now()).CSS);
    }

    private static void AssertSame(UICustomizationType expected, UICustomizationType actual) => Assert.Equal(expected, actual);
}
