using Gatehouse.Identity;
using static Gatehouse.Tests.IdentityPools.Maker;

namespace Gatehouse.Tests.IdentityPools;

/// <summary>The role that an identity gets.</summary>
public class RoleChoiceTests
{
    private const string P = "idp.example.com";
    private static readonly Dictionary<string, object> Nobody = [];

    private static readonly IdentityPool Bare = new() { Id = "r:1", Name = "p", Roles = new() { Authenticated = "arn:in", Guest = "arn:guest" } };

    private static readonly PooledIdentity Jo = new() { Id = "r:jo", PoolId = "r:1", Created = default, Modified = default };

    private static IdentityPool With(RoleSource source, Unresolved otherwise, params RoleRule[] rules) =>
        Bare with { Roles = Bare.Roles with { ByProvider = new Dictionary<string, RoleRules> { [P] = new(source, otherwise, rules) } } };

    private static Proven By(Dictionary<string, object> claims, string provider = P) => new([new(new(provider, "s"), [provider], $"{provider}:a:s", claims)]);

    private static string Choose(IdentityPool pool, Proven proven, string? wanted = null) =>
        RoleChoice.Of(pool, Jo, proven, wanted).Refused(out var refusal, out var role) ? refusal.Kind.ToString() : role.Arn;

    private static Dictionary<string, object> Claims(params (string Name, object Value)[] claims) => claims.ToDictionary(claim => claim.Name, claim => claim.Value);

    [Fact]
    public void Guests_and_others_get_the_pool_s_roles()
    {
        Assert.Equal("arn:guest", Choose(Bare, Proven.Nothing));
        Assert.Equal("arn:in", Choose(Bare, By(Nobody)));
        Assert.Equal("arn:in", Choose(Bare, new([], new("r:jo", "r:1", ["authenticated", "dev"], Map()))));
        var none = Bare with { Roles = new() };
        Assert.Equal("RoleMissing", Choose(none, Proven.Nothing));
        Assert.Equal("RoleMissing", Choose(none, By(Nobody)));
        Assert.Equal("RoleMissing", Choose(Bare with { Roles = new() { Guest = "arn:guest" } }, By(Nobody)));
    }

    [Fact]
    public void A_role_can_be_asked_for_only_where_a_token_offers_it()
    {
        Assert.Equal("RoleDenied", Choose(Bare, Proven.Nothing, "arn:guest"));
        Assert.Equal("RoleDenied", Choose(Bare, By(Nobody), "arn:in"));
        var token = With(RoleSource.Token, Unresolved.Authenticated);
        var two = Claims(("cognito:roles", new List<string> { "arn:a", "arn:b" }), ("cognito:preferred_role", "arn:a"));
        Assert.Equal("arn:b", Choose(token, By(two), "arn:b"));
        Assert.Equal("RoleDenied", Choose(token, By(two), "arn:c"));
        Assert.Equal("RoleDenied", Choose(token, By(two), "arn:in"));
        Assert.Equal("RoleDenied", Choose(token, By(Claims(("cognito:preferred_role", "arn:a"))), "arn:a"));
        Assert.Equal("RoleDenied", Choose(With(RoleSource.Rules, Unresolved.Authenticated), By(two), "arn:b"));
    }

    [Theory]
    [InlineData("arn:p", "arn:a arn:b", "arn:p")]
    [InlineData("arn:p", null, "arn:p")]
    [InlineData(null, "arn:a", "arn:a")]
    [InlineData(null, "arn:a arn:b", "otherwise")]
    [InlineData(null, "", "otherwise")]
    [InlineData(null, null, "otherwise")]
    public void A_token_s_preferred_role_goes_before_its_only_one(string? preferred, string? offered, string expected)
    {
        var claims = Nobody.ToDictionary();
        if (preferred is not null)
            claims["cognito:preferred_role"] = preferred;
        if (offered is not null)
            claims["cognito:roles"] = offered.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();

        Assert.Equal(expected == "otherwise" ? "arn:in" : expected, Choose(With(RoleSource.Token, Unresolved.Authenticated), By(claims)));
        Assert.Equal(expected == "otherwise" ? "RoleDenied" : expected, Choose(With(RoleSource.Token, Unresolved.Deny), By(claims)));
    }

    public static TheoryData<ClaimMatch, string, object?, bool> Matches => new()
    {
        { ClaimMatch.Equal, "a", "a", true },
        { ClaimMatch.Equal, "a", "A", false },
        { ClaimMatch.Equal, "a", "ab", false },
        { ClaimMatch.Equal, "a", null, false },
        { ClaimMatch.Equal, "a", new List<string> { "b", "a" }, true },
        { ClaimMatch.Equal, "[a]", new List<string> { "a" }, false },
        { ClaimMatch.Equal, "a", new List<string>(), false },
        { ClaimMatch.Equal, "true", true, true },
        { ClaimMatch.Equal, "7", 7L, true },
        { ClaimMatch.Equal, "1.5", 1.5, true },
        { ClaimMatch.Equal, "a", new Dictionary<string, object> { ["a"] = "a" }, false },
        { ClaimMatch.Contains, "b", "abc", true },
        { ClaimMatch.Contains, "B", "abc", false },
        { ClaimMatch.Contains, "d", "abc", false },
        { ClaimMatch.Contains, "b", null, false },
        { ClaimMatch.Contains, "b", new List<string> { "x", "abc" }, true },
        { ClaimMatch.Contains, "a, b", new List<string> { "a", "b" }, false },
        { ClaimMatch.Contains, "b", new List<object> { 1L, "abc" }, true },
        { ClaimMatch.StartsWith, "ab", "abc", true },
        { ClaimMatch.StartsWith, "bc", "abc", false },
        { ClaimMatch.StartsWith, "ab", "a", false },
        { ClaimMatch.StartsWith, "ab", null, false },
        { ClaimMatch.StartsWith, "ab", new List<string> { "x", "abc" }, true },
        { ClaimMatch.StartsWith, "", "abc", true },
        { ClaimMatch.NotEqual, "a", "b", true },
        { ClaimMatch.NotEqual, "a", "a", false },
        { ClaimMatch.NotEqual, "a", null, false },
        { ClaimMatch.NotEqual, "a", new List<string> { "b", "c" }, true },
        { ClaimMatch.NotEqual, "a", new List<string> { "b", "a" }, false },
        { ClaimMatch.NotEqual, "a", new List<string>(), false },
        { ClaimMatch.NotEqual, "a", new Dictionary<string, object>(), false },
    };

    [Theory]
    [MemberData(nameof(Matches))]
    public void A_rule_fits_or_does_not(ClaimMatch match, string value, object? claim, bool fits)
    {
        var claims = claim is null ? Nobody : Claims(("c", claim));
        Assert.Equal(fits, new RoleRule("c", match, value, "arn:r").Fits(claims));
        Assert.Equal(fits ? "arn:r" : "arn:in", Choose(With(RoleSource.Rules, Unresolved.Authenticated, new RoleRule("c", match, value, "arn:r")), By(claims)));
        Assert.Equal(fits ? "arn:r" : "RoleDenied", Choose(With(RoleSource.Rules, Unresolved.Deny, new RoleRule("c", match, value, "arn:r")), By(claims)));
    }

    // For each claim whether Equals, Contains, StartsWith and NotEqual fit the value adm.
    private static readonly (object? Claim, string Fits)[] Shapes =
    [
        (null, "no no no no"),
        ("", "no no no yes"),
        ("adm", "yes yes yes no"),
        ("ADM", "no no no yes"),
        ("admin", "no yes yes yes"),
        ("xadm", "no yes no yes"),
        ("xadmx", "no yes no yes"),
        ("ad", "no no no yes"),
        (new List<string>(), "no no no no"),
        (new List<string> { "adm" }, "yes yes yes no"),
        (new List<string> { "other", "adm" }, "yes yes yes no"),
        (new List<string> { "other", "admin" }, "no yes yes yes"),
        (new List<string> { "other", "xadm" }, "no yes no yes"),
        (new List<string> { "a", "dm" }, "no no no yes"),
        (true, "no no no yes"),
        (new Dictionary<string, object> { ["adm"] = "adm" }, "no no no no"),
    ];

    // Case 168: each way of comparing with each kind of claim; what is not there fits nothing, not even what it is not.
    [Theory]
    [InlineData(ClaimMatch.Equal, 0)]
    [InlineData(ClaimMatch.Contains, 1)]
    [InlineData(ClaimMatch.StartsWith, 2)]
    [InlineData(ClaimMatch.NotEqual, 3)]
    public void Every_way_of_comparing_is_held_against_every_kind_of_claim(ClaimMatch match, int column)
    {
        Assert.Equal(16, Shapes.Length);
        foreach (var (claim, fits) in Shapes)
        {
            var claims = claim is null ? Nobody : Claims(("c", claim));
            var expected = fits.Split(' ')[column] == "yes" ? "arn:r" : "RoleDenied";
            Assert.Equal((claim, expected), (claim, Choose(With(RoleSource.Rules, Unresolved.Deny, new RoleRule("c", match, "adm", "arn:r")), By(claims))));
        }
    }

    // Case 168: the first match.
    [Fact]
    public void The_first_rule_that_fits_counts()
    {
        var pool = With(
            RoleSource.Rules, Unresolved.Deny, new("a", ClaimMatch.Equal, "1", "arn:1"), new("b", ClaimMatch.Equal, "2", "arn:2"), new("b", ClaimMatch.NotEqual, "3", "arn:3"));
        Assert.Equal("arn:2", Choose(pool, By(Claims(("a", "2"), ("b", "2")))));
        Assert.Equal("arn:1", Choose(pool, By(Claims(("a", "1"), ("b", "2")))));
        Assert.Equal("arn:3", Choose(pool, By(Claims(("b", "4")))));
    }

    [Fact]
    public void Of_several_logins_the_first_that_has_rules_decides()
    {
        var pool = With(RoleSource.Rules, Unresolved.Deny, new RoleRule("c", ClaimMatch.Equal, "v", "arn:r"));
        var other = By(Nobody, "other.example").Proofs[0];
        Assert.Equal("arn:r", Choose(pool, new([other, By(Claims(("c", "v"))).Proofs[0]])));
        Assert.Equal("RoleDenied", Choose(pool, new([other, By(Nobody).Proofs[0]])));
        Assert.Equal("arn:in", Choose(pool, new([other])));
    }

    [Fact]
    public void Rules_of_a_pool_of_people_are_those_of_the_application()
    {
        var pool = Bare with { Roles = Bare.Roles with { ByProvider = new Dictionary<string, RoleRules> { ["people:app"] = new(RoleSource.Token, Unresolved.Deny, []) } } };
        Proven At(string client) => new([new(new("people", "s"), [$"people:{client}", "people"], "people:CognitoSignIn:s", Claims(("cognito:preferred_role", "arn:p")))]);
        Assert.Equal("arn:p", Choose(pool, At("app")));
        Assert.Equal("arn:in", Choose(pool, At("other")));
    }

    [Fact]
    public void The_session_says_for_whom_how_they_came_and_what_they_are()
    {
        var pool = Bare with
        {
            ClaimTags = new Dictionary<string, ClaimTags> { [P] = new(false, Map(("t", "c"), ("gone", "x"))), ["other.example"] = new(true, Map(("t", "c"))) },
        };
        var proven = new Proven([By(Claims(("c", "v"), ("sub", "s"))).Proofs[0], By(Claims(("sub", "s2"), ("aud", "a2"), ("c", "w")), "other.example").Proofs[0]]);
        Assert.False(RoleChoice.Of(pool, Jo, proven, null).Refused(out _, out var role));
        Assert.Equal(("arn:in", "r:1", "r:jo", false), (role!.Arn, role.PoolId, role.IdentityId, role.IsGuest));
        Assert.Equal(["authenticated", P, $"{P}:a:s", "other.example", "other.example:a:s"], role.Methods);
        Assert.Equivalent(Map(("t", "v"), ("username", "s2"), ("client", "a2")), role.Tags, strict: true);

        Assert.False(RoleChoice.Of(pool, Jo, Proven.Nothing, null).Refused(out _, out role));
        Assert.True(role!.IsGuest);
        Assert.Equal(["unauthenticated"], role.Methods);
        Assert.Empty(role.Tags);

        Assert.False(RoleChoice.Of(pool, Jo, new([], new("r:jo", "r:1", ["authenticated", "dev", "dev:r:1:u"], Map(("a", "b")))), null).Refused(out _, out role));
        Assert.Equal(["authenticated", "dev", "dev:r:1:u"], role!.Methods);
        Assert.Equal("b", role.Tags["a"]);
    }
}
