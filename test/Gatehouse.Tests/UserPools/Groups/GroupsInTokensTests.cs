using System.Buffers.Text;
using System.Text.Json;
using Gatehouse.Contracts.UserPools;

namespace Gatehouse.Tests.UserPools;

public class GroupsInTokensTests
{
    private const string Editors = "arn:aws:iam::123456789012:role/editors";
    private const string Authors = "arn:aws:iam::123456789012:role/authors";

    private readonly GroupWorld groups = new();
    private readonly TestClient client;

    public GroupsInTokensTests()
    {
        client = groups.Pool.Client();
        groups.Pool.User("ana");
    }

    [Fact]
    public async Task Both_tokens_name_the_groups_and_the_ID_token_the_roles()
    {
        await Joined("authors", 9, Authors);
        await Joined("editors", 1, Editors);
        await Joined("readers");

        var tokens = await client.TokensOf("ana");
        Assert.Equal(["editors", "authors", "readers"], List(tokens.AccessToken, "cognito:groups"));
        Assert.Equal(["editors", "authors", "readers"], List(tokens.IdToken, "cognito:groups"));
        Assert.Equal([Editors, Authors], List(tokens.IdToken, "cognito:roles"));
        Assert.Equal(Editors, Claims(tokens.IdToken).GetProperty("cognito:preferred_role").GetString());
        Assert.All(["cognito:roles", "cognito:preferred_role"], claim => Assert.False(Claims(tokens.AccessToken).TryGetProperty(claim, out _)));
    }

    [Fact]
    public async Task Claims_stand_where_the_real_service_writes_them()
    {
        await Joined("editors", 1, Editors);
        var tokens = await client.TokensOf("ana");
        Assert.Equal(["sub", "cognito:groups", "iss"], Claims(tokens.AccessToken).EnumerateObject().Take(3).Select(claim => claim.Name));
        Assert.Equal(
            ["sub", "cognito:groups", "cognito:preferred_role", "iss", "cognito:username", "origin_jti", "cognito:roles", "aud"],
            Claims(tokens.IdToken).EnumerateObject().Take(8).Select(claim => claim.Name));
    }

    [Fact]
    public async Task Roles_of_one_precedence_leave_none_preferred()
    {
        await Joined("authors", 1, Authors);
        await Joined("editors", 1, Editors);
        var id = Claims((await client.TokensOf("ana")).IdToken);
        Assert.False(id.TryGetProperty("cognito:preferred_role", out _));
        Assert.Equal(2, id.GetProperty("cognito:roles").GetArrayLength());
    }

    [Fact]
    public async Task Whoever_is_in_no_group_has_no_such_claim_and_costs_no_question()
    {
        var asked = new List<string>();
        var world = new World(asked.Add);
        var pool = world.Pool();
        pool.User("ana");
        var tokens = await pool.Client().TokensOf("ana");
        Assert.DoesNotContain("cognito:", string.Join(',', Claims(tokens.AccessToken).EnumerateObject().Select(claim => claim.Name)), StringComparison.Ordinal);
        Assert.DoesNotContain(asked, call => call.StartsWith("IMemberships", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refresh_says_what_is_so_now()
    {
        await Joined("editors", 1, Editors);
        var first = await client.TokensOf("ana");
        await groups.Leave("ana", "editors");
        await Joined("authors", 1, Authors);

        var next = (await client.Refresh(first.RefreshToken!)).Ok.AuthenticationResult!;
        Assert.Equal(["authors"], List(next.AccessToken, "cognito:groups"));
        Assert.Equal(Authors, Claims(next.IdToken).GetProperty("cognito:preferred_role").GetString());

        await groups.Delete("authors");
        Assert.False(Claims((await client.Refresh(first.RefreshToken!)).Ok.AuthenticationResult!.AccessToken).TryGetProperty("cognito:groups", out _));
    }

    [Fact]
    public async Task However_many_and_long_the_groups_are_the_token_still_works()
    {
        for (var i = 0; i < 100; i++)
            await Joined($"{i:D3}" + new string('\u4E2D', 125), i, $"arn:aws:iam::123456789012:role/{i:D3}");

        var tokens = await client.TokensOf("ana");
        Assert.Equal("ana", (await new TestBearer(groups.World, tokens.AccessToken!).Get()).Ok.Username);
        Assert.Equal(100, List(tokens.IdToken, "cognito:roles").Count());
    }

    private async Task Joined(string group, int? precedence = null, string? role = null)
    {
        Assert.True((await groups.Create(group, precedence, role)).IsOk);
        Assert.True((await groups.Join("ana", group)).IsOk);
    }

    private static IEnumerable<string?> List(string? token, string claim) => Claims(token).GetProperty(claim).EnumerateArray().Select(item => item.GetString());

    private static JsonElement Claims(string? token) => JsonSerializer.Deserialize<JsonElement>(Base64Url.DecodeFromChars(token!.Split('.')[1]));
}
