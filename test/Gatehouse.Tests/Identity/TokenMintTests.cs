using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Gatehouse.Identity;
using Gatehouse.Tests.UserPools;

namespace Gatehouse.Tests.Identity;

public class TokenMintTests
{
    private const string Uuid = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$";

    private readonly World world = new();
    private readonly TestPool pool;
    private readonly TestUser ana;

    public TokenMintTests()
    {
        pool = world.Pool();
        pool.Change(p => p with { Schema = new Schema([.. p.Schema.All, new("custom:level", AttributeKind.Number), new("dev:custom:score", AttributeKind.Number)]) });
        ana = pool.User("Ana", "ana@example.com", with: u => u with
        {
            Attributes = People.Sorted(
                ("email", "ana@example.com"), ("email_verified", "true"), ("custom:level", "7"), ("dev:custom:score", "9"), ("updated_at", "1756717687"),
                ("phone_number", "+123"), ("phone_number_verified", "false")),
        });
    }

    private long Now => world.Now.ToUnixTimeSeconds();

    [Fact]
    public async Task An_access_token_has_these_claims_and_no_others()
    {
        var client = pool.Client();
        var claims = Claims((await client.TokensOf("ana")).AccessToken!);
        Assert.Equal(
            ["sub", "iss", "client_id", "origin_jti", "event_id", "token_use", "scope", "auth_time", "exp", "iat", "jti", "username"],
            claims.EnumerateObject().Select(c => c.Name));
        Assert.Equal(ana.Sub, claims.GetProperty("sub").GetString());
        Assert.Equal($"https://id.example.com/{pool.Id}", claims.GetProperty("iss").GetString());
        Assert.Equal(client.Id, claims.GetProperty("client_id").GetString());
        Assert.Equal("access", claims.GetProperty("token_use").GetString());
        Assert.Equal("aws.cognito.signin.user.admin", claims.GetProperty("scope").GetString());
        Assert.Equal("Ana", claims.GetProperty("username").GetString());
        Assert.Equal((Now, Now, Now + 3600), Times(claims));
        Assert.All(["jti", "event_id", "origin_jti"], name => Assert.Matches(Uuid, claims.GetProperty(name).GetString()!));
    }

    [Fact]
    public async Task An_ID_token_has_the_attributes_beside_its_claims_and_nothing_for_administrators()
    {
        var client = pool.Client();
        var claims = Claims((await client.TokensOf("ana")).IdToken!);
        Assert.Equal(
            [
                "sub", "custom:level", "email", "email_verified", "phone_number", "phone_number_verified", "updated_at", "iss", "cognito:username",
                "origin_jti", "aud", "event_id", "token_use", "auth_time", "exp", "iat", "jti",
            ],
            claims.EnumerateObject().Select(c => c.Name));
        Assert.Equal(client.Id, claims.GetProperty("aud").GetString());
        Assert.Equal("id", claims.GetProperty("token_use").GetString());
        Assert.Equal("Ana", claims.GetProperty("cognito:username").GetString());
        Assert.Equal(JsonValueKind.True, claims.GetProperty("email_verified").ValueKind);
        Assert.Equal(JsonValueKind.False, claims.GetProperty("phone_number_verified").ValueKind);
        Assert.Equal("7", claims.GetProperty("custom:level").GetString());
    }

    [Fact]
    public async Task Both_tokens_of_a_sign_in_belong_together_and_are_signed_by_different_keys()
    {
        var tokens = await pool.Client().TokensOf("ana");
        var (access, id) = (Claims(tokens.AccessToken!), Claims(tokens.IdToken!));
        Assert.All(["sub", "event_id", "origin_jti", "auth_time", "iss"], name => Assert.Equal(access.GetProperty(name).ToString(), id.GetProperty(name).ToString()));
        Assert.NotEqual(access.GetProperty("jti").GetString(), id.GetProperty("jti").GetString());
        Assert.Matches("""^\{"kid":"[0-9A-Za-z+/]{43}=","alg":"RS256"\}$""", Part(tokens.AccessToken!, 0));
        Assert.NotEqual(Part(tokens.AccessToken!, 0), Part(tokens.IdToken!, 0));
    }

    [Fact]
    public async Task A_refresh_keeps_the_sign_in_and_its_time_and_makes_new_tokens()
    {
        var client = pool.Client();
        var first = await client.TokensOf("ana");
        world.Wait(TimeSpan.FromMinutes(30));
        var next = (await client.Refresh(first.RefreshToken!)).Ok.AuthenticationResult!;
        var (before, after) = (Claims(first.AccessToken!), Claims(next.AccessToken!));
        Assert.Null(next.RefreshToken);
        Assert.All(["origin_jti", "event_id", "sub"], name => Assert.Equal(before.GetProperty(name).GetString(), after.GetProperty(name).GetString()));
        Assert.NotEqual(before.GetProperty("jti").GetString(), after.GetProperty("jti").GetString());
        Assert.Equal((Now - 1800, Now, Now + 3600), Times(after));
    }

    [Fact]
    public async Task Lifetimes_are_the_application_s()
    {
        var client = pool.Client(c => c with { AccessLifetime = TimeSpan.FromMinutes(5), IdLifetime = TimeSpan.FromHours(24) });
        var tokens = await client.TokensOf("ana");
        Assert.Equal(300, tokens.ExpiresIn);
        Assert.Equal("Bearer", tokens.TokenType);
        Assert.Equal((Now, Now, Now + 300), Times(Claims(tokens.AccessToken!)));
        Assert.Equal((Now, Now, Now + 86_400), Times(Claims(tokens.IdToken!)));
    }

    [Fact]
    public async Task An_application_that_reads_little_is_told_little()
    {
        var claims = Claims((await pool.Client(c => c with { Readable = new HashSet<string> { "email" } }).TokensOf("ana")).IdToken!);
        Assert.True(claims.TryGetProperty("email", out _));
        Assert.All(["email_verified", "phone_number", "custom:level"], name => Assert.False(claims.TryGetProperty(name, out _)));
    }

    [Fact]
    public async Task Without_revocation_tokens_do_not_name_their_origin() =>
        Assert.False(Claims((await pool.Client(c => c with { Revocable = false }).TokensOf("ana")).AccessToken!).TryGetProperty("origin_jti", out _));

    [Fact]
    public void What_holds_tokens_does_not_print_them() =>
        Assert.Equal("IssuedTokens", new IssuedTokens("a", "b", "c", TimeSpan.Zero).ToString());

    private static (long AuthTime, long Issued, long Expires) Times(JsonElement claims) =>
        (claims.GetProperty("auth_time").GetInt64(), claims.GetProperty("iat").GetInt64(), claims.GetProperty("exp").GetInt64());

    private static JsonElement Claims(string token) => JsonSerializer.Deserialize<JsonElement>(Part(token, 1));

    private static string Part(string token, int part) => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token.Split('.')[part]));
}
