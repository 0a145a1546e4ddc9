using System.Text.Json.Nodes;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;

namespace Gatehouse.Tests.UserPools;

/// <summary>Labels below the installation's host.</summary>
public sealed class UserPoolDomainTests
{
    private const string Gone = "InvalidParameterException: No such domain or user pool exists.";
    private const string Taken = "InvalidParameterException: Domain already associated with another user pool.";

    private readonly World world = new();
    private readonly TestPool pool;

    public UserPoolDomainTests() => pool = world.Pool();

    [Fact]
    public async Task A_label_comes_back_with_what_provisioning_tools_read()
    {
        Assert.Equal("""{"ManagedLoginVersion":1}""", await Make("acme"));
        Assert.Equal(
            $$$"""{"DomainDescription":{"UserPoolId":"{{{pool.Id}}}","AWSAccountId":"000000000000","Domain":"acme","CloudFrontDistribution":"id.example.com","Version":"20260901090807","Status":"ACTIVE","ManagedLoginVersion":1}}""",
            await Describe("acme"));
    }

    [Fact]
    public async Task A_name_nobody_has_has_an_empty_description() => Assert.Equal("""{"DomainDescription":{}}""", await Describe("nobody"));

    [Fact]
    public async Task A_pool_tells_of_its_domain_while_it_has_it()
    {
        await Make("acme");
        Assert.Equal("acme", (string?)(await DescribePool())["Domain"]);
        Assert.Null((await DescribePool())["CustomDomain"]);
        Assert.Equal("{}", await Delete("acme"));
        Assert.False((await DescribePool()).AsObject().ContainsKey("Domain"));
        Assert.Equal("""{"DomainDescription":{}}""", await Describe("acme"));
    }

    [Theory]
    [InlineData("my-aws-login", "aws")]
    [InlineData("amazonia", "amazon")]
    [InlineData("newcognito", "cognito")]
    public async Task A_label_has_no_reserved_word(string name, string word) =>
        Assert.Equal($"InvalidParameterException: Domain cannot contain reserved word: {word}", await Make(name));

    [Theory]
    [InlineData("Acme")]
    [InlineData("-acme")]
    [InlineData("acme-")]
    [InlineData("ac_me")]
    [InlineData("ac me")]
    [InlineData("acmé")]
    [InlineData("login.acme.example")]
    [InlineData("")]
    [InlineData("a123456789012345678901234567890123456789012345678901234567890123")]
    public async Task A_label_is_one_of_a_host_name(string name) => Assert.StartsWith("InvalidParameterException: ", await Make(name), StringComparison.Ordinal);

    [Theory]
    [InlineData("a")]
    [InlineData("0-0")]
    [InlineData("a12345678901234567890123456789012345678901234567890123456789012")]
    public async Task A_label_has_up_to_sixty_three_letters_digits_and_hyphens(string name) => Assert.StartsWith("{", await Make(name), StringComparison.Ordinal);

    [Fact]
    public async Task A_name_is_one_pool_s_in_the_whole_installation_until_it_gives_it_up()
    {
        var other = world.Pool();
        await Make("acme");
        Assert.Equal(Taken, await Make("acme", other.Id));
        Assert.Equal(Gone, await Delete("acme", other.Id));
        Assert.Equal(Gone, await Update("acme", "", other.Id));
        await Delete("acme");
        Assert.StartsWith("{", await Make("acme", other.Id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_many_pools_that_want_a_name_at_once_one_gets_it()
    {
        var pools = Enumerable.Range(0, 16).Select(_ => world.Pool().Id).ToList();
        var answers = await Task.WhenAll(pools.Select(id => Task.Run(() => Make("acme", id))));
        Assert.Single(answers, answer => answer.StartsWith('{'));
        Assert.Equal(15, answers.Count(answer => answer == Taken));
    }

    [Fact]
    public async Task A_pool_has_one_label()
    {
        await Make("acme");
        Assert.Equal("InvalidParameterException: User pool already has a domain configured.", await Make("other"));
        Assert.Equal("""{"DomainDescription":{}}""", await Describe("other"));
    }

    [Fact]
    public async Task The_pages_can_be_changed_and_stay_when_nothing_is_said()
    {
        await Make("acme");
        Assert.Equal("""{"ManagedLoginVersion":2}""", await Update("acme", "\"ManagedLoginVersion\":2"));
        Assert.Equal("""{"ManagedLoginVersion":2}""", await Update("acme", ""));
        Assert.Contains("\"ManagedLoginVersion\":2", await Describe("acme"), StringComparison.Ordinal);
        Assert.Equal(PagesVersion.Managed, (await world.Get<Gatehouse.Identity.Domains>().Find("acme", default))!.Pages);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(-1)]
    public async Task There_are_two_kinds_of_pages(int version)
    {
        var refused = $"InvalidParameterException: Invalid ManagedLoginVersion: {version}";
        Assert.Equal(refused, await Make("acme", with: $",\"ManagedLoginVersion\":{version}"));
        await Make("acme");
        Assert.Equal(refused, await Update("acme", $"\"ManagedLoginVersion\":{version}"));
    }

    [Fact]
    public async Task Where_plans_are_held_to_styled_pages_are_not_in_the_least()
    {
        var strict = new World(with: services => Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton(services, new Tiers(AreStrict: true)));
        var lite = strict.Pool(p => p with { Described = """{"UserPoolTier":"LITE"}""" });
        Assert.Equal(
            "FeatureUnavailableInTierException: Managed login is not available in the LITE tier.",
            await strict.Send<CreateUserPoolDomain>($$"""{"UserPoolId":"{{lite.Id}}","Domain":"acme","ManagedLoginVersion":2}"""));
        Assert.StartsWith("{", await strict.Send<CreateUserPoolDomain>($$"""{"UserPoolId":"{{lite.Id}}","Domain":"acme"}"""), StringComparison.Ordinal);
        Assert.StartsWith(
            "FeatureUnavailableInTierException",
            await strict.Send<UpdateUserPoolDomain>($$"""{"UserPoolId":"{{lite.Id}}","Domain":"acme","ManagedLoginVersion":2}"""),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_label_has_neither_certificate_nor_routing()
    {
        await Make("acme");
        const string refused = "InvalidParameterException: CustomDomainConfig and Routing can only be set for a custom domain.";
        Assert.Equal(refused, await Update("acme", "\"CustomDomainConfig\":{\"CertificateArn\":\"arn:aws:acm:us-east-1:123456789012:certificate/a\"}"));
        Assert.Equal(refused, await Update("acme", "\"Routing\":{}"));
        Assert.Equal(refused, await Make("other", world.Pool().Id, ",\"Routing\":{}"));
    }

    [Fact]
    public async Task What_is_not_there_is_neither_changed_nor_deleted()
    {
        Assert.Equal(Gone, await Update("nobody", ""));
        Assert.Equal(Gone, await Delete("nobody"));
    }

    [Fact]
    public async Task A_pool_that_is_not_there_or_of_another_region_has_no_domain()
    {
        var far = world.Pool(p => p with { Id = "us-east-1_Abcdefghi" }).Id;
        await world.Store.Parts<PoolDomain>().Add(new(far, "far", false, world.Now), default);
        foreach (var id in new[] { far, "eu-central-1_000000000" })
        {
            var gone = $"ResourceNotFoundException: User pool {id} does not exist.";
            Assert.Equal(gone, await Make("acme", id));
            Assert.Equal(gone, await Update("far", "", id));
            Assert.Equal(gone, await Delete("far", id));
        }

        Assert.Equal("""{"DomainDescription":{}}""", await Describe("far"));
        Assert.Equal(Taken, await Make("far"));
    }

    [Fact]
    public async Task A_pool_with_a_domain_is_not_deleted_before_the_domain_is()
    {
        await Make("acme");
        Assert.Equal(
            "InvalidParameterException: User pool cannot be deleted. It has a domain configured that should be deleted first.", await DeletePool());
        await Delete("acme");
        Assert.DoesNotContain("Exception", await DeletePool(), StringComparison.Ordinal);
    }

    private Task<string> Make(string name, string? poolId = null, string with = "") =>
        world.Send<CreateUserPoolDomain>($$"""{"UserPoolId":"{{poolId ?? pool.Id}}","Domain":"{{name}}"{{with}}}""");

    private Task<string> Update(string name, string with, string? poolId = null) => world.Send<UpdateUserPoolDomain>(
        $$"""{"UserPoolId":"{{poolId ?? pool.Id}}","Domain":"{{name}}"{{(with is "" ? "" : "," + with)}}}""");

    private Task<string> Describe(string name) => world.Send<DescribeUserPoolDomain>($$"""{"Domain":"{{name}}"}""");

    private Task<string> Delete(string name, string? poolId = null) =>
        world.Send<DeleteUserPoolDomain>($$"""{"UserPoolId":"{{poolId ?? pool.Id}}","Domain":"{{name}}"}""");

    private Task<string> DeletePool() => world.Send<DeleteUserPool>($$"""{"UserPoolId":"{{pool.Id}}"}""");

    private async Task<JsonNode> DescribePool() =>
        JsonNode.Parse(await world.Send<DescribeUserPool>($$"""{"UserPoolId":"{{pool.Id}}"}"""))!["UserPool"]!;
}
