using Gatehouse.Contracts.IdentityPools;
using Gatehouse.Identity;
using Gatehouse.Operations.IdentityPools;
using Gatehouse.Tests.UserPools;
using static Gatehouse.Tests.IdentityPools.Maker;

namespace Gatehouse.Tests.IdentityPools;

/// <summary>People whom the administrator's own program vouches for.</summary>
public class DeveloperTests
{
    private const string Google = "accounts.google.com";

    private readonly World world = new();
    private readonly TestIssuer google;

    public DeveloperTests() => google = new(world, "https://accounts.google.com");

    private Task<string> Pool() => world.PoolId(asked => asked with { DeveloperProviderName = Developer, SupportedLoginProviders = Map((Google, "app")), AllowClassicFlow = true });

    [Fact]
    public async Task A_user_has_one_identity_and_gets_tokens_for_it()
    {
        var pool = await Pool();
        var first = (await world.Vouch(pool, "jo")).Ok;
        Assert.Equal(first.IdentityId, (await world.Vouch(pool, "jo")).Ok.IdentityId);
        Assert.NotEqual(first.IdentityId, (await world.Vouch(pool, "Jo")).Ok.IdentityId);

        var now = world.Now.ToUnixTimeSeconds();
        Assert.Equal(
            $$"""{"sub":"{{first.IdentityId}}","aud":"{{pool}}","amr":["authenticated","login.example","login.example:{{pool}}:jo"],"iss":"https://id.example.com/identities","exp":{{now + 900}},"iat":{{now}}}""",
            Part(first.Token!, 1).ToJsonString());
    }

    [Fact]
    public async Task The_program_says_how_long_a_token_is_good_and_what_tags_it_has()
    {
        var token = (await world.Vouch(await Pool(), "jo", with: asked => asked with { TokenDuration = 86_400, PrincipalTags = Map(("a", "b"), ("c", "d")) })).Ok.Token!;
        var claims = Part(token, 1);
        Assert.Equal(86_400, (long)claims["exp"]! - (long)claims["iat"]!);
        Assert.Equal("""{"principal_tags":{"a":["b"],"c":["d"]}}""", claims["https://aws.amazon.com/tags"]!.ToJsonString());
        Assert.False((await world.Get<IdentityTokens>().Read(token, default)).Refused(out _, out var voucher));
        Assert.Equivalent(Map(("a", "b"), ("c", "d")), voucher!.Tags, strict: true);
        foreach (var duration in new[] { 0, 86_401 })
            Assert.StartsWith("ValidationException", (await world.Vouch(await Pool(), "jo", with: asked => asked with { TokenDuration = duration })).Refusal);
    }

    [Fact]
    public async Task Other_logins_can_come_along_and_must_be_proven()
    {
        var pool = await Pool();
        Task<Said<GetOpenIdTokenForDeveloperIdentityResponse>> With(string token) =>
            world.Vouch(pool, "jo", with: asked => asked with { Logins = Map((Developer, "jo"), (Google, token)) });

        var id = (await With(google.Token("g"))).Ok.IdentityId!;
        Assert.Equal([Developer, Google], (await world.DescribeId(id)).Ok.Logins!);
        Assert.Equal(id, await world.Id(pool, (Google, google.Token("g"))));
        Assert.Equal("NotAuthorizedException: Invalid login token. Incorrect token audience.", (await With(google.Token("g", "nobody"))).Refusal);
        world.Outside[google.Discovery] = "it is gone";
        world.Wait(TimeSpan.FromDays(2));
        Assert.StartsWith("InternalErrorException", (await With(google.Token("g"))).Refusal);
    }

    // Case 166: a login that belongs to another identity.
    [Fact]
    public async Task A_user_is_added_to_an_identity_that_is_there_and_taken_from_none()
    {
        var pool = await Pool();
        var guest = await world.Id(pool);
        var joined = (await world.Vouch(pool, "jo", guest)).Ok;
        Assert.Equal(guest, joined.IdentityId);
        Assert.Equal(guest, (await world.Vouch(pool, "jo-2", guest)).Ok.IdentityId);
        Assert.Equal(guest, (await world.Vouch(pool, "jo-2")).Ok.IdentityId);
        Assert.Equal([Developer], (await world.DescribeId(guest)).Ok.Logins!);

        var ana = (await world.Vouch(pool, "ana")).Ok.IdentityId!;
        Assert.Equal("DeveloperUserAlreadyRegisteredException: Developer user is already registered with a different identity.", (await world.Vouch(pool, "jo", ana)).Refusal);
        await world.Id(pool, (Google, google.Token("g")));
        Assert.Equal(
            "ResourceConflictException: Login is already linked to another identity.",
            (await world.Vouch(pool, "ana", ana, asked => asked with { Logins = Map((Developer, "ana"), (Google, google.Token("g"))) })).Refusal);
    }

    [Fact]
    public async Task An_identity_of_another_pool_is_not_found()
    {
        var stranger = await world.Id(await Pool());
        Assert.Equal($"ResourceNotFoundException: Identity '{stranger}' not found.", (await world.Vouch(await Pool(), "jo", stranger)).Refusal);
        Assert.StartsWith("ResourceNotFoundException: IdentityPool", (await world.Vouch("eu-central-1:0", "jo")).Refusal);
    }

    [Fact]
    public async Task The_program_must_name_itself_and_its_user()
    {
        var pool = await Pool();
        Assert.StartsWith("InvalidParameterException", (await world.Vouch(pool, "jo", with: asked => asked with { Logins = Map((Google, google.Token())) })).Refusal);
        Assert.StartsWith("InvalidParameterException", (await world.Vouch(pool, new string('x', 1025))).Refusal);
        Assert.True((await world.Vouch(pool, new string('x', 1024))).IsOk);
        Assert.Equal("InvalidParameterException: The identity pool has no developer provider name.", (await world.Vouch(await world.PoolId(), "jo")).Refusal);
    }

    [Fact]
    public async Task An_identity_has_twenty_logins_at_most()
    {
        var pool = await Pool();
        var id = (await world.Vouch(pool, "0")).Ok.IdentityId!;
        for (var i = 1; i < 20; i++)
            Assert.True((await world.Vouch(pool, $"{i}", id)).IsOk);
        const string refusal = "InvalidParameterException: An identity cannot have more than 20 logins.";
        Assert.Equal(refusal, (await world.Vouch(pool, "20", id)).Refusal);
        await world.Vouch(pool, "other");
        Assert.Equal(refusal, (await Merge(pool, "other", "0")).Refusal);
    }

    [Fact]
    public async Task A_user_is_looked_up_by_name_or_by_identity_or_by_both()
    {
        var pool = await Pool();
        var id = (await world.Vouch(pool, "jo")).Ok.IdentityId!;
        var other = (await world.Vouch(pool, "ana")).Ok.IdentityId!;

        Assert.Equal((id, "jo"), Found((await Lookup(pool, null, "jo")).Ok));
        Assert.Equal((id, "jo"), Found((await Lookup(pool, id)).Ok));
        Assert.Equal((id, "jo"), Found((await Lookup(pool, id, "jo")).Ok));
        Assert.StartsWith("ResourceConflictException", (await Lookup(pool, other, "jo")).Refusal);
        Assert.Equal("ResourceNotFoundException: Developer user not found.", (await Lookup(pool, null, "nobody")).Refusal);
        Assert.StartsWith("InvalidParameterException", (await Lookup(pool)).Refusal);
        Assert.StartsWith("ResourceNotFoundException: Identity", (await Lookup(pool, "eu-central-1:0")).Refusal);
        Assert.StartsWith("ResourceNotFoundException: Identity", (await Lookup(await Pool(), id)).Refusal);
        Assert.Empty((await Lookup(pool, await world.Id(pool))).Ok.DeveloperUserIdentifierList!);
        Assert.StartsWith("InvalidParameterException", (await Lookup(await world.PoolId(), null, "jo")).Refusal);
    }

    [Fact]
    public async Task The_users_of_an_identity_come_page_by_page_while_some_are_added()
    {
        var pool = await Pool();
        var id = (await world.Vouch(pool, "e")).Ok.IdentityId!;
        foreach (var user in new[] { "c", "a", "é", "b" })
            await world.Vouch(pool, user, id);

        var first = (await Lookup(pool, id, limit: 2)).Ok;
        Assert.Equal(["a", "b"], first.DeveloperUserIdentifierList!);
        await world.Vouch(pool, "aa", id);
        await world.Vouch(pool, "d", id);
        var second = (await Lookup(pool, id, limit: 2, token: first.NextToken)).Ok;
        Assert.Equal(["c", "d"], second.DeveloperUserIdentifierList!);
        var third = (await Lookup(pool, id, limit: 2, token: second.NextToken)).Ok;
        Assert.Equal(["e", "é"], third.DeveloperUserIdentifierList!);
        Assert.Null(third.NextToken);
        Assert.Equal(7, (await Lookup(pool, id)).Ok.DeveloperUserIdentifierList!.Count);

        var other = (await world.Vouch(pool, "x")).Ok.IdentityId!;
        Assert.Equal("InvalidParameterException: Invalid pagination token.", (await Lookup(pool, other, token: first.NextToken)).Refusal);
        Assert.Equal("InvalidParameterException: Invalid pagination token.", (await Lookup(pool, id, token: "made-up")).Refusal);
    }

    [Fact]
    public async Task Two_users_become_one_who_has_the_destination_s_identity()
    {
        var pool = await Pool();
        var (source, destination) = ((await world.Vouch(pool, "old")).Ok.IdentityId!, (await world.Vouch(pool, "new")).Ok.IdentityId!);
        Assert.Equal(destination, (await Merge(pool, "old", "new")).Ok.IdentityId);
        Assert.Equal(["new", "old"], (await Lookup(pool, destination)).Ok.DeveloperUserIdentifierList!);
        Assert.Equal(destination, (await world.Vouch(pool, "old", source)).Ok.IdentityId);
        Assert.Equal([destination], await world.Ids(pool, hideDisabled: true));
        Assert.Equal(destination, (await Merge(pool, "new", "old")).Ok.IdentityId);
        Assert.Equal(destination, (await Merge(pool, "new", "new")).Ok.IdentityId);
    }

    [Fact]
    public async Task Only_users_that_are_there_and_not_two_people_elsewhere_become_one()
    {
        var pool = await Pool();
        foreach (var user in new[] { "a", "b" })
            await world.Vouch(pool, user, with: asked => asked with { Logins = Map((Developer, user), (Google, google.Token(user))) });
        Assert.StartsWith("ResourceConflictException", (await Merge(pool, "a", "b")).Refusal);
        Assert.Equal("ResourceNotFoundException: Developer user not found.", (await Merge(pool, "a", "nobody")).Refusal);
        Assert.Equal("ResourceNotFoundException: Developer user not found.", (await Merge(pool, "nobody", "a")).Refusal);
        Assert.Equal("InvalidParameterException: other is not the developer provider name of the identity pool.", (await Merge(pool, "a", "b", "other")).Refusal);
        Assert.StartsWith("ResourceNotFoundException: IdentityPool", (await Merge("eu-central-1:0", "a", "b")).Refusal);
    }

    [Fact]
    public async Task A_user_is_taken_from_an_identity_and_gets_another()
    {
        var pool = await Pool();
        var id = (await world.Vouch(pool, "jo")).Ok.IdentityId!;
        await world.Vouch(pool, "jo-2", id);
        var other = (await world.Vouch(pool, "ana")).Ok.IdentityId!;

        Assert.StartsWith("ResourceConflictException", (await Unlink(pool, other, "jo")).Refusal);
        Assert.Equal("ResourceNotFoundException: Developer user not found.", (await Unlink(pool, id, "nobody")).Refusal);
        Assert.StartsWith("InvalidParameterException", (await Unlink(pool, id, "jo", "other")).Refusal);
        Assert.StartsWith("ResourceNotFoundException: Identity '", (await Unlink(pool, "eu-central-1:0", "jo")).Refusal);
        Assert.True((await Unlink(pool, id, "jo")).IsOk);
        Assert.Equal(["jo-2"], (await Lookup(pool, id)).Ok.DeveloperUserIdentifierList!);
        Assert.NotEqual(id, (await world.Vouch(pool, "jo")).Ok.IdentityId);
    }

    [Fact]
    public async Task The_program_s_token_unlinks_logins_of_its_own_identity_and_opens_nothing_else()
    {
        const string own = "cognito-identity.amazonaws.com";
        var pool = await Pool();
        var vouched = (await world.Vouch(pool, "jo", with: asked => asked with { Logins = Map((Developer, "jo"), (Google, google.Token("g"))) })).Ok;
        var (id, token) = (vouched.IdentityId!, vouched.Token!);
        var other = (await world.Vouch(pool, "ana")).Ok.IdentityId!;
        Task<Said<Nothing>> Without(string identity, string shown) => world.Call(
            world.Op<UnlinkIdentity>(), new UnlinkIdentityInput { IdentityId = identity, Logins = Map((own, shown)), LoginsToRemove = [Google] });

        Assert.StartsWith("NotAuthorizedException: Logins don't match.", (await Without(other, token)).Refusal);
        Assert.True((await Without(id, token)).IsOk);
        Assert.Equal([Developer], (await world.DescribeId(id)).Ok.Logins!);
        Assert.StartsWith("NotAuthorizedException: Token is not from a supported provider", (await world.Token(id, (own, token))).Refusal);
        Assert.StartsWith("NotAuthorizedException: Token is not from a supported provider", (await world.GetId(pool, (own, token))).Refusal);

        var elsewhere = (await world.Vouch(await Pool(), "jo")).Ok.Token!;
        Assert.Equal("NotAuthorizedException: Invalid login token. Incorrect token audience.", (await Without(id, elsewhere)).Refusal);
        world.Wait(TimeSpan.FromMinutes(15));
        Assert.StartsWith("NotAuthorizedException: Invalid login token. Token expired", (await Without(id, token)).Refusal);
    }

    // Whoever was taken from an identity has no way back, and cannot leave a login behind either.
    [Fact]
    public async Task A_token_of_the_program_ends_with_the_user_for_whom_it_was_got()
    {
        const string own = "cognito-identity.amazonaws.com";
        var pool = await Pool();
        var vouched = (await world.Vouch(pool, "jo")).Ok;
        var (id, token) = (vouched.IdentityId!, vouched.Token!);
        await world.Vouch(pool, "jo-2", id);
        Assert.False((await world.Get<IdentityTokens>().Read(token, default)).Refused(out _, out var voucher));
        var standing = new IdentityStanding(world.Get<IPooledIdentities>(), world.Get<IIdentityPools>());
        Task<Said<GetCredentialsForIdentityResponse>> Come(params (string, string)[] more) => world.Call(
            world.Op<GetCredentialsForIdentity>(), new GetCredentialsForIdentityInput { IdentityId = id, Logins = Map([(own, token), .. more]) });

        Assert.StartsWith("InvalidIdentityPoolConfigurationException: ", (await Come()).Refusal);
        Assert.True(await standing.Stands(voucher!, default));
        await Unlink(pool, id, "jo");
        Assert.StartsWith("NotAuthorizedException: Logins don't match.", (await Come()).Refusal);
        Assert.StartsWith("NotAuthorizedException: Logins don't match.", (await Come((Google, google.Token("g")))).Refusal);
        Assert.StartsWith("NotAuthorizedException: Logins don't match.", (await world.Call(
            world.Op<UnlinkIdentity>(), new UnlinkIdentityInput { IdentityId = id, Logins = Map((own, token)), LoginsToRemove = [Google] })).Refusal);
        Assert.Equal([Developer], (await world.DescribeId(id)).Ok.Logins!);
        Assert.False(await standing.Stands(voucher!, default));
        Assert.True(await standing.Stands(id, default));
    }

    [Fact]
    public async Task A_token_of_the_program_follows_its_user_to_the_identity_that_took_over()
    {
        var pool = await Pool();
        var source = (await world.Vouch(pool, "old")).Ok;
        var destination = (await world.Vouch(pool, "new")).Ok.IdentityId!;
        await Merge(pool, "old", "new");
        foreach (var id in new[] { source.IdentityId!, destination })
        {
            var said = await world.Call(world.Op<GetCredentialsForIdentity>(), new GetCredentialsForIdentityInput { IdentityId = id, Logins = Map(("cognito-identity.amazonaws.com", source.Token!)) });
            Assert.StartsWith("InvalidIdentityPoolConfigurationException: ", said.Refusal);
        }
    }

    private static (string?, string) Found(LookupDeveloperIdentityResponse found) => (found.IdentityId, Assert.Single(found.DeveloperUserIdentifierList!));

    private Task<Said<LookupDeveloperIdentityResponse>> Lookup(string pool, string? id = null, string? user = null, int? limit = null, string? token = null) => world.Call(
        world.Op<LookupDeveloperIdentity>(), new() { IdentityPoolId = pool, IdentityId = id, DeveloperUserIdentifier = user, MaxResults = limit, NextToken = token });

    private Task<Said<MergeDeveloperIdentitiesResponse>> Merge(string pool, string source, string destination, string provider = Developer) => world.Call(
        world.Op<MergeDeveloperIdentities>(),
        new() { IdentityPoolId = pool, SourceUserIdentifier = source, DestinationUserIdentifier = destination, DeveloperProviderName = provider });

    private Task<Said<Nothing>> Unlink(string pool, string id, string user, string provider = Developer) => world.Call(
        world.Op<UnlinkDeveloperIdentity>(),
        new UnlinkDeveloperIdentityInput { IdentityPoolId = pool, IdentityId = id, DeveloperUserIdentifier = user, DeveloperProviderName = provider });
}
