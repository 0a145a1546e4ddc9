using Gatehouse.Access.Policies;
using Gatehouse.Doors;

namespace Gatehouse.Tests.Doors;

/// <summary>What requests to HTTP APIs and to services of the operator's own mean.</summary>
public sealed class OwnMapTests
{
    private const string Rules =
        """
        { "doors": [ { "name": "things", "service": "things", "hosts": ["things.example.com"], "rules": [
          { "method": "GET", "path": "/things/{id}", "query": { "view": "full" }, "action": "things:GetAll", "resource": "arn:aws:things:${region}:${account}:thing/{id}" },
          { "method": "GET", "path": "/things/{id}", "action": "things:Get", "resource": "arn:aws:things:${region}:${account}:thing/{id}" },
          { "method": "GET", "path": "/people/{who}/files/{key+}", "action": "things:Read", "resource": "arn:aws:things:::{who}/{key}", "context": { "things:owner": "{who}", "things:where": "${region}/{key}" } },
          { "method": "*", "path": "/", "action": "things:Home", "resource": "arn:aws:things:::home" } ] } ] }
        """;

    private static readonly Door Orders = new("orders", Door.ExecuteApi, ["orders.example.com"]) { Api = "abc123", Stage = "prod" };

    private static readonly Door Things = DoorsFile.Read(Rules, out _).Doors[0];

    [Theory]
    [InlineData("GET", "/pets", "GET/pets")]
    [InlineData("POST", "/pets/7/owner?x=y&x=z+1;2", "POST/pets/7/owner")]
    [InlineData("OPTIONS", "/pets", "OPTIONS/pets")]
    [InlineData("GET", "/", "GET/")]
    [InlineData("GET", "/a%20b/%C3%BC", "GET/a b/ü")]
    [InlineData("GET", "/a*/%3F", "GET/a*/?")]
    public void An_invocation_is_named_by_method_and_path(string method, string target, string name) => Assert.Equal(
        $"execute-api:Invoke arn:aws:execute-api:eu-central-1:123456789012:abc123/prod/{name}", Mapped.Told(new ExecuteApiMap(), Mapped.Request(Orders, method, target)));

    [Theory]
    [InlineData("TRACE", "/pets", "MethodNotAllowed")]
    [InlineData("GET", "/pets/", "InvalidURI")]
    [InlineData("GET", "//pets", "InvalidURI")]
    [InlineData("GET", "/pets/../admin", "InvalidURI")]
    [InlineData("GET", "/pets/%2e%2e/admin", "InvalidURI")]
    [InlineData("GET", "/pets%2Fadmin", "InvalidURI")]
    [InlineData("GET", "/pets%5Cadmin", "InvalidURI")]
    [InlineData("GET", "/pets/%252e%252e", "InvalidURI")]
    [InlineData("GET", "/pets/..;/admin", "InvalidURI")]
    [InlineData("GET", "/pets/%ff", "InvalidURI")]
    [InlineData("GET", "pets", "InvalidURI")]
    public void A_path_that_could_be_another_is_none(string method, string target, string code)
    {
        Assert.Equal("! " + code, Mapped.Told(new ExecuteApiMap(), Mapped.Request(Orders, method, target)));
        if (code == "InvalidURI")
            Assert.Equal("! " + code, Mapped.Told(new RulesMap(), Mapped.Request(Things, method, target)));
    }

    [Fact]
    public void A_door_has_a_region_of_its_own() => Assert.StartsWith(
        "execute-api:Invoke arn:aws:execute-api:us-west-2:", Mapped.Told(new ExecuteApiMap(), Mapped.Request(Orders with { Region = "us-west-2" }, "GET", "/pets")));

    [Theory]
    [InlineData("GET", "/things/7", "things:Get arn:aws:things:eu-central-1:123456789012:thing/7")]
    [InlineData("GET", "/things/7?view=full", "things:GetAll arn:aws:things:eu-central-1:123456789012:thing/7")]
    [InlineData("GET", "/things/7?a=b&view=%66ull", "things:GetAll arn:aws:things:eu-central-1:123456789012:thing/7")]
    [InlineData("GET", "/things/7?view=short", "things:Get arn:aws:things:eu-central-1:123456789012:thing/7")]
    [InlineData("GET", "/things/7?View=full", "! InvalidURI")]
    [InlineData("GET", "/things/7;v=1", "! InvalidURI")]
    [InlineData("GET", "/things/7?view=full&view=short", "! InvalidURI")]
    [InlineData("GET", "/things/7?view=full&VIEW=short", "! InvalidURI")]
    [InlineData("GET", "/things/7?view=f+ull", "! InvalidURI")]
    [InlineData("GET", "/people/ana/files/a/b", "things:Read arn:aws:things:::ana/a/b")]
    [InlineData("GET", "/people/ana/files", "! AccessDenied")]
    [InlineData("DELETE", "/", "things:Home arn:aws:things:::home")]
    [InlineData("GET", "/?a=b+c", "things:Home arn:aws:things:::home")]
    [InlineData("HEAD", "/things/7", "! AccessDenied")]
    [InlineData("GET", "/Things/7", "! AccessDenied")]
    [InlineData("GET", "/things/7/more", "! AccessDenied")]
    [InlineData("GET", "/things", "! AccessDenied")]
    public void The_first_rule_that_fits_says_what_is_meant(string method, string target, string meant) =>
        Assert.Equal(meant, Mapped.Told(new RulesMap(), Mapped.Request(Things, method, target)));

    [Fact]
    public void Conditions_see_what_the_rule_tells()
    {
        var errand = Mapped.Errand(new RulesMap(), Mapped.Request(Things, "GET", "/people/ana/files/a/b?c=%41+d"));
        Assert.Equal(("ana", "eu-central-1/a/b"), (errand.Fact("things:owner"), errand.Fact("things:where")));
        Assert.Equal("/people/ana/files/a/b?c=%41+d", errand.Target);
    }

    [Theory]
    [InlineData("/things/*", "thing/7", false)]
    [InlineData("/things/%2A", "thing/*", true)]
    [InlineData("/things/%3F", "thing/7", false)]
    [InlineData("/things/$%7Baws:username%7D", "thing/ana", false)]
    [InlineData("/things/7:8:9", "thing/7:8:9", true)]
    [InlineData("/things/a:b", "thing/a", false)]
    [InlineData("/things/%EF%BF%BE", "thing/7", false)]
    public void What_stands_in_a_path_is_never_a_pattern(string target, string allowed, bool isAllowed)
    {
        if (new RulesMap().Read(Mapped.Request(Things, "GET", target), Mapped.Realm).Refused(out _, out var errand))
        {
            Assert.False(isAllowed);
            return;
        }

        var document = $$$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"things:Get","Resource":"arn:aws:things:*:*:{{{allowed}}}"}}""";
        Assert.True(Policy.TryRead(document, PolicyKind.Inline, out var policy, out _));
        var context = new RequestContext { { "aws:username", ["ana"] } };
        var subject = Subject.User("arn:aws:iam::123456789012:user/ana", "AIDA");
        var decision = Authorizer.Decide(new(subject, errand.Wishes[0].Action, errand.Wishes[0].Resources, context), new() { Identity = [new(policy, "p")] });
        Assert.Equal(isAllowed, decision.IsAllowed);
    }
}
