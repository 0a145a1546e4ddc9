using Gatehouse.Contracts.UserPools;

namespace Gatehouse.Tests.UserPools;

public class ListUsersTests
{
    private readonly World world = new();
    private readonly TestPool pool;

    public ListUsersTests() => pool = world.Pool();

    [Fact]
    public async Task Pages_hold_everybody_once_and_end_without_a_token()
    {
        for (var i = 0; i < 25; i++)
            pool.User($"user{i}");
        var (seen, token, pages) = (new List<string>(), default(string), 0);
        do
        {
            var page = (await pool.List(r => r with { Limit = 10, PaginationToken = token })).Ok;
            seen.AddRange(page.Users!.Select(u => u.Username!));
            (token, pages) = (page.PaginationToken, pages + 1);
        }
        while (token is not null);

        Assert.Equal(3, pages);
        Assert.Equal(25, seen.Distinct().Count());
        Assert.Equal(25, seen.Count);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    public async Task Without_a_limit_a_page_has_sixty(int? limit)
    {
        for (var i = 0; i < 61; i++)
            pool.User($"user{i}");
        var page = (await pool.List(r => r with { Limit = limit })).Ok;
        Assert.Equal(60, page.Users!.Count);
        Assert.NotNull(page.PaginationToken);
    }

    [Fact]
    public async Task A_page_shows_what_is_asked_for()
    {
        var ana = pool.User("ana", "ana@example.com");
        var user = Assert.Single((await pool.List(r => r with { AttributesToGet = ["email", "sub"] })).Ok.Users!);
        Assert.Equal(["sub", "email"], user.Attributes!.Select(a => a.Name));
        Assert.Equal(("ana", "CONFIRMED", true, ana.Now.State.Created), (user.Username, user.UserStatus, user.Enabled, user.UserCreateDate));
        Assert.Equal(
            "InvalidParameterException: Attribute custom:x does not exist in the schema.",
            (await pool.List(r => r with { AttributesToGet = ["email", "custom:x"] })).Refusal);
    }

    [Fact]
    public async Task A_token_works_for_its_own_listing_only()
    {
        var other = world.Pool();
        for (var i = 0; i < 3; i++)
        {
            pool.User($"user{i}");
            other.User($"user{i}");
        }

        var token = (await pool.List(r => r with { Limit = 1 })).Ok.PaginationToken!;
        Assert.True((await pool.List(r => r with { Limit = 60, PaginationToken = token })).IsOk);
        string[] refusals =
        [
            (await other.List(r => r with { PaginationToken = token })).Refusal,
            (await pool.List(r => r with { PaginationToken = token, Filter = "username ^= \"user\"" })).Refusal,
            (await pool.List(r => r with { PaginationToken = token[..^1] })).Refusal,
            (await pool.List(r => r with { PaginationToken = token[..^4] + "AAAA" })).Refusal,
            (await pool.List(r => r with { PaginationToken = "AAAA" })).Refusal,
            (await pool.List(r => r with { PaginationToken = "'; DROP TABLE users; --" .Replace(' ', '_') })).Refusal,
        ];
        Assert.All(refusals, refusal => Assert.Equal("InvalidParameterException: Invalid pagination token.", refusal));
    }

    [Theory]
    [InlineData("username = \"ana\"", "ana")]
    [InlineData("username ^= \"an\"", "ana andrea")]
    [InlineData("email = \"ANA@example.com\"", "ana")]
    [InlineData("email ^= \"a\"", "ana")]
    [InlineData("status = \"Disabled\"", "bob")]
    [InlineData("status = \"disabled\"", "")]
    [InlineData("cognito:user_status = \"confirmed\"", "ana andrea bob")]
    [InlineData("cognito:user_status = \"FORCE_CHANGE_PASSWORD\"", "")]
    [InlineData("\"username\" = \"bob\"", "bob")]
    [InlineData("username=\"bob\"", "bob")]
    [InlineData("", "ana andrea bob")]
    public async Task A_filter_narrows_the_listing(string filter, string expected)
    {
        pool.User("ana", "ana@example.com");
        pool.User("andrea");
        pool.User("bob", with: u => u with { Enabled = false });
        var found = (await pool.List(r => r with { Filter = filter })).Ok.Users!.Select(u => u.Username);
        Assert.Equal(expected, string.Join(' ', found.Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("username = \"%\"")]
    [InlineData("username ^= \"_\"")]
    [InlineData("username = \"' OR '1'='1\"")]
    [InlineData("username = \"\\\" OR \\\"1\\\"=\\\"1\"")]
    [InlineData("email ^= \"%\"")]
    [InlineData("name = \"*\"")]
    public async Task Wildcards_and_quotes_of_other_languages_are_just_characters(string filter)
    {
        pool.User("ana", "ana@example.com");
        Assert.Empty((await pool.List(r => r with { Filter = filter })).Ok.Users!);
    }

    [Theory]
    [InlineData("username")]
    [InlineData("= \"ana\"")]
    [InlineData("username = ana")]
    [InlineData("username = 'ana'")]
    [InlineData("username = \"ana")]
    [InlineData("username = \"ana\" \"")]
    [InlineData("username = \"a\"b\"")]
    [InlineData("username = \"ana\" and status = \"Enabled\"")]
    [InlineData("username ^ = \"ana\"")]
    [InlineData("user name = \"ana\"")]
    [InlineData("username = \"ana\\\"")]
    [InlineData("username = \"a\0na\"")]
    [InlineData("^= \"ana\"")]
    public async Task What_is_no_filter_is_refused(string filter) =>
        Assert.Equal("InvalidParameterException: Error while parsing filter", (await pool.List(r => r with { Filter = filter })).Refusal);

    [Theory]
    [InlineData("custom:team")]
    [InlineData("address")]
    [InlineData("Username")]
    [InlineData("password")]
    [InlineData("1;--")]
    public async Task An_attribute_that_is_not_for_searching_is_named(string name) =>
        Assert.Equal($"InvalidParameterException: Invalid search attribute: {name}", (await pool.List(r => r with { Filter = $"{name} = \"x\"" })).Refusal);

    [Fact]
    public async Task A_filter_of_257_characters_breaks_the_contract() =>
        Assert.StartsWith("InvalidParameterException: 1 validation error detected", (await pool.List(r => r with { Filter = new string('x', 257) })).Refusal);
}
