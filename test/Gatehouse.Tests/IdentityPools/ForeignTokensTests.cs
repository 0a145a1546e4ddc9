using System.Text;
using System.Text.Json.Nodes;
using Gatehouse.Federation;
using Gatehouse.Identity;
using Gatehouse.Tests.UserPools;

namespace Gatehouse.Tests.IdentityPools;

/// <summary>Tokens of other people's servers: which are believed, and what is asked for to know it.</summary>
public class ForeignTokensTests
{
    private const string Address = "https://idp.example.com/t";

    private readonly World world = new();
    private readonly TestIssuer issuer;
    private readonly ForeignIssuer believed = new(Address, ["app", "other-app"]);

    public ForeignTokensTests() => issuer = new(world, Address);

    [Fact]
    public async Task A_good_token_says_who_came_and_through_what()
    {
        var token = await Read(issuer.Token("jo", "other-app", claims => (claims["email"], claims["groups"], claims["n"], claims["nothing"]) = ("a@b.example", new JsonArray("x", 1), 1.5, null)));

        Assert.Equal(("jo", "other-app"), (token.Subject, token.Audience));
        Assert.Equal("a@b.example", token.Claims["email"]);
        Assert.Equal([("x"), 1L], Assert.IsType<List<object>>(token.Claims["groups"]));
        Assert.Equal(1.5, token.Claims["n"]);
        Assert.DoesNotContain("nothing", token.Claims.Keys);
    }

    [Theory]
    [InlineData("RS256", "one")]
    [InlineData("RS512", "one")]
    [InlineData("PS256", "one")]
    [InlineData("ES256", "curve")]
    public async Task Keys_of_both_kinds_judge(string algorithm, string kid)
    {
        issuer.Publish(TestIssuer.FirstKey, TestIssuer.CurveKey);
        Assert.Equal("someone", (await Read(issuer.Token(kid: kid, alg: algorithm))).Subject);
    }

    // Case 113: nothing, or a secret, in place of a key.
    [Theory]
    [InlineData("none")]
    [InlineData("HS256")]
    [InlineData("none ")]
    [InlineData("rs256")]
    [InlineData("ES256")]
    public async Task An_algorithm_that_proves_nothing_is_refused(string algorithm)
    {
        var refusal = await Refused(issuer.Token(alg: algorithm));
        Assert.Equal(RefusalKind.LoginInvalid, refusal.Kind);
    }

    [Fact]
    public async Task The_algorithm_must_be_the_one_that_the_key_is_for()
    {
        issuer.Publish(With(TestIssuer.FirstKey, "alg", "RS256"));
        Assert.Equal("someone", (await Read(issuer.Token())).Subject);
        Assert.Equal(LoginFlaw.NotSigned, await Refused(issuer.Token(alg: "RS512")));
    }

    // Case 113: another key.
    [Fact]
    public async Task Another_key_another_name_or_another_text_prove_nothing()
    {
        issuer.Publish(TestIssuer.FirstKey);
        var good = issuer.Token();
        Assert.Equal(LoginFlaw.NotSigned, await Refused(issuer.Token(kid: "two")));
        var forged = TestIssuer.Sign(issuer.Claims().ToJsonString(), new() { ["alg"] = "RS256", ["kid"] = "two" }).Split('.');
        Assert.Equal(LoginFlaw.NotSigned, await Refused($"{good.Split('.')[0]}.{forged[1]}.{forged[2]}"));
        var other = issuer.Token("someone else").Split('.');
        Assert.Equal(LoginFlaw.NotSigned, await Refused($"{other[0]}.{other[1]}.{good.Split('.')[2]}"));
        Assert.Equal(LoginFlaw.NotSigned, await Refused($"{good.Split('.')[0]}.{good.Split('.')[1]}."));
    }

    // Case 113: no name of a key where there are two.
    [Fact]
    public async Task A_token_without_the_name_of_its_key_is_judged_only_where_there_is_one_key()
    {
        var nameless = TestIssuer.Sign(issuer.Claims().ToJsonString(), new() { ["alg"] = "RS256" });
        Assert.Equal("someone", (await Read(nameless)).Subject);
        world.Wait(TimeSpan.FromHours(2));
        issuer.Publish(TestIssuer.FirstKey, TestIssuer.SecondKey);
        Assert.Equal(LoginFlaw.NotSigned, await Refused(TestIssuer.Sign(issuer.Claims().ToJsonString(), new() { ["alg"] = "RS256" })));
    }

    // Case 114: a key of 1,024 bits, and keys that are none.
    [Fact]
    public async Task Keys_that_are_weak_broken_or_for_something_else_judge_nothing()
    {
        issuer.Publish(
            TestIssuer.WeakKey, With(TestIssuer.FirstKey, "use", "enc"), With(TestIssuer.SecondKey, "n", "not base64!"), With(TestIssuer.CurveKey, "x", "AAAA"),
            new() { ["kty"] = "oct", ["kid"] = "shared", ["k"] = "c2VjcmV0" }, new() { ["kid"] = "none" });
        foreach (var kid in new[] { "weak", "one", "two", "shared", "none" })
            Assert.Equal(LoginFlaw.NotSigned, await Refused(issuer.Token(kid: kid)));
        Assert.Equal(LoginFlaw.NotSigned, await Refused(issuer.Token(kid: "curve", alg: "ES256")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.b")]
    [InlineData("a.b.c")]
    [InlineData("a.b.c.d.e")]
    [InlineData("eyJhbGciOiJSUzI1NiJ9.bm8ganNvbg.AAAA")]
    [InlineData("eyJhbGciOiJSUzI1NiJ9.W10.AAAA")]
    public async Task What_is_no_token_is_refused_without_asking_anybody(string text)
    {
        Assert.Equal(LoginFlaw.NotAToken, await Refused(text));
        Assert.Equal(LoginFlaw.NotAToken, await Refused(new string('a', 50_000)));
        Assert.Empty(world.Outside.Asked);
    }

    [Theory]
    [InlineData("""{"iss":"https://idp.example.com/t","sub":"a","sub":"b"}""")]
    [InlineData("""{"iss":"https://idp.example.com/t","sub":"\ud800"}""")]
    [InlineData("null")]
    public async Task A_payload_that_can_be_read_in_two_ways_is_none(string payload) =>
        Assert.Equal(LoginFlaw.NotAToken, await Refused(TestIssuer.Sign(payload, new() { ["alg"] = "RS256", ["kid"] = "one" })));

    [Fact]
    public async Task A_header_that_demands_what_we_do_not_know_is_refused() => Assert.Equal(
        LoginFlaw.NotAToken,
        await Refused(TestIssuer.Sign(issuer.Claims().ToJsonString(), new() { ["alg"] = "RS256", ["kid"] = "one", ["crit"] = new JsonArray("exp") })));

    // Case 112: issuer, audience, party, subject and times, each missing or of somebody else.
    [Theory]
    [InlineData("iss", "https://evil.example", "Issuer doesn't match providerName")]
    [InlineData("iss", "https://idp.example.com/t/", "Issuer doesn't match providerName")]
    [InlineData("iss", null, "Issuer doesn't match providerName")]
    [InlineData("aud", "nobody", "Incorrect token audience.")]
    [InlineData("aud", null, "Missing a required claim: aud")]
    [InlineData("azp", "nobody", "Incorrect token audience.")]
    [InlineData("sub", "", "Missing a required claim: sub")]
    [InlineData("sub", null, "Missing a required claim: sub")]
    [InlineData("exp", null, "Missing a required claim: exp")]
    [InlineData("exp", "tomorrow", "Not a valid OpenId Connect identity token.")]
    [InlineData("iat", null, "Missing a required claim: iat")]
    public async Task Each_claim_counts(string claim, string? value, string sentence)
    {
        var refusal = await Refused(issuer.Token(change: claims =>
        {
            claims.Remove(claim);
            if (value is not null)
                claims[claim] = value;
        }));
        Assert.Equal(new(RefusalKind.LoginInvalid, sentence), refusal);
    }

    // Case 112: a list of audiences.
    [Fact]
    public async Task Of_several_audiences_the_party_must_be_named_and_ours()
    {
        Task<Refusal> With(string? party, params string[] audiences) => Refused(issuer.Token(change: claims =>
        {
            claims["aud"] = new JsonArray([.. audiences.Select(one => (JsonNode)one)]);
            if (party is not null)
                claims["azp"] = party;
        }));

        Assert.Equal(LoginFlaw.OtherAudience, await With(null, "app", "somebody"));
        Assert.Equal(LoginFlaw.OtherAudience, await With("somebody", "app", "somebody"));
        Assert.Equal(LoginFlaw.OtherAudience, await With("app", "somebody"));
        var good = await Read(issuer.Token(change: claims => (claims["aud"], claims["azp"]) = (new JsonArray("app", "somebody"), "other-app")));
        Assert.Equal("other-app", good.Audience);
        Assert.Equal("app", (await Read(issuer.Token(change: claims => claims["aud"] = new JsonArray("app")))).Audience);
    }

    [Fact]
    public async Task A_token_has_its_time()
    {
        var now = world.Now.ToUnixTimeSeconds();
        Assert.Equal($"Token expired: {now} >= {now}", (await Refused(issuer.Token(change: claims => claims["exp"] = now))).Detail);
        Assert.Equal(LoginFlaw.NotYet, await Refused(issuer.Token(change: claims => claims["iat"] = now + 61)));
        Assert.Equal(LoginFlaw.NotYet, await Refused(issuer.Token(change: claims => claims["nbf"] = now + 61)));
        Assert.Equal(LoginFlaw.NotAToken, await Refused(issuer.Token(change: claims => claims["nbf"] = "soon")));
        Assert.Equal("someone", (await Read(issuer.Token(change: claims => (claims["iat"], claims["nbf"], claims["exp"]) = (now + 60, now + 60, now + 1)))).Subject);
        Assert.Equal("someone", (await Read(issuer.Token(change: claims => (claims["iat"], claims["exp"]) = (now - 0.5, now + 60.5)))).Subject);
    }

    [Fact]
    public async Task Keys_are_fetched_once_an_hour()
    {
        for (var i = 0; i < 5; i++)
            await Read(issuer.Token());
        Assert.Equal([issuer.Discovery, issuer.Keys], world.Outside.Asked);

        world.Wait(TimeSpan.FromMinutes(61));
        await Read(issuer.Token());
        Assert.Equal(4, world.Outside.Asked.Count);
    }

    [Fact]
    public async Task A_key_that_is_new_is_looked_for_once_a_minute()
    {
        await Read(issuer.Token());
        issuer.Publish(TestIssuer.FirstKey, TestIssuer.SecondKey);
        Assert.Equal(LoginFlaw.NotSigned, await Refused(issuer.Token(kid: "two")));
        world.Wait(TimeSpan.FromMinutes(1));
        Assert.Equal("someone", (await Read(issuer.Token(kid: "two"))).Subject);
        Assert.Equal(4, world.Outside.Asked.Count);

        for (var i = 0; i < 20; i++)
            Assert.Equal(LoginFlaw.NotSigned, await Refused(issuer.Token(kid: $"made-up-{i}")));
        Assert.Equal(4, world.Outside.Asked.Count);
    }

    [Fact]
    public async Task While_the_issuer_is_away_its_last_keys_hold_for_a_day()
    {
        await Read(issuer.Token());
        world.Outside[issuer.Discovery] = "it is gone";
        world.Wait(TimeSpan.FromHours(2));
        Assert.Equal("someone", (await Read(issuer.Token())).Subject);
        world.Wait(TimeSpan.FromHours(22));
        Assert.Equal(RefusalKind.Unreachable, (await Refused(issuer.Token())).Kind);
    }

    [Fact]
    public async Task An_issuer_that_failed_is_left_alone_for_some_seconds()
    {
        world.Outside[issuer.Discovery] = "it is gone";
        for (var i = 0; i < 5; i++)
            Assert.Equal(RefusalKind.Unreachable, (await Refused(issuer.Token())).Kind);
        Assert.Single(world.Outside.Asked);

        world.Wait(TimeSpan.FromSeconds(5));
        world.Outside[issuer.Discovery] = $$"""{"issuer":"{{Address}}","jwks_uri":"{{issuer.Keys}}"}""";
        Assert.Equal("someone", (await Read(issuer.Token())).Subject);
    }

    [Fact]
    public async Task Whatever_many_ask_at_once_is_fetched_once()
    {
        var one = Judge;
        var gate = new ManualResetEventSlim();
        world.Outside.During = () => gate.Wait(TimeSpan.FromSeconds(30));
        var token = issuer.Token();
        var all = Enumerable.Range(0, 16).Select(_ => Task.Run(async () => await one.Read(token, believed, default))).ToList();
        gate.Set();
        Assert.All(await Task.WhenAll(all), outcome => Assert.False(outcome.Refused(out _, out _)));
        Assert.Equal(2, world.Outside.Asked.Count);
    }

    // Case 115: another issuer, no TLS, an address inside.
    [Theory]
    [InlineData("""{"issuer":"https://evil.example","jwks_uri":"https://idp.example.com/t/keys"}""")]
    [InlineData("""{"issuer":"https://idp.example.com/t"}""")]
    [InlineData("""{"issuer":"https://idp.example.com/t","jwks_uri":"https://169.254.169.254/keys"}""")]
    [InlineData("""{"issuer":"https://idp.example.com/t","jwks_uri":"http://idp.example.com/t/keys"}""")]
    [InlineData("""{"issuer":"https://idp.example.com/t","jwks_uri":"/keys"}""")]
    [InlineData("[]")]
    public async Task A_configuration_that_leads_astray_is_not_followed(string document)
    {
        world.Outside[issuer.Discovery] = document;
        Assert.Equal(RefusalKind.Unreachable, (await Refused(issuer.Token())).Kind);
        Assert.Equal([issuer.Discovery], world.Outside.Asked);
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("""{"keys":{}}""")]
    [InlineData("""{"keys":[],"keys":[]}""")]
    public async Task Keys_that_cannot_be_read_are_as_if_nobody_answered(string document)
    {
        world.Outside[issuer.Keys] = document;
        Assert.Equal(RefusalKind.Unreachable, (await Refused(issuer.Token())).Kind);
    }

    [Fact]
    public async Task Of_very_many_keys_a_hundred_are_read()
    {
        issuer.Publish([.. Enumerable.Range(0, 100).Select(i => With(TestIssuer.FirstKey, "kid", $"k{i}")), TestIssuer.SecondKey]);
        Assert.Equal(LoginFlaw.NotSigned, await Refused(issuer.Token(kid: "two")));
        Assert.Equal("someone", (await Read(issuer.Token(kid: "k99"))).Subject);
    }

    [Fact]
    public async Task An_issuer_may_have_another_name_in_its_tokens()
    {
        var alias = believed with { Alias = "idp.example.com" };
        var token = issuer.Token(change: claims => claims["iss"] = "idp.example.com");
        Assert.False((await Judge.Read(token, alias, default)).Refused(out _, out _));
        Assert.Equal(LoginFlaw.OtherIssuer, await Refused(token));
    }

    private ForeignTokens judge = null!;

    private ForeignTokens Judge => judge ??= new(world.Outside, SocialAddresses.Real, world.Clock);

    private static JsonObject With(JsonObject key, string name, string value)
    {
        key[name] = value;
        return key;
    }

    private async Task<ForeignToken> Read(string token) =>
        (await Judge.Read(token, believed, default)).Refused(out var refusal, out var read) ? throw new InvalidOperationException($"{refusal}") : read;

    private async Task<Refusal> Refused(string token) =>
        (await Judge.Read(token, believed, default)).Refused(out var refusal, out _) ? refusal : throw new InvalidOperationException("It was not refused.");
}
