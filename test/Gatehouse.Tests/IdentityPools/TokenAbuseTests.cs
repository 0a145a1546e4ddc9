using System.Net;
using System.Text.Json.Nodes;
using Gatehouse.Federation;
using Gatehouse.Identity;
using Gatehouse.Operations.Iam;
using Gatehouse.Operations.Sts;
using Gatehouse.Outbound;
using Gatehouse.Tests.Iam;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatehouse.Tests.IdentityPools;

/// <summary>What may be tried with tokens of other people's servers; each test says which case of abuse it refuses.</summary>
public sealed class TokenAbuseTests : IamTest
{
    private const string Address = "https://idp.example.com/t";
    private const string Role = "arn:aws:iam::000000000000:role/web";

    private readonly TestIssuer issuer;
    private readonly ForeignTokens judge;

    public TokenAbuseTests()
    {
        issuer = new(World.World, Address);
        judge = new(World.World.Outside, SocialAddresses.Real, World.World.Clock);
    }

    // Case 112: a claim of the wrong kind is no claim; neither has a reader here that would make something of it.
    [Theory]
    [InlineData("iss")]
    [InlineData("sub")]
    [InlineData("aud")]
    [InlineData("azp")]
    [InlineData("exp")]
    [InlineData("iat")]
    public async Task A_claim_of_another_kind_is_none(string claim)
    {
        JsonNode?[] kinds = [null, "", " ", true, new JsonObject(), new JsonArray(), new JsonArray(1), new JsonArray(new JsonArray("app")), "undefined"];
        JsonNode[] numbers = [0, -1, 1e300];
        foreach (var kind in kinds.Concat(claim is "exp" or "iat" ? [-1e300] : numbers).Where(kind => !IsRight(claim, kind)))
        {
            var refusal = await Refused(issuer.Token(change: claims => claims[claim] = kind?.DeepClone()));
            Assert.True(refusal.Kind is RefusalKind.LoginInvalid, $"{claim} {kind?.ToJsonString()}: {refusal}");
        }
    }

    // Case 113: a secret that both sides know makes no signature, whatever the header says.
    [Theory]
    [InlineData("HS256")]
    [InlineData("HS384")]
    [InlineData("HS512")]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("RS1")]
    [InlineData("")]
    public async Task Only_signatures_of_keys_that_are_published_count(string algorithm)
    {
        issuer.Publish(TestIssuer.FirstKey, new() { ["kty"] = "oct", ["kid"] = "shared", ["k"] = "c2VjcmV0" });
        foreach (var kid in new[] { "one", "shared", "two" })
        {
            Assert.Equal(RefusalKind.LoginInvalid, (await Refused(issuer.Token(kid: kid, alg: algorithm))).Kind);
            Assert.Equal(RefusalKind.LoginInvalid, (await Refused(issuer.Token(kid: kid, alg: algorithm).Split('.') is var parts ? $"{parts[0]}.{parts[1]}." : "")).Kind);
        }
    }

    // Case 113: a key that a token brings along, or says where to fetch, is nobody's.
    [Theory]
    [InlineData("jwk")]
    [InlineData("jku")]
    [InlineData("x5u")]
    public async Task A_key_that_a_token_brings_along_is_not_looked_at(string header)
    {
        JsonNode value = header == "jwk" ? TestIssuer.SecondKey : JsonValue.Create("https://evil.example/keys");
        var token = TestIssuer.Sign(issuer.Claims().ToJsonString(), new() { ["alg"] = "RS256", ["kid"] = "two", [header] = value });
        Assert.Equal(LoginFlaw.NotSigned, await Refused(token));
        Assert.Equal([issuer.Discovery, issuer.Keys], World.World.Outside.Asked);
    }

    // Case 114: a key that was made just before the token is found at once; a made-up one costs one look a minute.
    [Fact]
    public async Task A_key_made_just_now_is_found_and_made_up_ones_cost_one_look_a_minute()
    {
        await Read(issuer.Token());
        World.World.Wait(TimeSpan.FromMinutes(2));
        issuer.Publish(TestIssuer.SecondKey);
        Assert.Equal("someone", (await Read(issuer.Token(kid: "two"))).Subject);
        var asked = World.World.Outside.Asked.Count;
        for (var second = 0; second < 180; second++)
        {
            await Refused(issuer.Token(kid: $"made-up-{second}"));
            World.World.Wait(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(asked + 4, World.World.Outside.Asked.Count);
        Assert.Equal(LoginFlaw.NotSigned, await Refused(issuer.Token()));
    }

    // Case 114: while nobody answers the last keys hold, and whoever comes with a made-up name makes nobody wait more than once a minute.
    [Theory]
    [InlineData("gone")]
    [InlineData("huge")]
    [InlineData("empty")]
    [InlineData("another")]
    public async Task While_keys_cannot_be_had_the_last_ones_hold(string how)
    {
        await Read(issuer.Token());
        World.World.Outside[how == "another" ? issuer.Discovery : issuer.Keys] = how switch
        {
            "gone" => "<html>502</html>",
            "huge" => $$"""{"keys":[{{string.Join(',', Enumerable.Repeat("""{"kty":"oct","kid":"x"}""", 10_000))}}""",
            "empty" => "",
            _ => """{"issuer":"https://evil.example","jwks_uri":"https://evil.example/keys"}""",
        };
        World.World.Wait(TimeSpan.FromMinutes(61));
        var asked = World.World.Outside.Asked.Count;
        for (var second = 0; second < 60; second++)
        {
            Assert.Equal("someone", (await Read(issuer.Token())).Subject);
            Assert.Equal(LoginFlaw.NotSigned, await Refused(issuer.Token(kid: $"made-up-{second}")));
            World.World.Wait(TimeSpan.FromSeconds(1));
        }

        Assert.InRange(World.World.Outside.Asked.Count - asked, 1, 2);
    }

    // Case 114: of ten thousand keys a bounded number is read, and quickly.
    [Fact]
    public async Task Ten_thousand_keys_are_as_a_hundred()
    {
        issuer.Publish([.. Enumerable.Range(0, 10_000).Select(i => With(TestIssuer.SecondKey, "kid", $"k{i}")), TestIssuer.FirstKey]);
        Assert.Equal(LoginFlaw.NotSigned, await Refused(issuer.Token()));
    }

    // Case 114: keys that are too short prove nothing, keys that are too long cost too much.
    [Theory]
    [InlineData(1024, false)]
    [InlineData(2048, true)]
    [InlineData(8192, true)]
    [InlineData(16_384, false)]
    public void Keys_have_bounds(int bits, bool isTaken)
    {
        var modulus = new byte[bits / 8];
        Array.Fill<byte>(modulus, 0xC5);
        var set = new KeySet(new() { Keys = [new() { Kind = "RSA", Id = "k", Modulus = System.Buffers.Text.Base64Url.EncodeToString(modulus), Exponent = "AQAB" }] });
        Assert.Equal(isTaken, set.Knows("k"));
        Assert.Equal(isTaken, set.Find("k", "RS256") is not null);
    }

    // Case 115: a provider that is made known may be called anything; it is looked for only in the open internet, so its tokens are believed nowhere else.
    [Theory]
    [InlineData("https://localhost", false)]
    [InlineData("https://127.0.0.1/a", false)]
    [InlineData("https://169.254.169.254/latest", false)]
    [InlineData("https://[::1]", false)]
    [InlineData("https://[::ffff:10.0.0.1]", false)]
    [InlineData("https://2130706433", false)]
    [InlineData("https://0x7f.1", false)]
    [InlineData("https://intranet", false)]
    [InlineData("https://id.example.com", true)]
    public async Task No_provider_leads_inside(string address, bool isLookedFor)
    {
        var lookedFor = new List<string>();
        using var outside = new GuardedClient(
            new([]),
            (host, _) =>
            {
                lookedFor.Add(host);
                return Task.FromResult<IPAddress[]>([IPAddress.Parse("169.254.169.254")]);
            },
            World.World.Clock,
            NullLogger<GuardedClient>.Instance);
        var token = new TestIssuer(World.World, address).Token();
        var read = await new ForeignTokens(outside, SocialAddresses.Real, World.World.Clock).Read(token, new(address, ["app"]), default);
        Assert.True(read.Refused(out var refusal, out _));
        Assert.Equal(RefusalKind.Unreachable, refusal.Kind);
        Assert.Equal(isLookedFor, lookedFor.Count > 0);
    }

    // Case 115: the record of a provider is for its own issuer and for none that is merely alike.
    [Theory]
    [InlineData("https://idp.example.com/T")]
    [InlineData("https://idp.example.com/t/t")]
    [InlineData("http://idp.example.com/t")]
    [InlineData("https://idp.example.com/t?x")]
    [InlineData("https://idp.example.com/t#x")]
    [InlineData("idp.example.com/t")]
    public async Task A_provider_whose_name_is_merely_alike_is_another(string address)
    {
        await Done<CreateOpenIDConnectProvider>(("Url", Address), ("ClientIDList", new[] { "app" }));
        await Done<CreateRole>(("RoleName", "web"), ("AssumeRolePolicyDocument", """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::000000000000:oidc-provider/idp.example.com/t"},"Action":"sts:AssumeRoleWithWebIdentity"}}
            """));
        Assert.Equal("It was done.", await Web(issuer.Token()));
        Assert.NotEqual("It was done.", await Web(new TestIssuer(World.World, address).Token()));
    }

    // Case 112: how somebody came is known to roles as the token says it, in a list or alone.
    [Fact]
    public async Task A_role_can_keep_out_who_came_in_a_way_it_does_not_want()
    {
        await Done<CreateOpenIDConnectProvider>(("Url", Address), ("ClientIDList", new[] { "app" }));
        await Done<CreateRole>(("RoleName", "web"), ("AssumeRolePolicyDocument", """
            {"Version":"2012-10-17","Statement":[
             {"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::000000000000:oidc-provider/idp.example.com/t"},"Action":"sts:AssumeRoleWithWebIdentity"},
             {"Effect":"Deny","Principal":{"Federated":"arn:aws:iam::000000000000:oidc-provider/idp.example.com/t"},"Action":"sts:*","Condition":{"ForAnyValue:StringEquals":{"idp.example.com/t:amr":"sms"}}}]}
            """));
        Assert.Equal("It was done.", await Web(issuer.Token(change: claims => claims["amr"] = new JsonArray("pwd"))));
        Assert.StartsWith("AccessDenied", await Web(issuer.Token(change: claims => claims["amr"] = new JsonArray("pwd", "sms"))));
        Assert.StartsWith("AccessDenied", await Web(issuer.Token(change: claims => claims["amr"] = "sms")));
    }

    // Case 170: tags that a token says are those of a session where the role lets them, and have bounds as those of a request.
    [Fact]
    public async Task Tags_of_a_token_need_a_role_that_lets_them_and_have_bounds()
    {
        await Done<CreateOpenIDConnectProvider>(("Url", Address), ("ClientIDList", new[] { "app" }));
        await Done<CreateRole>(("RoleName", "web"), ("AssumeRolePolicyDocument", Trust("\"sts:AssumeRoleWithWebIdentity\"")));
        string Tagged(string key, string value, int more = 0) => issuer.Token(change: claims => claims["https://aws.amazon.com/tags"] = new JsonObject
        {
            ["principal_tags"] = new JsonObject([new(key, new JsonArray(value)), .. Enumerable.Range(0, more).Select(i => KeyValuePair.Create($"k{i}", (JsonNode?)new JsonArray("v")))]),
        });

        Assert.StartsWith("AccessDenied", await Web(Tagged("team", "a")));
        await Done<UpdateAssumeRolePolicy>(("RoleName", "web"), ("PolicyDocument", Trust("""["sts:AssumeRoleWithWebIdentity","sts:TagSession"]""")));
        var said = await Done<AssumeRoleWithWebIdentity>(("RoleArn", Role), ("RoleSessionName", "web"), ("WebIdentityToken", Tagged("team", "a")));
        var key = await World.World.Get<Gatehouse.Access.IAccessKeys>().Find(said.Text("AccessKeyId")!, said.Text("SessionToken"), default);
        Assert.Equal("a", key!.Principal.Session!.Tags["team"]);
        foreach (var broken in new[] { Tagged("aws:team", "a"), Tagged("team", new string('a', 257)), Tagged(new string('k', 129), "a"), Tagged("team", "a", more: 50) })
            Assert.StartsWith("ValidationError: ", await Web(broken));
    }

    private static string Trust(string action) =>
        """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::000000000000:oidc-provider/idp.example.com/t"},"Action":""" + action + "}}";

    private static bool IsRight(string claim, JsonNode? value) =>
        (claim == "azp" && value is null) || value is JsonValue && ((claim == "sub" && value.GetValueKind() is System.Text.Json.JsonValueKind.String && value.GetValue<string>().Length > 0)
            || (claim == "iat" && value.GetValueKind() is System.Text.Json.JsonValueKind.Number && value.GetValue<double>() > -1e15));

    private static JsonObject With(JsonObject key, string name, string value)
    {
        key[name] = value;
        return key;
    }

    private Task<string> Web(string token) => Refused<AssumeRoleWithWebIdentity>(("RoleArn", Role), ("RoleSessionName", "web"), ("WebIdentityToken", token));

    private async Task<ForeignToken> Read(string token) =>
        (await judge.Read(token, new(Address, ["app"]), default)).Refused(out var refusal, out var read) ? throw new InvalidOperationException($"{refusal}") : read;

    private async Task<Refusal> Refused(string token) =>
        (await judge.Read(token, new(Address, ["app"]), default)).Refused(out var refusal, out _) ? refusal : throw new InvalidOperationException("It was not refused.");
}
