using Gatehouse.Contracts.UserPools;
using Gatehouse.Operations.UserPools;

namespace Gatehouse.Tests.UserPools.Documents;

public sealed class TermsTests
{
    private const string Use = "terms-of-use";
    private const string Privacy = "privacy-policy";
    private const string Gone = "ResourceNotFoundException: Terms does not exist.";
    private const string Nobody = "00000000-0000-4000-8000-000000000000";

    private readonly World world = new();
    private readonly TestPool pool;
    private readonly TestClient app;

    public TermsTests()
    {
        pool = world.Pool();
        app = pool.Client();
    }

    private static IReadOnlyDictionary<string, string> To(string address) => Wire.Map(("cognito:default", address));

    private Task<Said<CreateTermsResponse>> Create(
        string name = Use, IReadOnlyDictionary<string, string>? links = null, string? client = null, Func<CreateTermsRequest, CreateTermsRequest>? with = null)
    {
        var request = new CreateTermsRequest
        {
            UserPoolId = pool.Id, ClientId = client ?? app.Id, TermsName = name, TermsSource = "LINK", Enforcement = "NONE",
            Links = links ?? To("https://example.com/terms"),
        };
        return world.Call(world.Op<CreateTerms>(), with?.Invoke(request) ?? request);
    }

    private async Task<TermsType> Made(string name = Use, string? client = null) => (await Create(name, client: client)).Ok.Terms!;

    private Task<Said<DescribeTermsResponse>> Describe(string id, string? poolId = null) =>
        world.Call(world.Op<DescribeTerms>(), new() { UserPoolId = poolId ?? pool.Id, TermsId = id });

    private Task<Said<DescribeTermsByClientResponse>> OfClient(string client, string name = Use, string? poolId = null) =>
        world.Call(world.Op<DescribeTermsByClient>(), new() { UserPoolId = poolId ?? pool.Id, ClientId = client, TermsName = name });

    private Task<Said<UpdateTermsResponse>> Update(string id, string? name = null, IReadOnlyDictionary<string, string>? links = null, string? poolId = null) =>
        world.Call(world.Op<UpdateTerms>(), new() { UserPoolId = poolId ?? pool.Id, TermsId = id, TermsName = name, Links = links });

    private Task<Said<Nothing>> Delete(string id, string? poolId = null) =>
        world.Call(world.Op<DeleteTerms>(), new DeleteTermsRequest { UserPoolId = poolId ?? pool.Id, TermsId = id });

    private Task<Said<ListTermsResponse>> List(int? size = null, string? token = null, string? poolId = null) =>
        world.Call(world.Op<ListTerms>(), new ListTermsRequest { UserPoolId = poolId ?? pool.Id, MaxResults = size, NextToken = token });

    [Fact]
    public async Task New_terms_say_everything_that_was_given()
    {
        var links = Wire.Map(("cognito:spanish", "https://example.com/es"), ("cognito:default", "http://example.com/?a=b#c"), ("cognito:japanese", "https://例え.jp/規約"));
        var terms = (await Create(links: links)).Ok.Terms!;

        Assert.Matches("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", terms.TermsId);
        Assert.Equal((pool.Id, app.Id, Use, "LINK", "NONE"), (terms.UserPoolId, terms.ClientId, terms.TermsName, terms.TermsSource, terms.Enforcement));
        Assert.Equal((world.Now, world.Now), (terms.CreationDate, terms.LastModifiedDate));
        Assert.Equal(links.ToList(), terms.Links.ToList());
        Assert.Equal(terms.Links, (await Describe(terms.TermsId.ToUpperInvariant())).Ok.Terms!.Links);
        Assert.Equal(terms.TermsId, (await OfClient(app.Id)).Ok.Terms!.TermsId);
    }

    [Fact]
    public async Task The_bytes_of_an_answer_are_those_of_AWS()
    {
        var terms = await Made();
        Assert.Equal(
            $$$"""
            {"Terms":{"TermsId":"{{{terms.TermsId}}}","UserPoolId":"{{{pool.Id}}}","ClientId":"{{{app.Id}}}","TermsName":"terms-of-use","TermsSource":"LINK","Enforcement":"NONE","Links":{"cognito:default":"https://example.com/terms"},"CreationDate":{{{world.Now.ToUnixTimeSeconds()}}},"LastModifiedDate":{{{world.Now.ToUnixTimeSeconds()}}}}}
            """,
            await world.Send<DescribeTerms>($$"""{"UserPoolId":"{{pool.Id}}","TermsId":"{{terms.TermsId}}"}"""));
        Assert.Equal("{}", await world.Send<DeleteTerms>($$"""{"UserPoolId":"{{pool.Id}}","TermsId":"{{terms.TermsId}}"}"""));
    }

    [Fact]
    public async Task A_client_has_one_document_of_each_name_and_its_neighbour_has_its_own()
    {
        await Made();
        Assert.Equal($"TermsExistsException: Terms with the name {Use} already exist for client {app.Id}", (await Create()).Refusal);
        Assert.True((await Create(Privacy)).IsOk);
        Assert.True((await Create(client: pool.Client().Id)).IsOk);
    }

    [Fact]
    public async Task Of_many_who_create_the_same_document_at_once_one_does()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Create())));
        Assert.Single(answers, answer => answer.IsOk);
        Assert.Single((await List()).Ok.Terms);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("JavaScript://example.com/%0aalert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("ftp://example.com")]
    [InlineData("//example.com")]
    [InlineData("/terms")]
    [InlineData("example.com")]
    [InlineData("https:example.com")]
    [InlineData("https:/example.com")]
    [InlineData("https://")]
    [InlineData("https://?x")]
    [InlineData("https://good.example@evil.example")]
    [InlineData("https://good.example\\@evil.example")]
    [InlineData("https:\\\\evil.example")]
    [InlineData("https://@evil.example")]
    [InlineData("https://example.com/\"onclick=\"alert(1)")]
    [InlineData("https://example.com/<script>")]
    [InlineData("https://example.com/'x'")]
    [InlineData("https://exa{m}ple.com")]
    [InlineData("https://[::1")]
    [InlineData("https://example.com:99999")]
    public async Task A_link_leads_to_a_place_on_the_web_or_is_refused(string address)
    {
        Assert.Equal("InvalidParameterException: The link for cognito:default is not an absolute http or https URL.", (await Create(links: To(address))).Refusal);

        var terms = await Made();
        Assert.Equal("InvalidParameterException: The link for cognito:default is not an absolute http or https URL.", (await Update(terms.TermsId, links: To(address))).Refusal);
    }

    [Theory]
    [InlineData("https://example.com/a b")]
    [InlineData("https://example.com/\n")]
    [InlineData("https://exam\u202Eple.com")]
    [InlineData("")]
    public async Task A_link_with_spaces_or_invisible_characters_breaks_the_contract(string address) =>
        Assert.StartsWith("InvalidParameterException: 1 validation error detected", (await Create(links: To(address))).Refusal, StringComparison.Ordinal);

    [Fact]
    public async Task Bounds_of_the_contract_hold()
    {
        Assert.Equal("InvalidParameterException: Links must be specified when TermsSource is LINK.", (await Create(with: r => r with { Links = null })).Refusal);
        Assert.Contains("greater than or equal to 1", (await Create(links: Wire.Map())).Refusal, StringComparison.Ordinal);
        Assert.Contains("'links'", (await Create(links: Wire.Map(("cognito:klingon", "https://example.com")))).Refusal, StringComparison.Ordinal);
        Assert.Contains("'links'", (await Create(links: Wire.Map(("default", "https://example.com")))).Refusal, StringComparison.Ordinal);
        Assert.True((await Create(links: To("https://example.com/" + new string('x', 1_004)))).IsOk);
        Assert.Contains("'links'", (await Create(Privacy, To("https://example.com/" + new string('x', 1_005)))).Refusal, StringComparison.Ordinal);
        Assert.Contains("'termsName'", (await Create("terms-of-sale")).Refusal, StringComparison.Ordinal);
        Assert.Contains("enum value set: [LINK]", (await Create(Privacy, with: r => r with { TermsSource = "FILE" })).Refusal, StringComparison.Ordinal);
        Assert.Contains("enum value set: [NONE]", (await Create(Privacy, with: r => r with { Enforcement = "ALWAYS" })).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_update_changes_what_it_names_and_keeps_the_rest()
    {
        var terms = await Made();
        world.Wait(TimeSpan.FromMinutes(1));
        var renamed = (await Update(terms.TermsId, Privacy)).Ok.Terms!;
        Assert.Equal((Privacy, terms.Links["cognito:default"]), (renamed.TermsName, renamed.Links["cognito:default"]));
        Assert.Equal((terms.CreationDate, world.Now), (renamed.CreationDate, renamed.LastModifiedDate));

        var moved = (await Update(terms.TermsId, links: Wire.Map(("cognito:french", "https://example.com/fr")))).Ok.Terms!;
        Assert.Equal(["cognito:french"], moved.Links.Keys);
        Assert.Equal(Privacy, moved.TermsName);

        Assert.Equal($"ResourceNotFoundException: Terms for client {app.Id} does not exist.", (await OfClient(app.Id)).Refusal);
        Assert.Equal(terms.TermsId, (await OfClient(app.Id, Privacy)).Ok.Terms!.TermsId);
    }

    [Fact]
    public async Task A_name_that_is_taken_is_not_taken_over()
    {
        var (use, privacy) = (await Made(), await Made(Privacy));
        Assert.Equal($"TermsExistsException: Terms with the name {Privacy} already exist for client {app.Id}", (await Update(use.TermsId, Privacy)).Refusal);
        Assert.Equal(Use, (await Describe(use.TermsId)).Ok.Terms!.TermsName);

        await Delete(privacy.TermsId);
        Assert.True((await Update(use.TermsId, Privacy)).IsOk);
        Assert.True((await Create()).IsOk);
    }

    [Fact]
    public async Task Deleted_terms_are_gone()
    {
        var terms = await Made();
        Assert.True((await Delete(terms.TermsId)).IsOk);
        Assert.Equal(Gone, (await Describe(terms.TermsId)).Refusal);
        Assert.Equal(Gone, (await Update(terms.TermsId, Privacy)).Refusal);
        Assert.Equal(Gone, (await Delete(terms.TermsId)).Refusal);
        Assert.True((await Create()).IsOk);
    }

    [Fact]
    public async Task Terms_of_another_pool_or_of_nobody_do_not_exist()
    {
        var (terms, other) = (await Made(), world.Pool());
        Assert.Equal(Gone, (await Describe(terms.TermsId, other.Id)).Refusal);
        Assert.Equal(Gone, (await Update(terms.TermsId, Privacy, poolId: other.Id)).Refusal);
        Assert.Equal(Gone, (await Delete(terms.TermsId, other.Id)).Refusal);
        Assert.Equal(Gone, (await Describe(Nobody)).Refusal);
        Assert.Equal(Texts.NoClient(app.Id), (await OfClient(app.Id, poolId: other.Id)).Refusal);
        Assert.Equal(Texts.NoClient(app.Id), (await Create(with: r => r with { UserPoolId = other.Id })).Refusal);
        Assert.Empty((await List(poolId: other.Id)).Ok.Terms);

        var nowhere = $"{World.Region}_000000000";
        Assert.Equal(Texts.NoPool(nowhere), (await Create(with: r => r with { UserPoolId = nowhere })).Refusal);
        Assert.Equal(Texts.NoPool(nowhere), (await Describe(terms.TermsId, nowhere)).Refusal);
        Assert.Equal(Texts.NoPool(nowhere), (await OfClient(app.Id, poolId: nowhere)).Refusal);
        Assert.Equal(Texts.NoPool(nowhere), (await Update(terms.TermsId, poolId: nowhere)).Refusal);
        Assert.Equal(Texts.NoPool(nowhere), (await Delete(terms.TermsId, nowhere)).Refusal);
        Assert.Equal(Texts.NoPool(nowhere), (await List(poolId: nowhere)).Refusal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Terms-Of-Use")]
    [InlineData("../terms-of-use")]
    public async Task A_client_has_no_terms_of_a_name_that_is_none(string name)
    {
        await Made();
        Assert.Equal($"ResourceNotFoundException: Terms for client {app.Id} does not exist.", (await OfClient(app.Id, name)).Refusal);
    }

    [Fact]
    public async Task Terms_go_with_their_client()
    {
        var neighbour = pool.Client();
        var (mine, theirs) = (await Made(), await Made(client: neighbour.Id));
        await Made(Privacy);
        await world.Call(world.Op<DeleteUserPoolClient>(), new DeleteUserPoolClientRequest { UserPoolId = pool.Id, ClientId = app.Id });

        Assert.Equal(Gone, (await Describe(mine.TermsId)).Refusal);
        Assert.Equal([theirs.TermsId], (await List()).Ok.Terms.Select(terms => terms.TermsId));
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 2)]
    [InlineData(2, 2)]
    [InlineData(7, 2)]
    [InlineData(7, 60)]
    public async Task Pages_hold_every_document_once(int count, int size)
    {
        var made = new List<string>();
        for (var i = 0; i < count; i++)
            made.Add((await Made(client: pool.Client().Id)).TermsId);

        var seen = new List<TermsDescriptionType>();
        string? token = null;
        do
        {
            var page = (await List(size, token)).Ok;
            Assert.InRange(page.Terms.Count, 0, size);
            seen.AddRange(page.Terms);
            token = page.NextToken;
        }
        while (token is not null);
        Assert.Equal(made.Order(StringComparer.Ordinal), seen.Select(terms => terms.TermsId));
        Assert.All(seen, terms => Assert.Equal((Use, "NONE", world.Now), (terms.TermsName, terms.Enforcement, terms.CreationDate)));
    }

    [Fact]
    public async Task Documents_that_come_between_pages_make_none_come_twice_and_none_be_missed()
    {
        var first = new List<string>();
        for (var i = 0; i < 6; i++)
            first.Add((await Made(client: pool.Client().Id)).TermsId);

        var seen = new List<string>();
        string? token = null;
        do
        {
            var page = (await List(1, token)).Ok;
            seen.AddRange(page.Terms.Select(terms => terms.TermsId));
            token = page.NextToken;
            if (seen.Count < 10)
                await Made(client: pool.Client().Id);
        }
        while (token is not null);
        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Subset(seen.ToHashSet(), first.ToHashSet());
    }

    [Fact]
    public async Task A_token_of_another_listing_or_of_nobody_is_refused()
    {
        await Made();
        await Made(Privacy);
        var token = (await List(1)).Ok.NextToken!;
        var other = world.Pool();
        foreach (var (wrong, poolId) in new[] { (token, other.Id), ("", pool.Id), ("abc", pool.Id), (token + "A", pool.Id) })
            Assert.Equal("InvalidParameterException: Invalid pagination token.", (await List(1, wrong, poolId)).Refusal);
    }

    [Fact]
    public async Task A_page_has_between_1_and_60_documents()
    {
        Assert.Contains("greater than or equal to 1", (await List(0)).Refusal, StringComparison.Ordinal);
        Assert.Contains("less than or equal to 60", (await List(61)).Refusal, StringComparison.Ordinal);
    }
}
