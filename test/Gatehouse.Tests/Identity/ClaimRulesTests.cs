using Gatehouse.Identity;

namespace Gatehouse.Tests.Identity;

public sealed class ClaimRulesTests
{
    private static readonly string[] Fixed =
    [
        "acr", "amr", "at_hash", "auth_time", "azp", "client_id", "cognito:username", "device_key", "event_id", "exp", "iat", "identities", "iss", "jti",
        "nbf", "nonce", "origin_jti", "sub", "token_use", "username", "version", "cognito:anything",
    ];

    public static TheoryData<string> FixedNames => [.. Fixed];

    [Theory]
    [MemberData(nameof(FixedNames))]
    public void What_a_token_stands_on_is_neither_set_nor_left_out(string name)
    {
        var before = new Dictionary<string, object> { [name] = "ours", ["scope"] = "s" };
        var changes = new TokenChanges { Id = Both(name), Access = Both(name) };
        var (access, id) = ClaimRules.Apply(changes, People.Client, new(before, before));
        Assert.Equal("ours", access[name]);
        Assert.Equal("ours", id[name]);
        Assert.False(ClaimRules.Apply(changes, People.Client, Pair()).Id.ContainsKey(name));
    }

    [Fact]
    public void Everything_else_can_be_set_replaced_and_left_out()
    {
        var changes = new TokenChanges { Id = new(Set(("email", "else"), ("new", 1L)), ["name", "no such"]) };
        var (_, id) = ClaimRules.Apply(changes, People.Client, Pair(("email", "ana"), ("name", "Ana"), ("zoneinfo", "UTC")));
        Assert.Equal(Set(("email", "else"), ("zoneinfo", "UTC"), ("new", 1L)), id);
    }

    [Fact]
    public void A_claim_that_is_set_and_left_out_is_left_out() =>
        Assert.Empty(ClaimRules.Apply(new() { Id = Both("x") }, People.Client, Pair(("x", "y"))).Id);

    [Fact]
    public void An_attribute_for_administrators_can_be_left_out_only()
    {
        var changes = new TokenChanges { Id = new(Set(("dev:a", "else"), ("dev:c", "new")), ["dev:b"]) };
        Assert.Equal(Set(("dev:a", "1")), ClaimRules.Apply(changes, People.Client, Pair(("dev:a", "1"), ("dev:b", "2"))).Id);
    }

    [Fact]
    public void Groups_take_their_roles_with_them()
    {
        var said = Pair(("cognito:groups", "g"), ("cognito:roles", "r"), ("cognito:preferred_role", "p"), ("x", "y"));
        Assert.Equal(Set(("x", "y")), ClaimRules.Apply(new() { Id = new(Set(), ["cognito:groups"]) }, People.Client, said).Id);
        Assert.Equal(
            Set(("cognito:groups", "g"), ("cognito:preferred_role", "p"), ("x", "y")),
            ClaimRules.Apply(new() { Id = new(Set(), ["cognito:roles"]) }, People.Client, said).Id);
    }

    [Fact]
    public void Groups_are_not_set_like_other_claims() =>
        Assert.Empty(ClaimRules.Apply(new() { Id = new(Set(("cognito:groups", "g")), []) }, People.Client, Pair()).Id);

    [Fact]
    public void The_audience_of_an_access_token_is_the_application_or_nobody()
    {
        Assert.Equal("client1", Access(People.Client.Id)["aud"]);
        Assert.False(Access("another").ContainsKey("aud"));
        Assert.False(Access(new List<object> { People.Client.Id }).ContainsKey("aud"));

        IReadOnlyDictionary<string, object> Access(object audience) =>
            ClaimRules.Access(new() { Access = new(Set(("aud", audience)), []) }, People.Client, Set());
    }

    [Fact]
    public void The_audience_of_an_ID_token_stays()
    {
        var changes = new TokenChanges { Id = new(Set(("aud", "client1")), ["aud"]) };
        Assert.Equal("app", ClaimRules.Apply(changes, People.Client, Pair(("aud", "app"))).Id["aud"]);
    }

    [Theory]
    [InlineData("a b", "c,b", "a", "b c")]
    [InlineData("a b", "", "a,b", null)]
    [InlineData("a", "a", "", "a")]
    [InlineData("a", "a", "a", "a")]
    [InlineData(null, "x", "", "x")]
    [InlineData(null, "", "x", null)]
    public void Scopes_are_taken_then_added_each_once(string? before, string added, string taken, string? expected)
    {
        var changes = new TokenChanges { ScopesAdded = List(added), ScopesTaken = List(taken), Access = new(Set(("scope", "all of it")), ["scope"]) };
        Assert.Equal(expected, ClaimRules.Access(changes, People.Client, before is null ? Set() : Set(("scope", before))).GetValueOrDefault("scope"));

        static string[] List(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries);
    }

    [Fact]
    public void Without_changes_the_claims_are_the_very_same()
    {
        var said = Pair(("a", "b"));
        Assert.Same(said, ClaimRules.Apply(TokenChanges.None, People.Client, said));
    }

    private static ClaimChanges Both(string name) => new(Set((name, "theirs")), [name]);

    private static Dictionary<string, object> Set(params (string Name, object Value)[] claims) => claims.ToDictionary(claim => claim.Name, claim => claim.Value);

    private static ClaimPair Pair(params (string Name, object Value)[] claims) => new(Set(claims), Set(claims));
}
