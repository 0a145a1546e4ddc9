using System.Net;
using System.Text.Json.Nodes;
using Gatehouse.AspNetCore;

namespace Gatehouse.Tests.AspNetCore;

public sealed class TokenTests : IAsyncLifetime
{
    private readonly PoolKey key = new();
    private ToyApp app = null!;

    public async ValueTask InitializeAsync()
    {
        app = await ToyApp.Start();
        app.Outside.KeySet = key.KeySet;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task An_access_token_says_who_it_is_and_what_they_may()
    {
        var claims = (await (await Me(key.Sign(PoolKey.Access))).Content.ReadAsStringAsync()).Split('\n');
        Assert.Contains("http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier=5d1b", claims);
        Assert.Contains("http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name=ana", claims);
        Assert.Contains("http://schemas.microsoft.com/ws/2008/06/identity/claims/role=clerks", claims);
        Assert.Contains("http://schemas.microsoft.com/ws/2008/06/identity/claims/role=readers", claims);
        Assert.Contains("cognito:groups=clerks", claims);
        Assert.Contains("scope=orders/read", claims);
        Assert.Contains("scope=orders/write", claims);
        Assert.Contains($"client_id={PoolKey.Client}", claims);
    }

    [Fact]
    public async Task A_group_is_a_role()
    {
        Assert.Equal(HttpStatusCode.OK, (await app.Get("/clerks", "Bearer " + key.Sign(PoolKey.Access))).StatusCode);
        using var refused = await app.Get("/clerks", "Bearer " + key.Sign(PoolKey.Access.With("cognito:groups", new JsonArray("readers"))));
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal("Bearer error=\"insufficient_scope\"", refused.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task A_token_by_curve_is_as_good() => Assert.Equal(HttpStatusCode.OK, (await Me(key.SignEc(PoolKey.Access))).StatusCode);

    [Fact]
    public async Task A_token_can_not_say_what_only_a_signature_can()
    {
        var token = key.Sign(PoolKey.Access.With(GatehouseClaims.Arn, "arn:aws:iam::000000000000:root").With(System.Security.Claims.ClaimTypes.Role, "owners"));
        var claims = await (await Me(token)).Content.ReadAsStringAsync();
        Assert.DoesNotContain(":root", claims, StringComparison.Ordinal);
        Assert.DoesNotContain("owners", claims, StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Flaws => new()
    {
        { "nobody signed it", "The signature is invalid" },
        { "signed by the public key as a secret", "The signature is invalid" },
        { "signed by a secret that is published", "The signature key was not found" },
        { "signed by another key of that name", "The signature is invalid" },
        { "a payload that was changed", "The signature is invalid" },
        { "another curve's algorithm on this key", "The signature is invalid" },
        { "a key nobody has", "The signature key was not found" },
        { "no name of a key", "It is no token of a user pool" },
        { "another issuer", "The issuer is not known" },
        { "the issuer with a slash", "The issuer is not known" },
        { "no issuer", "The issuer is not known" },
        { "another client", "The token was issued to another client" },
        { "no client", "The token was issued to another client" },
        { "an ID token", "The token must be an access token" },
        { "an ID token that calls its audience a client", "The token must be an access token" },
        { "no use", "The token must be an access token" },
        { "expired", "The token is expired, or not valid yet" },
        { "not valid yet", "The token is expired, or not valid yet" },
        { "it never ends", "The token is expired, or not valid yet" },
        { "huge", "It is no token of a user pool" },
        { "two parts", "It is no token of a user pool" },
        { "five parts", "It is no token of a user pool" },
        { "no base64", "It is no token of a user pool" },
        { "no JSON", "It is no token of a user pool" },
    };

    [Theory, MemberData(nameof(Flaws))]
    public async Task A_token_is_refused_for(string what, string told)
    {
        using var refused = await Me(Flawed(what));
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal($"Bearer error=\"invalid_token\", error_description=\"{told}\"", refused.Headers.WwwAuthenticate.ToString());
        Assert.Equal($$"""{"message":"{{told}}"}""", await refused.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData(-3659, true)]
    [InlineData(-3661, false)]
    public async Task The_end_of_a_token_is_late_by_a_minute_at_most(int seconds, bool isGood)
    {
        var token = key.Sign(PoolKey.Access.With("exp", PoolKey.Noon.AddSeconds(seconds + 3600).ToUnixTimeSeconds()));
        Assert.Equal(isGood, (await Me(token)).IsSuccessStatusCode);
    }

    [Theory]
    [InlineData("gatehouse:arn")]
    [InlineData("Gatehouse:Arn")]
    [InlineData("GATEHOUSE:TAG:department")]
    [InlineData("HTTP://schemas.microsoft.com/ws/2008/06/identity/claims/ROLE")]
    public async Task What_this_package_says_no_token_does(string type)
    {
        using var answer = await Me(key.Sign(PoolKey.Access.With(type, "forged")));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.DoesNotContain("forged", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("aud")]
    [InlineData("token_use")]
    public async Task A_list_that_has_the_right_word_is_not_the_word(string claim)
    {
        await using var ids = await ToyApp.Start(options => options.Accepts = PoolTokens.Id);
        ids.Outside.KeySet = key.KeySet;
        var payload = PoolKey.Id;
        payload[claim] = new JsonArray(payload[claim]!.DeepClone(), "another");
        using var refused = await ids.Get("/me", "Bearer " + key.Sign(payload));
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Fact]
    public async Task Keys_are_asked_for_once_and_made_up_names_cost_nothing()
    {
        for (var i = 0; i < 20; i++)
            await Me(i % 2 == 0 ? key.Sign(PoolKey.Access) : key.Sign(PoolKey.Access, named: $"made-up-{i}"));
        Assert.Equal(1, app.Outside.KeysAsked);
    }

    [Fact]
    public async Task A_new_key_is_found_when_a_token_names_it()
    {
        await Me(key.Sign(PoolKey.Access));
        var next = new PoolKey("second");
        app.Outside.KeySet = next.KeySet;
        app.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(HttpStatusCode.OK, (await Me(next.Sign(PoolKey.Access))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Me(key.Sign(PoolKey.Access))).StatusCode);
    }

    [Fact]
    public async Task Known_keys_outlive_a_pool_that_is_away_by_a_day()
    {
        await Me(key.Sign(PoolKey.Access));
        app.Outside.KeySet = null;
        app.Time.Advance(TimeSpan.FromHours(23));
        var late = PoolKey.Access.With("exp", PoolKey.Noon.AddDays(3).ToUnixTimeSeconds());
        Assert.Equal(HttpStatusCode.OK, (await Me(key.Sign(late))).StatusCode);
        app.Time.Advance(TimeSpan.FromHours(2));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await Me(key.Sign(late))).StatusCode);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("this is no key set")]
    public async Task Without_keys_nobody_gets_in_and_the_next_may_be_luckier(string? keys)
    {
        app.Outside.KeySet = keys;
        using var refused = await Me(key.Sign(PoolKey.Access));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal("1", refused.Headers.RetryAfter?.ToString());
        app.Outside.KeySet = key.KeySet;
        app.Time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(HttpStatusCode.OK, (await Me(key.Sign(PoolKey.Access))).StatusCode);
    }

    [Fact]
    public async Task ID_tokens_are_accepted_where_they_are_wanted()
    {
        await using var ids = await ToyApp.Start(options => options.Accepts = PoolTokens.Id);
        ids.Outside.KeySet = key.KeySet;
        using var found = await ids.Get("/me", "bearer " + key.Sign(PoolKey.Id));
        Assert.Contains("email=ana@example.com", await found.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var refused = await ids.Get("/me", "Bearer " + key.Sign(PoolKey.Access));
        Assert.Contains("The token must be an ID token", refused.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        using var foreign = await ids.Get("/me", "Bearer " + key.Sign(PoolKey.Id.With("aud", "another")));
        Assert.Equal(HttpStatusCode.Unauthorized, foreign.StatusCode);
    }

    [Fact]
    public async Task Without_a_token_the_challenge_says_what_is_wanted()
    {
        using var refused = await app.Get("/me", null);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal("Bearer", refused.Headers.WwwAuthenticate.ToString());
        Assert.Equal("nobody", await (await app.Get("/open", "Bearer nonsense")).Content.ReadAsStringAsync());
    }

    private Task<HttpResponseMessage> Me(string token) => app.Get("/me", "Bearer " + token);

    private string Flawed(string what) => what switch
    {
        "nobody signed it" => key.Unsigned(PoolKey.Access),
        "signed by the public key as a secret" => key.SignHmac(PoolKey.Access, "first", key.Pem),
        "signed by a secret that is published" => key.SignHmac(PoolKey.Access, "first-oct", "a secret that everybody can read, of course"u8.ToArray()),
        "signed by another key of that name" => new PoolKey().Sign(PoolKey.Access),
        "a payload that was changed" => Changed(),
        "another curve's algorithm on this key" => key.Sign(PoolKey.Access, alg: "ES256"),
        "a key nobody has" => key.Sign(PoolKey.Access, named: "nobody's"),
        "no name of a key" => key.Sign(PoolKey.Access, named: ""),
        "another issuer" => key.Sign(PoolKey.Access.With("iss", "https://id.example.com/us-east-1_Other")),
        "the issuer with a slash" => key.Sign(PoolKey.Access.With("iss", PoolKey.Issuer + "/")),
        "no issuer" => key.Sign(PoolKey.Access.With("iss", null)),
        "another client" => key.Sign(PoolKey.Access.With("client_id", "another")),
        "no client" => key.Sign(PoolKey.Access.With("client_id", null).With("aud", PoolKey.Client)),
        "an ID token" => key.Sign(PoolKey.Id),
        "an ID token that calls its audience a client" => key.Sign(PoolKey.Id.With("client_id", PoolKey.Client)),
        "no use" => key.Sign(PoolKey.Access.With("token_use", null)),
        "expired" => key.Sign(PoolKey.Access.With("exp", PoolKey.Noon.AddMinutes(-2).ToUnixTimeSeconds())),
        "not valid yet" => key.Sign(PoolKey.Access.With("nbf", PoolKey.Noon.AddMinutes(2).ToUnixTimeSeconds())),
        "it never ends" => key.Sign(PoolKey.Access.With("exp", null)),
        "huge" => key.Sign(PoolKey.Access.With("more", new string('a', 20_000))),
        "two parts" => "e30.e30",
        "five parts" => "e30.e30.e30.e30.e30",
        "no base64" => "#.#.#",
        _ => "QUJD.QUJD.QUJD",
    };

    private string Changed()
    {
        var (good, other) = (key.Sign(PoolKey.Access).Split('.'), key.Sign(PoolKey.Access.With("username", "root")).Split('.'));
        return $"{good[0]}.{other[1]}.{good[2]}";
    }
}

internal static class Payload
{
    /// <summary>The payload with another member; without it for null.</summary>
    public static JsonObject With(this JsonObject payload, string name, JsonNode? value)
    {
        payload[name] = value;
        if (value is null)
            payload.Remove(name);
        return payload;
    }
}
