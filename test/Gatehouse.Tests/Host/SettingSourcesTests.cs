using Gatehouse.Hosting;

namespace Gatehouse.Tests.Host;

public sealed class SettingSourcesTests : IDisposable
{
    private readonly DirectoryInfo work = Directory.CreateTempSubdirectory("gatehouse-test-");
    private readonly Dictionary<Setting, string> options = [];
    private readonly Dictionary<string, string> environment = [];

    public SettingSourcesTests() => environment["GATEHOUSE_SETTINGS_DIR"] = work.CreateSubdirectory("settings").FullName;

    public void Dispose() => work.Delete(recursive: true);

    [Fact]
    public void The_command_line_comes_before_the_environment_files_and_appsettings()
    {
        AppSettings("""{ "Gatehouse": { "Region": "ap-south-1" }, "Other": { "Region": 1 } }""");
        Assert.Equal(new("ap-south-1", "appsettings.json"), Region());
        File("GATEHOUSE_REGION", "sa-east-1\n");
        Assert.Equal("sa-east-1", Region()?.Text);
        environment["GATEHOUSE_REGION"] = "eu-west-1";
        Assert.Equal(new("eu-west-1", "environment"), Region());
        options[KnownSettings.Region] = "eu-north-1";
        Assert.Equal(new("eu-north-1", "command line"), Region());
    }

    [Fact]
    public void An_empty_variable_is_as_good_as_none()
    {
        File("gatehouse_region", "sa-east-1");
        environment["GATEHOUSE_REGION"] = "";
        Assert.Equal("sa-east-1", Region()?.Text);
    }

    [Fact]
    public void An_unknown_variable_ends_the_start()
    {
        environment["GATEHOUSE_REGOIN"] = "eu-west-1";
        Assert.StartsWith("GATEHOUSE_REGOIN is not a setting", Assert.Throws<SettingException>(() => Region()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_file_or_key_ends_the_start()
    {
        File("GATEHOUSE_COLOUR", "red");
        Assert.StartsWith("GATEHOUSE_COLOUR is not a setting", Assert.Throws<SettingException>(() => Region()).Message, StringComparison.Ordinal);
        System.IO.File.Delete(Path.Combine(environment["GATEHOUSE_SETTINGS_DIR"], "GATEHOUSE_COLOUR"));

        AppSettings("""{ "Gatehouse": { "Colour": "red" } }""");
        Assert.StartsWith("appsettings.json: Gatehouse:Colour is not a setting", Assert.Throws<SettingException>(() => Region()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GATEHOUSE_SERVICE_HOST", "10.0.0.1")]
    [InlineData("GATEHOUSE_SERVICE_PORT_HTTP", "7080")]
    [InlineData("GATEHOUSE_PORT", "tcp://10.0.0.1:7080")]
    [InlineData("GATEHOUSE_PORT_7080_TCP_ADDR", "10.0.0.1")]
    [InlineData("OTHER_REGION", "moon")]
    public void What_others_put_into_the_environment_is_left_alone(string name, string value)
    {
        environment[name] = value;
        Assert.Null(Region());
    }

    [Fact]
    public void Other_files_of_the_settings_directory_are_left_alone()
    {
        File("other-secret", "x");
        Assert.Null(Region());
    }

    [Fact]
    public void A_broken_appsettings_file_is_named()
    {
        AppSettings("{ nonsense");
        Assert.Equal("appsettings.json must be a JSON file that this program may read.", Assert.Throws<SettingException>(() => Region()).Message);
    }

    [Fact]
    public void A_settings_directory_that_was_asked_for_must_be_there()
    {
        environment["GATEHOUSE_SETTINGS_DIR"] = "/no/such/directory";
        Assert.StartsWith("GATEHOUSE_SETTINGS_DIR must name a directory", Assert.Throws<SettingException>(() => Region()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_of_a_setting_follow_from_one_another()
    {
        Assert.Equal(("GATEHOUSE_PUBLIC_URL", "--public-url", "PublicUrl"), (KnownSettings.PublicUrl.Variable, KnownSettings.PublicUrl.Option, KnownSettings.PublicUrl.Key));
        Assert.Equal(KnownSettings.All.Count, typeof(KnownSettings).GetFields().Length);
    }

    private SettingText? Region() => new SettingSources(options, environment, work.FullName).Collect().GetValueOrDefault(KnownSettings.Region);

    private void File(string name, string text) => System.IO.File.WriteAllText(Path.Combine(environment["GATEHOUSE_SETTINGS_DIR"], name), text);

    private void AppSettings(string text) => System.IO.File.WriteAllText(Path.Combine(work.FullName, "appsettings.json"), text);
}
