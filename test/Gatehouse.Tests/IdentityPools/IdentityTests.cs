using Gatehouse.Contracts.IdentityPools;
using Gatehouse.Identity;
using Gatehouse.Operations.IdentityPools;
using Gatehouse.Tests.UserPools;
using IdentityPool = Gatehouse.Contracts.IdentityPools.IdentityPool;
using static Gatehouse.Tests.IdentityPools.Maker;

namespace Gatehouse.Tests.IdentityPools;

/// <summary>What an identity's owner and the administrator do with it: tokens, links, lists, deletion.</summary>
public class IdentityTests
{
    private const string Google = "accounts.google.com";
    private const string Apple = "appleid.apple.com";
    private const string Mismatch = "NotAuthorizedException: Logins don't match. Please include at least one valid login for this identity or identity pool.";

    private readonly World world = new();
    private readonly TestIssuer google;
    private readonly TestIssuer apple;

    public IdentityTests() => (google, apple) = (new(world, "https://accounts.google.com"), new(world, "https://appleid.apple.com"));

    private Task<string> Pool(bool guests = true, bool? classic = true) => world.PoolId(asked => asked with
    {
        AllowUnauthenticatedIdentities = guests, AllowClassicFlow = classic, SupportedLoginProviders = Map((Google, "app"), (Apple, "app")), DeveloperProviderName = Developer,
    });

    private (string, string) Jo => (Google, google.Token("jo"));

    private (string, string) J => (Apple, apple.Token("j"));

    [Fact]
    public async Task A_token_says_who_for_whom_how_and_for_how_long()
    {
        var pool = await Pool();
        var id = await world.Id(pool, Jo);
        var got = (await world.Token(id, Jo)).Ok;

        Assert.Equal(id, got.IdentityId);
        Assert.Equal("RS512", (string?)Part(got.Token!, 0)["alg"]);
        var now = world.Now.ToUnixTimeSeconds();
        Assert.Equal(
            $$"""{"sub":"{{id}}","aud":"{{pool}}","amr":["authenticated","accounts.google.com","accounts.google.com:app:jo"],"iss":"https://id.example.com/identities","exp":{{now + 600}},"iat":{{now}}}""",
            Part(got.Token!, 1).ToJsonString());
    }

    [Fact]
    public async Task A_guest_s_token_says_so()
    {
        var id = await world.Id(await Pool());
        Assert.Equal("""["unauthenticated"]""", Part((await world.Token(id)).Ok.Token!, 1)["amr"]!.ToJsonString());
    }

    [Fact]
    public async Task Claims_become_tags_of_a_token()
    {
        var pool = await Pool();
        await world.Call(world.Op<SetPrincipalTagAttributeMap>(), new() { IdentityPoolId = pool, IdentityProviderName = Google, PrincipalTags = Map(("dept", "department"), ("level", "n"), ("all", "list"), ("none", "missing")) });
        var token = google.Token("jo", change: claims => (claims["department"], claims["n"], claims["list"]) = ("x", 7, new System.Text.Json.Nodes.JsonArray("a", "b")));
        var id = await world.Id(pool, (Google, token));
        Assert.Equal(
            """{"principal_tags":{"dept":["x"],"level":["7"]}}""", Part((await world.Token(id, (Google, token))).Ok.Token!, 1)["https://aws.amazon.com/tags"]!.ToJsonString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(null)]
    public async Task The_classic_flow_is_off_unless_it_is_on(bool? classic)
    {
        var pool = await Pool(classic: classic);
        const string refusal = "InvalidParameterException: Basic (classic) flow is not enabled, please use enhanced flow.";
        Assert.Equal(refusal, (await world.Token(await world.Id(pool))).Refusal);
        Assert.Equal(refusal, (await world.Token(await world.Id(pool, Jo), Jo)).Refusal);
    }

    [Fact]
    public async Task Where_rules_choose_roles_no_token_goes_round_them()
    {
        var pool = await Pool();
        var id = await world.Id(pool, Jo);
        var mappings = new Dictionary<string, RoleMapping> { [Apple] = new() { Type = "Token", AmbiguousRoleResolution = "Deny" } };
        Assert.True((await world.Call(world.Op<SetIdentityPoolRoles>(), new SetIdentityPoolRolesInput { IdentityPoolId = pool, Roles = Map(), RoleMappings = mappings })).IsOk);
        Assert.Equal(
            "InvalidParameterException: Basic (classic) flow is not supported with RoleMappings, please use enhanced flow.", (await world.Token(id, Jo)).Refusal);
    }

    [Fact]
    public async Task Nobody_uses_the_identity_of_another()
    {
        var pool = await Pool();
        var (jo, joe) = (await world.Id(pool, Jo), await world.Id(pool, (Google, google.Token("joe"))));
        Assert.Equal(Mismatch, (await world.Token(jo, (Google, google.Token("joe")))).Refusal);
        Assert.Equal(Mismatch, (await world.Token(jo, J)).Refusal);
        Assert.Equal(Mismatch, (await world.Token(jo)).Refusal);
        Assert.Equal("accounts.google.com", (await world.DescribeId(joe)).Ok.Logins!.Single());
        Assert.NotEqual(jo, await world.Id(pool, J));
    }

    [Fact]
    public async Task An_identity_of_another_pool_or_of_nobody_is_not_found_or_not_theirs()
    {
        var other = await world.Id(await Pool(), Jo);
        Assert.True((await world.Token(other, Jo)).IsOk);
        const string nobody = "eu-central-1:00000000-0000-4000-8000-000000000000";
        Assert.Equal($"ResourceNotFoundException: Identity '{nobody}' not found.", (await world.Token(nobody, Jo)).Refusal);
        Assert.Equal($"ResourceNotFoundException: Identity '{nobody}' not found.", (await world.DescribeId(nobody)).Refusal);
        Assert.Equal($"ResourceNotFoundException: Identity '{nobody}' not found.", (await Unlink(nobody, [Google], Jo)).Refusal);
    }

    [Fact]
    public async Task A_guest_who_logs_in_stays_who_they_were()
    {
        var pool = await Pool();
        var guest = await world.Id(pool);
        Assert.Equal(guest, (await world.Token(guest, Jo)).Ok.IdentityId);
        Assert.Equal(guest, await world.Id(pool, Jo));
        Assert.Equal(Mismatch, (await world.Token(guest)).Refusal);
        Assert.Equal([Google], (await world.DescribeId(guest)).Ok.Logins!);
    }

    [Fact]
    public async Task A_guest_who_turns_out_to_be_somebody_is_that_one_from_then_on()
    {
        var pool = await Pool();
        var jo = await world.Id(pool, Jo);
        var guest = await world.Id(pool);
        Assert.Equal(jo, (await world.Token(guest, Jo)).Ok.IdentityId);
        Assert.Equal(Mismatch, (await world.Token(guest)).Refusal);
        Assert.Equal(jo, (await world.Token(guest, Jo)).Ok.IdentityId);
        Assert.Equal(Mismatch, (await world.Token(guest, J)).Refusal);
        Assert.Equal([jo], await world.Ids(pool, hideDisabled: true));
    }

    [Fact]
    public async Task A_further_login_is_linked_and_one_that_has_an_identity_brings_it_along()
    {
        var pool = await Pool();
        var j = await world.Id(pool, J);
        world.Wait(TimeSpan.FromMinutes(1));
        var jo = await world.Id(pool, Jo);

        Assert.Equal(jo, (await world.Token(jo, Jo, J)).Ok.IdentityId);
        Assert.Equal(jo, await world.Id(pool, J));
        Assert.Equal(jo, (await world.Token(j, J)).Ok.IdentityId);
        Assert.Equal(
            """["authenticated","accounts.google.com","accounts.google.com:app:jo","appleid.apple.com","appleid.apple.com:app:j"]""",
            Part((await world.Token(jo, Jo, J)).Ok.Token!, 1)["amr"]!.ToJsonString());
        Assert.Equal(
            "ResourceConflictException: Login is already linked to another identity.", (await world.Token(jo, Jo, (Apple, apple.Token("somebody")))).Refusal);
    }

    [Fact]
    public async Task Guests_have_no_token_once_guests_are_not_wanted()
    {
        var pool = await Pool();
        var guest = await world.Id(pool);
        await world.Call(world.Op<UpdateIdentityPool>(), new IdentityPool { IdentityPoolId = pool, IdentityPoolName = "p", AllowUnauthenticatedIdentities = false, AllowClassicFlow = true });
        Assert.Equal("NotAuthorizedException: Unauthenticated access is not supported for this identity pool.", (await world.Token(guest)).Refusal);
    }

    [Fact]
    public async Task Our_own_tokens_are_no_logins_of_the_identities_they_are_for()
    {
        var pool = await Pool();
        var guest = await world.Id(pool);
        var token = (await world.Token(guest)).Ok.Token!;
        foreach (var provider in new[] { "cognito-identity.amazonaws.com", "id.example.com/identities", Google })
            Assert.StartsWith("NotAuthorizedException", (await world.Token(guest, (provider, token))).Refusal);
        Assert.StartsWith("NotAuthorizedException", (await Unlink(guest, [Google], ("cognito-identity.amazonaws.com", token))).Refusal);
    }

    [Fact]
    public async Task A_login_is_taken_away_by_its_owner_and_leads_elsewhere_next_time()
    {
        var pool = await Pool();
        var jo = await world.Id(pool, Jo, J);
        Assert.True((await Unlink(jo, [Apple, "not.linked"], Jo)).IsOk);
        Assert.Equal([Google], (await world.DescribeId(jo)).Ok.Logins!);
        var j = await world.Id(pool, J);
        Assert.NotEqual(jo, j);
        Assert.Equal(Mismatch, (await Unlink(jo, [Google], J)).Refusal);
        Assert.Equal(Mismatch, (await Unlink(jo, [Google], (Google, google.Token("joe")))).Refusal);
        Assert.StartsWith("NotAuthorizedException: Invalid login token.", (await Unlink(jo, [Google], (Google, google.Token("jo", "nobody")))).Refusal);
        Assert.StartsWith("InvalidParameterException", (await Unlink(jo, [Developer], Jo)).Refusal);
    }

    [Fact]
    public async Task Who_takes_the_last_login_away_does_not_come_back()
    {
        var pool = await Pool();
        var jo = await world.Id(pool, Jo);
        Assert.True((await Unlink(jo, [Google], Jo)).IsOk);
        Assert.Null((await world.DescribeId(jo)).Ok.Logins);
        Assert.Equal(Mismatch, (await world.Token(jo)).Refusal);
        Assert.Equal(Mismatch, (await world.Token(jo, Jo)).Refusal);
        Assert.NotEqual(jo, await world.Id(pool, Jo));
    }

    [Fact]
    public async Task A_guest_has_nothing_to_unlink()
    {
        var guest = await world.Id(await Pool());
        Assert.Equal(Mismatch, (await Unlink(guest, [Google], Jo)).Refusal);
    }

    [Fact]
    public async Task Identities_are_listed_page_by_page_while_others_come()
    {
        var pool = await Pool();
        Assert.Empty(await world.Ids(pool));
        for (var i = 0; i < 4; i++)
            await world.Id(pool);
        var made = await world.Ids(pool);
        Assert.Null((await List(pool, 4)).Ok.NextToken);

        var seen = new List<string>();
        string? token = null;
        do
        {
            var page = (await List(pool, 2, token)).Ok;
            Assert.Equal(pool, page.IdentityPoolId);
            Assert.InRange(page.Identities!.Count, 1, 2);
            seen.AddRange(page.Identities.Select(identity => identity.IdentityId!));
            token = page.NextToken;
            if (seen.Count < 6)
                await world.Id(pool);
        }
        while (token is not null);
        Assert.Equal(seen.Distinct().Order(StringComparer.Ordinal), seen);
        Assert.Subset(seen.ToHashSet(), made.ToHashSet());
    }

    [Fact]
    public async Task A_page_token_is_good_for_its_own_list()
    {
        var (pool, other) = (await Pool(), await Pool());
        await world.Id(pool);
        await world.Id(pool);
        var token = (await List(pool, 1)).Ok.NextToken;
        Assert.True((await List(pool, 1, token)).IsOk);
        const string refusal = "InvalidParameterException: Invalid pagination token.";
        Assert.Equal(refusal, (await List(other, 1, token)).Refusal);
        Assert.Equal(refusal, (await List(pool, 1, "made-up")).Refusal);
        Assert.Equal(refusal, (await world.Call(world.Op<ListIdentities>(), new ListIdentitiesInput { IdentityPoolId = pool, MaxResults = 1, NextToken = token, HideDisabled = true })).Refusal);
        Assert.StartsWith("ResourceNotFoundException", (await List("eu-central-1:0", 1)).Refusal);
    }

    [Fact]
    public async Task Deleted_identities_are_gone_and_their_logins_free()
    {
        var pool = await Pool();
        var (guest, jo) = (await world.Id(pool), await world.Id(pool, Jo));
        var answer = await Delete(guest, jo, "eu-central-1:00000000-0000-4000-8000-000000000000", "us-east-1:1");
        Assert.Equal([("us-east-1:1", "AccessDenied")], answer.Ok.UnprocessedIdentityIds!.Select(one => (one.IdentityId, one.ErrorCode)));
        Assert.Empty(await world.Ids(pool));
        Assert.Equal($"ResourceNotFoundException: Identity '{jo}' not found.", (await world.Token(jo, Jo)).Refusal);
        Assert.NotEqual(jo, await world.Id(pool, Jo));
        Assert.Empty((await Delete(guest)).Ok.UnprocessedIdentityIds!);
        Assert.StartsWith("ValidationException", (await Delete([.. Enumerable.Repeat(guest, 61)])).Refusal);
    }

    [Fact]
    public async Task Whoever_comes_with_a_merged_identity_whose_parent_was_deleted_finds_nobody()
    {
        var pool = await Pool();
        var jo = await world.Id(pool, Jo);
        var guest = await world.Id(pool);
        await world.Token(guest, Jo);
        await Delete(jo);
        Assert.Equal($"ResourceNotFoundException: Identity '{guest}' not found.", (await world.Token(guest, Jo)).Refusal);
    }

    [Fact]
    public async Task An_identity_of_another_region_is_not_shown()
    {
        var guest = await world.Id(await Pool());
        world.SignedRegion = "us-east-1";
        Assert.Equal($"ResourceNotFoundException: Identity '{guest}' not found.", (await world.DescribeId(guest)).Refusal);
    }

    [Fact]
    public async Task Tokens_are_read_back_by_those_who_trust_them_and_no_other_is()
    {
        var pool = await Pool();
        var id = await world.Id(pool, Jo);
        var token = (await world.Token(id, Jo)).Ok.Token!;
        var tokens = world.Get<IdentityTokens>();

        Assert.False((await tokens.Read(token, default)).Refused(out _, out var voucher));
        Assert.Equal((id, pool), (voucher!.IdentityId, voucher.PoolId));
        Assert.Equal(["authenticated", Google, "accounts.google.com:app:jo"], voucher.Methods);
        world.Wait(TimeSpan.FromMinutes(10));
        Assert.True((await tokens.Read(token, default)).Refused(out var refusal, out _));
        Assert.StartsWith("Token expired", refusal!.Detail);
        Assert.True((await tokens.Read(google.Token(), default)).Refused(out refusal, out _));
        Assert.Equal(LoginFlaw.NotSigned, refusal);
    }

    [Fact]
    public async Task The_keys_of_tokens_are_made_once_and_replaced_as_those_of_pools()
    {
        var keys = world.Get<IssuerKeys>();
        var all = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(async () => await keys.Published(default))));
        var first = Assert.Single(all.SelectMany(set => set).Select(key => key.Kid).Distinct());

        var id = await world.Id(await Pool());
        var old = (await world.Token(id)).Ok.Token!;
        Assert.NotNull(await world.Get<KeyRotation>().Rotate(Realm.Identities, default));
        Assert.Equal(2, (await keys.Published(default)).Count);
        world.Wait(KeyRotation.PublishedAhead + TimeSpan.FromSeconds(1));
        var next = (await world.Token(id)).Ok.Token!;
        Assert.Equal(first, (string?)Part(old, 0)["kid"]);
        Assert.NotEqual(first, (string?)Part(next, 0)["kid"]);
        world.Wait(TimeSpan.FromDays(2));
        Assert.Equal((string?)Part(next, 0)["kid"], Assert.Single(await keys.Published(default)).Kid);
    }

    private Task<Said<Nothing>> Unlink(string id, string[] gone, params (string, string)[] logins) =>
        world.Call(world.Op<UnlinkIdentity>(), new UnlinkIdentityInput { IdentityId = id, Logins = Map(logins), LoginsToRemove = gone });

    private Task<Said<ListIdentitiesResponse>> List(string pool, int limit, string? token = null) =>
        world.Call(world.Op<ListIdentities>(), new ListIdentitiesInput { IdentityPoolId = pool, MaxResults = limit, NextToken = token });

    private Task<Said<DeleteIdentitiesResponse>> Delete(params string[] ids) =>
        world.Call(world.Op<DeleteIdentities>(), new DeleteIdentitiesInput { IdentityIdsToDelete = ids });
}
