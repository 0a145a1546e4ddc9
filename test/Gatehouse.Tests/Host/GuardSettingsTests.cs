using Gatehouse.Hosting;

namespace Gatehouse.Tests.Host;

public sealed class GuardSettingsTests
{
    private const string Secret = "0123456789abcdef0123456789abcdef";
    private const string Doors = """{"doors": [{"name": "files", "service": "s3", "hosts": ["files.example.com"], "to": "http://127.0.0.1:9000"}]}""";

    [Fact]
    public void A_secret_and_a_door_are_enough()
    {
        var settings = Given.Guard(("DOOR_SECRET", Secret), ("DOORS", Doors));
        Assert.Equal(new Uri("http://localhost:7080"), settings.Server.Url);
        Assert.Equal(Secret, settings.Server.Secret);
        Assert.Equal("http://localhost:7081", Assert.Single(settings.Urls).ToString());
        Assert.Equal("files", Assert.Single(settings.Doors.Doors).Name);
        Assert.Null(settings.DoorsPath);
        Assert.Empty(settings.TrustedProxies);
        Assert.DoesNotContain(Secret, settings.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Doors_in_a_file_are_watched()
    {
        using var directory = new TemporaryDirectory();
        var file = Path.Combine(directory.Path, "doors.json");
        File.WriteAllText(file, Doors);
        Assert.Equal(file, Given.Guard(("DOOR_SECRET", Secret), ("DOORS", file)).DoorsPath);
    }

    [Theory]
    [InlineData("GATEHOUSE_DOORS", "DOOR_SECRET", Secret)]
    [InlineData("GATEHOUSE_DOORS", "DOORS", """{"doors": [{"name": "files", "service": "s3", "hosts": ["files.example.com"]}]}""")]
    [InlineData("GATEHOUSE_DOORS", "DOORS", """{"doors": [{"name": "files", "service": "s3", "hosts": ["a.example"], "to": "http://127.0.0.1:1", "bodyLimit": 10241}]}""")]
    [InlineData("GATEHOUSE_DOORS", "DOORS", """{"doors": [{"name": "files", "service": "s3", "hosts": ["a.example"], "to": "http://127.0.0.1:1", "bodyLimit": -1}]}""")]
    [InlineData("GATEHOUSE_DOORS", "DOORS", """{"doors": [{"name": "files", "service": "s3", "hosts": ["a.example"], "to": "http://127.0.0.1:1", "webSockets": "yes"}]}""")]
    [InlineData("GATEHOUSE_DOORS", "DOOR_SECRET", Secret, "DOORS", Doors, "URL", "http://127.0.0.1:9000")]
    [InlineData("GATEHOUSE_DOOR_SECRET", "DOORS", Doors)]
    [InlineData("GATEHOUSE_DOOR_SECRET", "DOOR_SECRET", "too short", "DOORS", Doors)]
    [InlineData("GATEHOUSE_URL", "URL", "gatehouse:7080", "DOOR_SECRET", Secret, "DOORS", Doors)]
    [InlineData("GATEHOUSE_URL", "URL", "http://gatehouse:7080/", "DOOR_SECRET", Secret, "DOORS", Doors)]
    [InlineData("GATEHOUSE_GUARD_LISTEN", "GUARD_LISTEN", "https://*:443", "DOOR_SECRET", Secret, "DOORS", Doors)]
    [InlineData("GATEHOUSE_TRUSTED_PROXIES", "TRUSTED_PROXIES", "everybody", "DOOR_SECRET", Secret, "DOORS", Doors)]
    public void What_is_missing_or_wrong_is_named(string setting, params string[] pairs)
    {
        var set = pairs.Chunk(2).Select(pair => (pair[0], pair[1])).ToArray();
        Assert.StartsWith(setting + " ", Assert.Throws<SettingException>(() => Given.Guard(set)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_doors_file_says_what_the_guard_may_keep_and_upgrade()
    {
        var door = Assert.Single(Given.Guard(("DOOR_SECRET", Secret), ("DOORS", Doors.Replace("}]", ", \"bodyLimit\": 3, \"webSockets\": true}]", StringComparison.Ordinal))).Doors.Doors);
        Assert.Equal((3L << 20, true), (door.BodyLimit, door.AllowsWebSockets));
        var usual = Assert.Single(Given.Guard(("DOOR_SECRET", Secret), ("DOORS", Doors)).Doors.Doors);
        Assert.Equal((10L << 20, false), (usual.BodyLimit, usual.AllowsWebSockets));
    }

    [Fact]
    public async Task The_help_of_the_guard_teaches()
    {
        using var output = new StringWriter();
        Assert.Equal(ExitCode.Done, await CommandLine.Run(["guard", "--help"], output, output));
        Assert.Contains("GATEHOUSE_GUARD_LISTEN  where to listen", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("gatehouse dev\n", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_guard_without_doors_says_so_and_does_not_start()
    {
        using var error = new StringWriter();
        Assert.Equal(ExitCode.Wrong, await CommandLine.Run(["guard", "--door-secret", Secret], TextWriter.Null, error));
        Assert.StartsWith("GATEHOUSE_DOORS must have a door with `to`", error.ToString().Trim(), StringComparison.Ordinal);
    }
}
