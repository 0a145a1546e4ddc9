using System.Text.Json.Nodes;
using Gatehouse.Access;
using Gatehouse.Contracts.IdentityPools;
using Gatehouse.Identity;
using Gatehouse.Operations.Iam;
using Gatehouse.Operations.IdentityPools;
using Gatehouse.Operations.Sts;
using Gatehouse.Tests.Iam;
using Gatehouse.Tests.UserPools;
using static Gatehouse.Tests.IdentityPools.Maker;

namespace Gatehouse.Tests.IdentityPools;

/// <summary>What people may try to get credentials that are not theirs; each test says which case of abuse it refuses.</summary>
public sealed class AbuseTests : IamTest
{
    private const string Corp = "idp.example.com/t";
    private const string Member = "arn:aws:iam::000000000000:role/member";
    private const string Strong = "arn:aws:iam::000000000000:role/strong";
    private const string Nobody = "eu-central-1:00000000-0000-4000-8000-000000000000";
    private const string Mismatch = "NotAuthorizedException: Logins don't match. Please include at least one valid login for this identity or identity pool.";
    private const string Misconfigured = "InvalidIdentityPoolConfigurationException: Invalid identity pool configuration. Check assigned IAM roles for this pool.";

    private readonly TestIssuer corp;

    public AbuseTests()
    {
        corp = new(W, "https://idp.example.com/t");
        W.Get<IParts<OidcTrust>>().Add(new OidcTrust(Corp, W.Now) { ClientIds = ["app"] }, default).Done();
    }

    private World W => World.World;

    // Case 163: where guests are not wanted, nobody gets anything without a login, not even who came before.
    [Fact]
    public async Task Where_guests_are_not_wanted_they_get_nothing()
    {
        var pool = await Pool();
        var guest = await W.Id(pool);
        Assert.True((await Credentials(guest)).IsOk);
        await W.Call(W.Op<UpdateIdentityPool>(), (await W.Describe(pool)).Ok with { AllowUnauthenticatedIdentities = false });
        const string refusal = "NotAuthorizedException: Unauthenticated access is not supported for this identity pool.";
        Assert.Equal(refusal, (await W.GetId(pool)).Refusal);
        Assert.Equal(refusal, (await W.Token(guest)).Refusal);
        Assert.Equal(refusal, (await Credentials(guest)).Refusal);
    }

    // Case 164: an identity is its owner's: who asks with their own login, as a guest, or with an id that was guessed gets nothing of it.
    [Fact]
    public async Task Nobody_gets_what_an_identity_of_another_gets()
    {
        var (pool, other) = (await Pool(), await W.PoolId(Asked));
        var (jo, foreign) = (await W.Id(pool, (Corp, corp.Token("jo"))), await W.Id(other, (Corp, corp.Token("joe"))));
        (string, string) joe = (Corp, corp.Token("joe"));
        foreach (var login in new (string, string)[][] { [joe], [] })
        {
            Assert.Equal(Mismatch, (await W.Token(jo, login)).Refusal);
            Assert.Equal(Mismatch, (await Credentials(jo, login)).Refusal);
        }

        Assert.Equal(Mismatch, (await W.Call(W.Op<UnlinkIdentity>(), new UnlinkIdentityInput { IdentityId = jo, Logins = Map(joe), LoginsToRemove = [Corp] })).Refusal);
        Assert.Equal(Misconfigured, (await Credentials(foreign, joe)).Refusal);
        Assert.Equal($"ResourceNotFoundException: Identity '{Nobody}' not found.", (await Credentials(Nobody, joe)).Refusal);
        Assert.Equal($"ResourceNotFoundException: Identity '{Nobody}' not found.", (await Credentials(Nobody)).Refusal);
        Assert.True((await Credentials(jo, (Corp, corp.Token("jo")))).IsOk);
    }

    // Case 165: a token of our own pools whose header or claims were changed is none.
    [Fact]
    public async Task A_token_of_ours_that_was_changed_is_no_login()
    {
        var people = W.Pool();
        people.User("ana");
        var client = people.Client();
        var pool = await W.PoolId(asked => asked with { CognitoIdentityProviders = [new() { ProviderName = ProviderOf(people.Id), ClientId = client.Id }] });
        var token = (await client.TokensOf("ana")).IdToken!;
        var (header, claims, signature) = (Part(token, 0), Part(token, 1), token.Split('.')[2]);
        Assert.True((await W.GetId(pool, (ProviderOf(people.Id), token))).IsOk);
        var forged = new List<string>();
        foreach (var (name, value) in new (string, JsonNode?)[] { ("alg", "none"), ("alg", "HS256"), ("alg", "RS512"), ("kid", "other"), ("kid", null), ("jwk", new JsonObject()), ("typ", "JWT") })
        {
            var changed = header.DeepClone().AsObject();
            changed[name] = value?.DeepClone();
            forged.AddRange([Joined(changed, claims, signature), Joined(changed, claims, "")]);
        }

        foreach (var (name, value) in new (string, JsonNode?)[] { ("sub", "somebody"), ("exp", 4_000_000_000), ("aud", new JsonArray(client.Id, "other")), ("token_use", "access") })
        {
            var changed = claims.DeepClone().AsObject();
            changed[name] = value?.DeepClone();
            forged.Add(Joined(header, changed, signature));
        }

        foreach (var one in forged)
            Assert.Equal("NotAuthorizedException: Invalid login token. Couldn't verify signed token.", (await W.GetId(pool, (ProviderOf(people.Id), one))).Refusal);
        Assert.Single(await W.Ids(pool));
    }

    // Case 166: one provider under two names is one provider still, and nobody is two people of it.
    [Fact]
    public async Task Nobody_is_two_people_of_a_provider_by_calling_it_by_two_names()
    {
        var people = W.Pool();
        var client = people.Client();
        foreach (var name in new[] { "ana", "bob" })
            people.User(name);
        var pool = await W.PoolId(asked => asked with { CognitoIdentityProviders = [new() { ProviderName = ProviderOf(people.Id), ClientId = client.Id }] });
        var (ana, bob) = ((await client.TokensOf("ana")).IdToken!, (await client.TokensOf("bob")).IdToken!);
        var alias = $"id.example.com/{people.Id}";
        const string refusal = "ResourceConflictException: Login is already linked to another identity.";
        Assert.Equal(refusal, (await W.GetId(pool, (ProviderOf(people.Id), ana), (alias, bob))).Refusal);
        Assert.Empty(await W.Ids(pool));
        await W.Id(pool, (alias, bob));
        Assert.Equal(refusal, (await W.GetId(pool, (ProviderOf(people.Id), ana), (alias, bob))).Refusal);
    }

    // Case 167: a role that was asked for must be offered by the token, be here, and trust the pool.
    [Fact]
    public async Task Only_a_role_that_the_token_offers_and_that_trusts_the_pool_is_given()
    {
        var pool = await Pool();
        const string elsewhere = "arn:aws:iam::111111111111:role/member", absent = Member + "-not-there", below = "arn:aws:iam::000000000000:role/path/member";
        await Done<CreateRole>(("RoleName", "strong"), ("AssumeRolePolicyDocument", Trust("eu-central-1:11111111-1111-4111-8111-111111111111", "authenticated")));
        var mappings = new Dictionary<string, RoleMapping> { [Corp] = new() { Type = "Token", AmbiguousRoleResolution = "Deny" } };
        Assert.True((await W.Call(W.Op<SetIdentityPoolRoles>(), new() { IdentityPoolId = pool, Roles = Map(("authenticated", Member)), RoleMappings = mappings })).IsOk);
        string Jo(params string[] roles) => corp.Token("jo", change: claims => claims["cognito:roles"] = new JsonArray([.. roles.Select(role => (JsonNode)role)]));
        var identity = await W.Id(pool, (Corp, Jo()));

        Assert.True((await Wanted(identity, Member, Jo(Member, Strong))).IsOk);
        foreach (var role in new[] { Strong, elsewhere, absent, "arn:aws:iam::000000000000:role/Member", Member + " " })
            Assert.Equal("NotAuthorizedException: Access to Role is forbidden", (await Wanted(identity, role, Jo(Member))).Refusal);
        foreach (var role in new[] { Strong, elsewhere, absent, below, "arn:aws:iam::000000000000:role/Member" })
            Assert.Equal(Misconfigured, (await Wanted(identity, role, Jo(Member, role))).Refusal);
        Assert.Equal("NotAuthorizedException: Access to Role is forbidden", (await Wanted(identity, null, Jo(Member, Strong))).Refusal);
    }

    public static TheoryData<string, string?, bool> Mismatches => new()
    {
        { "other", "authenticated", false },
        { "own", "unauthenticated", false },
        { "own", "authenticated", true },
        { "own", "idp.example.com/t", true },
        { "own", "idp.example.com/other", false },
        { "own", null, true },
    };

    // Case 169: a role is for the pool and the way of coming that its trust policy says.
    [Theory]
    [MemberData(nameof(Mismatches))]
    public async Task A_role_for_another_pool_or_another_way_is_not_given(string whose, string? method, bool isGiven)
    {
        var pool = await Pool();
        var said = whose == "own" ? pool : await W.PoolId(Asked);
        await Done<UpdateAssumeRolePolicy>(("RoleName", "member"), ("PolicyDocument", Trust(said, method)));
        var identity = await W.Id(pool, (Corp, corp.Token("jo")));
        var token = (await W.Token(identity, (Corp, corp.Token("jo")))).Ok.Token!;
        var given = await Credentials(identity, (Corp, corp.Token("jo")));
        Assert.Equal(isGiven ? "It was done." : Misconfigured, given.IsOk ? "It was done." : given.Refusal);
        Assert.StartsWith(isGiven ? "It was done." : "AccessDenied", await Refused<AssumeRoleWithWebIdentity>(("RoleArn", Member), ("RoleSessionName", "web"), ("WebIdentityToken", token)));
    }

    // Case 169: a role that does not say for which pool it is is not even made, so none can be set.
    [Fact]
    public async Task A_role_that_is_for_every_pool_is_not_made()
    {
        const string reason = "MalformedPolicyDocument: A condition block must be present for the Cognito provider";
        var everybody = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Federated":"cognito-identity.amazonaws.com"},"Action":"sts:AssumeRoleWithWebIdentity"}}""";
        Assert.Equal(reason, await Refused<CreateRole>(("RoleName", "any"), ("AssumeRolePolicyDocument", everybody)));
        await Pool();
        Assert.Equal(reason, await Refused<UpdateAssumeRolePolicy>(("RoleName", "member"), ("PolicyDocument", everybody)));
        Assert.StartsWith("NoSuchEntity", await Refused<GetRole>(("RoleName", "any")));
    }

    // Case 170: what takes on a role is a token of a pool of identities or of a provider that was made known, and has bounds.
    [Fact]
    public async Task A_role_is_taken_on_within_bounds_and_by_no_token_of_people()
    {
        var people = W.Pool();
        people.User("ana");
        var tokens = await people.Client().TokensOf("ana");
        var pool = await Pool();
        var identity = await W.Id(pool, (Corp, corp.Token("jo")));
        var token = (await W.Token(identity, (Corp, corp.Token("jo")))).Ok.Token!;
        foreach (var straight in new[] { tokens.IdToken!, tokens.AccessToken!, tokens.RefreshToken! })
            Assert.StartsWith("InvalidIdentityToken: ", await Web(straight));
        foreach (var seconds in new object[] { 0, -1, 899, 43_201 })
            Assert.StartsWith("ValidationError: ", await Web(token, ("DurationSeconds", seconds)));
        foreach (var name in new[] { "a", new string('a', 65), "a b", "a/b", "ä" })
            Assert.StartsWith("ValidationError: ", await Refused<AssumeRoleWithWebIdentity>(("RoleArn", Member), ("RoleSessionName", name), ("WebIdentityToken", token)));
        Assert.StartsWith("ValidationError: ", await Web(token, ("Policy", QueryWorld.AllowAll.PadRight(2049))));
        Assert.Equal("It was done.", await Web(token, ("Policy", QueryWorld.AllowAll.PadRight(2048))));
        Assert.StartsWith("ValidationError: ", await Web(new string('a', 20_001)));
        Assert.StartsWith("ValidationError: ", await Web("abc"));
        Assert.Equal("It was done.", await Web(token, ("DurationSeconds", 900)));
    }

    // Case 170: whatever a login says, a session that would say more than credentials can carry is refused, and nothing breaks.
    [Fact]
    public async Task A_session_that_would_be_too_large_is_not_opened()
    {
        var pool = await Pool();
        await Done<UpdateAssumeRolePolicy>(("RoleName", "member"), ("PolicyDocument", Trust(pool, "authenticated").Replace("\"sts:AssumeRoleWithWebIdentity\"", """["sts:AssumeRoleWithWebIdentity","sts:TagSession"]""", StringComparison.Ordinal)));
        await W.Call(W.Op<SetPrincipalTagAttributeMap>(), new() { IdentityPoolId = pool, IdentityProviderName = Corp, PrincipalTags = Enumerable.Range(0, 30).ToDictionary(i => $"t{i}", i => $"c{i}") });
        var random = new Random(1);
        string Jo(int length) => corp.Token("jo", change: claims =>
        {
            for (var i = 0; i < 30; i++)
                claims[$"c{i}"] = string.Concat(Enumerable.Range(0, length).Select(_ => (char)random.Next('0', 'z')));
        });
        var identity = await W.Id(pool, (Corp, corp.Token("jo")));
        Assert.True((await Credentials(identity, (Corp, Jo(20)))).IsOk);
        Assert.Equal("NotAuthorizedException: Invalid login token. It says more than a session can carry.", (await Credentials(identity, (Corp, Jo(1000)))).Refusal);
    }

    private static string Joined(JsonObject header, JsonObject claims, string signature)
    {
        static string Encoded(JsonObject part) => System.Buffers.Text.Base64Url.EncodeToString(System.Text.Encoding.UTF8.GetBytes(part.ToJsonString()));
        return $"{Encoded(header)}.{Encoded(claims)}.{signature}";
    }

    private static CreateIdentityPoolInput Asked(CreateIdentityPoolInput asked) => asked with
    {
        AllowUnauthenticatedIdentities = true, AllowClassicFlow = true, OpenIdConnectProviderARNs = [Account + "oidc-provider/idp.example.com/t"],
    };

    private static string Trust(string pool, string? method)
    {
        var amr = method is null ? "" : $$""","ForAnyValue:StringLike":{"cognito-identity.amazonaws.com:amr":"{{method}}"} """;
        return $$"""
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Federated":"cognito-identity.amazonaws.com"},"Action":"sts:AssumeRoleWithWebIdentity",
             "Condition":{"StringEquals":{"cognito-identity.amazonaws.com:aud":"{{pool}}"}{{amr}}} } }
            """;
    }

    // A pool whose people and guests get one role each.
    private async Task<string> Pool()
    {
        var pool = await W.PoolId(Asked);
        foreach (var (name, method) in new[] { ("member", "authenticated"), ("guest", "unauthenticated") })
            await Done<CreateRole>(("RoleName", name), ("AssumeRolePolicyDocument", Trust(pool, method)));
        var roles = Map(("authenticated", Member), ("unauthenticated", "arn:aws:iam::000000000000:role/guest"));
        Assert.True((await W.Call(W.Op<SetIdentityPoolRoles>(), new() { IdentityPoolId = pool, Roles = roles })).IsOk);
        return pool;
    }

    private Task<Said<GetCredentialsForIdentityResponse>> Credentials(string identity, params (string Provider, string Token)[] logins) => W.Call(
        W.Op<GetCredentialsForIdentity>(), new GetCredentialsForIdentityInput { IdentityId = identity, Logins = logins.Length == 0 ? null : Map(logins) });

    private Task<Said<GetCredentialsForIdentityResponse>> Wanted(string identity, string? role, string token) => W.Call(
        W.Op<GetCredentialsForIdentity>(), new GetCredentialsForIdentityInput { IdentityId = identity, Logins = Map((Corp, token)), CustomRoleArn = role });

    private Task<string> Web(string token, params (string Name, object Value)[] more) =>
        Refused<AssumeRoleWithWebIdentity>([("RoleArn", Member), ("RoleSessionName", "web"), ("WebIdentityToken", token), .. more]);
}
