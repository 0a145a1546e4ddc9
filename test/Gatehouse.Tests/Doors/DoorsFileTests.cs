using Gatehouse.Doors;
using Gatehouse.Tests.Host;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Tests.Doors;

/// <summary>What an operator may write, and how a mistake is told.</summary>
public sealed class DoorsFileTests
{
    private const string Files = """{"name":"files","service":"s3","hosts":["files.example.com"]}""";
    private const string Rule = """{"method":"GET","path":"/things/{id}","action":"things:Get","resource":"arn:aws:things:::{id}"}""";

    [Fact]
    public void Everything_can_be_said()
    {
        var file = DoorsFile.Read(
            """
            { // The doors of the house.
              "doors": [
                { "name": "files", "service": "s3", "hosts": ["Files.Example.com", "localhost:9000", "[::1]:9000", "10.0.0.7"], "to": "http://127.0.0.1:9000", "proxy": "nginx", "region": "eu-west-1" },
                { "name": "orders", "service": "execute-api", "api": "a1b2c3", "stage": "$default", "hosts": ["orders.example.com"] },
                { "name": "things-2", "service": "things", "hosts": ["things.example.com"], "rules": [
                  { "method": "*", "path": "/{a}/b/{rest+}", "query": { "x": "" }, "action": "things:Any", "resource": "arn:aws:things:${region}:${account}:{a}/x-{rest}", "context": { "things:a": "{a}" } } ] },
              ]
            }
            """,
            out var problem);
        Assert.Null(problem);
        Assert.Equal(["files.example.com", "localhost:9000", "[::1]:9000", "10.0.0.7"], file.Doors[0].Hosts);
        Assert.Equal((new Uri("http://127.0.0.1:9000"), ProxyKind.Nginx, "eu-west-1"), (file.Doors[0].To, file.Doors[0].Proxy, file.Doors[0].Region));
        Assert.Equal(("a1b2c3", "$default", null, null), (file.Doors[1].Api, file.Doors[1].Stage, file.Doors[1].To, file.Doors[1].Proxy));
        Assert.Equal("things-2", file.Find("things-2")!.Name);
        Assert.Null(file.Find("Files"));
    }

    public static TheoryData<string, string> Wrong => new()
    {
        { "", "it breaks at" },
        { "[]", "it breaks at $" },
        { "{}", "must have doors" },
        { """{"doors":[]}""", "must have doors" },
        { """{"doors":null}""", "must have doors" },
        { """{"doors":[null]}""", "must have an object at doors[0]" },
        { """{"doors":[7]}""", "$.doors[0] (line 1)" },
        { """{"doors":[],"more":1}""", "$.more" },
        { "{\n\"doors\":[\n{\"nam\":\"files\"}]}", "$.doors[0].nam (line 3)" },
        { """{"doors":[{"name":"a","name":"b"}]}""", "$.doors[0].name" },
        { Door("name", "\"Files\""), "doors[0].name" },
        { Door("name", "\"\""), "doors[0].name" },
        { Door("name", "\"fi/les\""), "doors[0].name" },
        { Door("name", "null"), "doors[0].name" },
        { Door("service", "\"S3\""), "doors[0].service" },
        { Door("service", "\"iam\""), "doors[0].service" },
        { Door("service", "\"cognito-idp\""), "doors[0].service" },
        { Door("service", "\"gatehouse\""), "doors[0].service" },
        { Door("service", "\"things\""), "doors[0].rules" },
        { Door("service", "\"execute-api\""), "doors[0].api and doors[0].stage" },
        { Door("hosts", "[]"), "doors[0].hosts" },
        { Door("hosts", "null"), "doors[0].hosts" },
        { Door("hosts", "[null]"), "doors[0].hosts" },
        { Door("hosts", "[\"https://files.example.com\"]"), "doors[0].hosts" },
        { Door("hosts", "[\"files.example.com/\"]"), "doors[0].hosts" },
        { Door("hosts", "[\"*.example.com\"]"), "doors[0].hosts" },
        { Door("hosts", "[\"u@files.example.com\"]"), "doors[0].hosts" },
        { Door("hosts", "[\"files.example.com:99999\"]"), "doors[0].hosts" },
        { Door("hosts", "[\"files.example.com:080\"]"), "doors[0].hosts" },
        { Door("hosts", "[\"0x7f.1\"]"), "doors[0].hosts" },
        { Door("hosts", "[\"a.example.com\",\"A.example.com\"]"), "doors[0].hosts" },
        { Door("hosts", "[\"\"]"), "doors[0].hosts" },
        { Door("to", "\"127.0.0.1:9000\""), "doors[0].to" },
        { Door("to", "\"ftp://127.0.0.1\""), "doors[0].to" },
        { Door("to", "\"http://127.0.0.1/base\""), "doors[0].to" },
        { Door("to", "\"http://u:p@127.0.0.1\""), "doors[0].to" },
        { Door("proxy", "\"apache\""), "doors[0].proxy one of nginx, traefik, caddy, envoy" },
        { Door("region", "\"Europe\""), "doors[0].region" },
        { Door("api", "\"a\""), "doors[0].api and doors[0].stage" },
        { Door("rules", $"[{Rule}]"), "doors[0].rules" },
        { $$"""{"doors":[{"name":"o","service":"execute-api","hosts":["o.example.com"],"api":"a/b","stage":"s"}]}""", "doors[0].api" },
        { $$"""{"doors":[{"name":"o","service":"execute-api","hosts":["o.example.com"],"api":"*","stage":"s"}]}""", "doors[0].api" },
        { $$"""{"doors":[{{Files}},{{Files}}]}""", "doors[1].name is files once more" },
        { $$"""{"doors":[{{Files}},{{Files.Replace("\"files\"", "\"other\"", StringComparison.Ordinal)}}]}""", "doors[1].hosts has files.example.com, which files has too" },
        { $$"""{"doors":[{{Files}},{{Files.Replace("\"files\"", "\"other\"", StringComparison.Ordinal).Replace("[\"files", "[\"a.files", StringComparison.Ordinal)}}]}""", "doors[1].hosts has a.files.example.com" },
        { $$"""{"doors":[{{Files.Replace("\"files\"", "\"other\"", StringComparison.Ordinal).Replace("[\"files", "[\"a.files", StringComparison.Ordinal)}},{{Files}}]}""", "doors[1].hosts has files.example.com" },
        { Rules(Rule, Rule), "doors[0].rules[0] fits whatever doors[0].rules[1] fits" },
        { Rules(Rule.Replace("{id}", "{any}", StringComparison.Ordinal), Rule.Replace("/{id}\"", "/7\"", StringComparison.Ordinal).Replace("::{id}", "::7", StringComparison.Ordinal)), "doors[0].rules[0] fits whatever" },
        { Rules(Rule.Replace("/things/{id}", "/{id+}", StringComparison.Ordinal), Rule), "doors[0].rules[0] fits whatever" },
        { Rules(Rule.Replace("\"GET\"", "\"*\"", StringComparison.Ordinal), Rule), "doors[0].rules[0] fits whatever" },
        { Rules(Rule.Replace("\"GET\"", "\"get\"", StringComparison.Ordinal)), "doors[0].rules[0].method" },
        { Rules("null"), "doors[0].rules[0].method" },
        { Rules(Rule.Replace("/things/{id}", "things/{id}", StringComparison.Ordinal)), "doors[0].rules[0].path" },
        { Rules(Rule.Replace("/things/{id}", "/things//{id}", StringComparison.Ordinal)), "doors[0].rules[0].path" },
        { Rules(Rule.Replace("/things/{id}", "/things/{id}/", StringComparison.Ordinal)), "doors[0].rules[0].path" },
        { Rules(Rule.Replace("/things/{id}", "/../{id}", StringComparison.Ordinal)), "doors[0].rules[0].path" },
        { Rules(Rule.Replace("/things/{id}", "/{id}/{id}", StringComparison.Ordinal)), "doors[0].rules[0].path" },
        { Rules(Rule.Replace("/things/{id}", "/{id+}/more", StringComparison.Ordinal)), "doors[0].rules[0].path" },
        { Rules(Rule.Replace("/things/{id}", "/x{id}", StringComparison.Ordinal)), "doors[0].rules[0].path" },
        { Rules(Rule.Replace("/things/{id}", "/things/{i-d}", StringComparison.Ordinal)), "doors[0].rules[0].path" },
        { Rules(Rule.Replace("/things/{id}", "/things/{id}?a=b", StringComparison.Ordinal)), "doors[0].rules[0].path" },
        { Rules(Rule.Replace("things:Get", "iam:CreateUser", StringComparison.Ordinal)), "doors[0].rules[0].action" },
        { Rules(Rule.Replace("things:Get", "things:*", StringComparison.Ordinal)), "doors[0].rules[0].action" },
        { Rules(Rule.Replace("things:Get", "things:", StringComparison.Ordinal)), "doors[0].rules[0].action" },
        { Rules(Rule.Replace("arn:aws:things:::{id}", "arn:aws:iam:::{id}", StringComparison.Ordinal)), "doors[0].rules[0].resource" },
        { Rules(Rule.Replace("arn:aws:things:::{id}", "arn:aws:things:{id}::x", StringComparison.Ordinal)), "doors[0].rules[0].resource" },
        { Rules(Rule.Replace("arn:aws:things:::{id}", "arn:aws:things:::${id}", StringComparison.Ordinal)), "doors[0].rules[0].resource" },
        { Rules(Rule.Replace("arn:aws:things:::{id}", "arn:aws:things:::{id", StringComparison.Ordinal)), "doors[0].rules[0].resource" },
        { Rules(Rule.Replace("arn:aws:things:::{id}", "arn:aws:things:::id}", StringComparison.Ordinal)), "doors[0].rules[0].resource" },
        { Rules(Rule.Replace("arn:aws:things:::{id}", "arn:aws:things:::{other}", StringComparison.Ordinal)), "it has no {other}" },
        { Rules(Rule.Replace("\"GET\"", "\"GET\",\"query\":{\"\":\"a\"}", StringComparison.Ordinal)), "doors[0].rules[0].query" },
        { Rules(Rule.Replace("\"GET\"", "\"GET\",\"query\":{\"a\":null}", StringComparison.Ordinal)), "doors[0].rules[0].query" },
        { Rules(Rule.Replace("\"GET\"", "\"GET\",\"context\":{\"aws:username\":\"root\"}", StringComparison.Ordinal)), "doors[0].rules[0].context" },
        { Rules(Rule.Replace("\"GET\"", "\"GET\",\"context\":{\"things:a\":\"{other}\"}", StringComparison.Ordinal)), "doors[0].rules[0].context" },
        { Rules(Rule.Replace("\"GET\"", "\"GET\",\"verb\":\"x\"", StringComparison.Ordinal)), "$.doors[0].rules[0].verb" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_mistake_is_told_with_its_place_in_one_sentence(string json, string place)
    {
        Assert.Empty(DoorsFile.Read(json, out var problem).Doors);
        Assert.StartsWith("must ", problem);
        Assert.Contains(place, problem, StringComparison.Ordinal);
        Assert.EndsWith(".", problem);
    }

    [Fact]
    public void Rules_that_are_reached_may_follow_one_another() => Assert.Null(Problem(Rules(
        Rule.Replace("\"GET\"", "\"GET\",\"query\":{\"view\":\"full\"}", StringComparison.Ordinal),
        Rule.Replace("/{id}\"", "/7\"", StringComparison.Ordinal).Replace("::{id}", "::7", StringComparison.Ordinal),
        Rule,
        Rule.Replace("\"GET\"", "\"POST\"", StringComparison.Ordinal),
        Rule.Replace("/things/{id}", "/things/{id}/{more}", StringComparison.Ordinal),
        Rule.Replace("/things/{id}", "/things/{id}/{more+}", StringComparison.Ordinal),
        Rule.Replace("/things/{id}", "/{id+}", StringComparison.Ordinal))));

    [Theory]
    [InlineData("files.example.com", "files.example.com", true, "")]
    [InlineData("files.example.com", "FILES.example.com:443", true, "")]
    [InlineData("files.example.com", "a.b.files.example.com:80", true, "a.b")]
    [InlineData("files.example.com", ".files.example.com", false, "")]
    [InlineData("files.example.com", "files.example.com.", false, "")]
    [InlineData("files.example.com", "xfiles.example.com", false, "")]
    [InlineData("files.example.com", "files.example.com:x", false, "")]
    [InlineData("localhost:9000", "localhost:9000", true, "")]
    [InlineData("localhost:9000", "bucket.localhost:9000", true, "bucket")]
    [InlineData("localhost:9000", "localhost", false, "")]
    [InlineData("localhost:9000", "localhost:9001", false, "")]
    [InlineData("[::1]", "[::1]:9000", true, "")]
    [InlineData("[::1]:9000", "[::1]", false, "")]
    public void A_host_means_a_door_with_its_port_where_it_counts(string own, string header, bool means, string before)
    {
        Assert.Equal(means, new Gatehouse.Doors.Door("files", Gatehouse.Doors.Door.S3, [own]).IsAt(header, out var bucket));
        Assert.Equal(before, bucket);
        Assert.Equal(means && before.Length == 0, new Gatehouse.Doors.Door("things", "things", [own]).IsAt(header, out _));
    }

    [Fact]
    public void A_changed_file_counts_and_a_broken_one_changes_nothing_and_is_told_once()
    {
        using var directory = new TemporaryDirectory();
        var path = Path.Combine(directory.Path, "doors.json");
        File.WriteAllText(path, $$"""{"doors":[{{Files}}]}""");
        var log = new LogLines();
        var open = new OpenDoors(DoorsFile.Read(File.ReadAllText(path), out _));
        using var watch = new DoorsWatch(path, open, new FakeTimeProvider(), log.For<DoorsWatch>());
        watch.Look();
        Assert.NotNull(open.Find("files"));

        File.WriteAllText(path, "{");
        watch.Look();
        watch.Look();
        Assert.NotNull(open.Find("files"));
        Assert.Single(log.All, line => line.Contains("the doors stay as they were: it must be JSON", StringComparison.Ordinal));

        File.WriteAllText(path, $$"""{"doors":[{{Files.Replace("\"files\"", "\"archive\"", StringComparison.Ordinal)}}]}""");
        watch.Look();
        Assert.Null(open.Find("files"));
        Assert.NotNull(open.Find("archive"));

        File.Delete(path);
        watch.Look();
        watch.Look();
        Assert.NotNull(open.Find("archive"));
        Assert.Single(log.All, line => line.Contains("must be a file that this program may read", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_reads_its_file_again_within_seconds()
    {
        using var directory = new TemporaryDirectory();
        var path = Path.Combine(directory.Path, "doors.json");
        await File.WriteAllTextAsync(path, $$"""{"doors":[{{Files}}]}""");
        await using var host = await DoorHost.Start(("DOORS", path));
        await File.WriteAllTextAsync(path, $$"""{"doors":[{{Files.Replace("\"files\"", "\"archive\"", StringComparison.Ordinal)}}]}""");
        await Eventually.True(() => host.Get<OpenDoors>().Find("archive") is not null, meanwhile: () => host.Clock.Advance(DoorsWatch.Interval));
        Assert.Null(host.Get<OpenDoors>().Find("files"));
    }

    private static string? Problem(string json)
    {
        DoorsFile.Read(json, out var problem);
        return problem;
    }

    private static string Door(string member, string value) => member switch
    {
        "name" => $$"""{"doors":[{"name":{{value}},"service":"s3","hosts":["files.example.com"]}]}""",
        "service" => $$"""{"doors":[{"name":"files","service":{{value}},"hosts":["files.example.com"]}]}""",
        "hosts" => $$"""{"doors":[{"name":"files","service":"s3","hosts":{{value}}}]}""",
        _ => $$"""{"doors":[{"name":"files","service":"s3","hosts":["files.example.com"],"{{member}}":{{value}}}]}""",
    };

    private static string Rules(params string[] rules) => $$"""{"doors":[{"name":"things","service":"things","hosts":["t.example.com"],"rules":[{{string.Join(',', rules)}}]}]}""";
}
