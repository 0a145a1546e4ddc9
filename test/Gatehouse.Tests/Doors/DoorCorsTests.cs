using Gatehouse.Doors;

namespace Gatehouse.Tests.Doors;

/// <summary>Which pages a door may be for, and how a mistake is told.</summary>
public sealed class DoorCorsTests
{
    [Theory]
    [InlineData("https://app.example.com")]
    [InlineData("http://localhost:5173")]
    [InlineData("http://[::1]:8080")]
    [InlineData("https://xn--bcher-kva.example")]
    [InlineData("capacitor://localhost")]
    [InlineData("*")]
    public void An_origin_is_as_browsers_send_it(string origin)
    {
        var cors = Read($$"""{ "origins": ["{{origin}}"] }""", out var problem);
        Assert.Null(problem);
        Assert.True(cors!.Allows(origin));
        Assert.Equal(origin == "*", cors.Allows("https://other.example"));
        Assert.Equal(3600, cors.MaxAge);
    }

    [Fact]
    public void Headers_of_its_own_come_to_those_of_the_SDKs()
    {
        var cors = Read("""{ "origins": ["https://a.example", "https://b.example"], "headers": ["x-one", "X-App-*"], "exposes": ["*"], "maxAge": 0 }""", out _)!;
        Assert.All(["Authorization", "X-Amz-Meta-Name", "x-one", "x-app-", "x-app-two"], name => Assert.True(cors.MaySend(name), name));
        Assert.All(["x-two", "x-ap", "x-gatehouse-arn", "cookie", ""], name => Assert.False(cors.MaySend(name), name));
        Assert.True(cors.MayRead("anything"));
        Assert.False(new DoorCors(["*"]).MayRead("set-cookie"));
        Assert.Equal((0, true), (cors.MaxAge, cors.Allows("https://b.example")));
    }

    [Theory]
    [InlineData("{}", "origins")]
    [InlineData("""{ "origins": [] }""", "origins")]
    [InlineData("""{ "origins": [null] }""", "origins")]
    [InlineData("""{ "origins": ["null"] }""", "origins")]
    [InlineData("""{ "origins": ["*", "https://a.example"] }""", "origins")]
    [InlineData("""{ "origins": ["https://*.example.com"] }""", "origins")]
    [InlineData("""{ "origins": ["https://a.example/"] }""", "origins")]
    [InlineData("""{ "origins": ["https://a.example/path"] }""", "origins")]
    [InlineData("""{ "origins": ["https://A.example"] }""", "origins")]
    [InlineData("""{ "origins": ["HTTPS://a.example"] }""", "origins")]
    [InlineData("""{ "origins": ["https://a.example:443"] }""", "origins")]
    [InlineData("""{ "origins": ["https://u@a.example"] }""", "origins")]
    [InlineData("""{ "origins": ["https://bücher.example"] }""", "origins")]
    [InlineData("""{ "origins": ["a.example"] }""", "origins")]
    [InlineData("""{ "origins": ["file:///"] }""", "origins")]
    [InlineData("""{ "origins": ["https://a.example", "https://a.example"] }""", "origins")]
    [InlineData("""{ "origins": ["*"], "headers": [""] }""", "headers")]
    [InlineData("""{ "origins": ["*"], "headers": ["a b"] }""", "headers")]
    [InlineData("""{ "origins": ["*"], "headers": ["a*b"] }""", "headers")]
    [InlineData("""{ "origins": ["*"], "headers": ["a**"] }""", "headers")]
    [InlineData("""{ "origins": ["*"], "exposes": ["a,b"] }""", "exposes")]
    [InlineData("""{ "origins": ["*"], "exposes": [null] }""", "exposes")]
    [InlineData("""{ "origins": ["*"], "maxAge": -1 }""", "maxAge")]
    [InlineData("""{ "origins": ["*"], "maxAge": 86401 }""", "maxAge")]
    public void A_mistake_is_told_with_its_place(string cors, string member)
    {
        Assert.Null(Read(cors, out var problem));
        Assert.StartsWith($"must have at doors[0].cors.{member} ", problem);
    }

    [Theory]
    [InlineData("""{ "origins": ["*"], "credentials": true }""")]
    [InlineData("""{ "origins": "*" }""")]
    public void What_is_not_known_is_a_mistake(string cors)
    {
        Assert.Null(Read(cors, out var problem));
        Assert.Contains("$.doors[0].cors", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_where_the_guard_stands_does_anybody_answer_browsers()
    {
        DoorsFile.Read("""{"doors": [{"name": "files", "service": "s3", "hosts": ["files.example.com"], "cors": { "origins": ["*"] }}]}""", out var problem);
        Assert.StartsWith("must have doors[0].cors only where doors[0].to is", problem);
    }

    private static DoorCors? Read(string cors, out string? problem) => DoorsFile.Read(
        $$"""{"doors": [{"name": "files", "service": "s3", "hosts": ["files.example.com"], "to": "http://127.0.0.1:9000", "cors": {{cors}}}]}""", out problem).Find("files")?.Cors;
}
