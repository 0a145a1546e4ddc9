using System.Security.Cryptography;
using Gatehouse.Hosting;
using Gatehouse.Triggers;
using Gatehouse.Outbound;

namespace Gatehouse.Tests.Host;

public sealed class SettingsTests
{
    private static readonly string SomeFile = typeof(SettingsTests).Assembly.Location;

    public static TheoryData<string, string> Wrong => new()
    {
        { "URLS", "localhost:7080" }, { "URLS", "https://localhost" }, { "URLS", "http://localhost:70800" }, { "URLS", "http://example.com:80" },
        { "URLS", ";" }, { "URLS", "http://localhost:80/base" }, { "URLS", "http://localhost;nonsense" },
        { "PUBLIC_URL", "id.example.com" }, { "PUBLIC_URL", "https://id.example.com/" }, { "PUBLIC_URL", "https://id.example.com?a=b" },
        { "PUBLIC_URL", "ftp://id.example.com" }, { "PUBLIC_URL", "https://u:p@id.example.com" }, { "PUBLIC_URL", "https://id.example.com#" },
        { "DATABASE", "nonsense" }, { "DATABASE", "Database=people" }, { "DATABASE", "Host=db;Port=many" },
        { "ACCESS_KEY_ID", "short" }, { "ACCESS_KEY_ID", "AKIA/1234567890123" },
        { "SECRET_ACCESS_KEY", "short" }, { "SECRET_ACCESS_KEY", "with blanks in it, and long enough" },
        { "MASTER_KEY", "a passphrase" }, { "MASTER_KEY_FILE", "/no/such/file" },
        { "REGION", "Europe" }, { "REGION", "eu_central_1" }, { "ACCOUNT_ID", "12345" }, { "ACCOUNT_ID", "12345678901a" },
        { "SMTP", "mail.example.com" }, { "SMTP", "smtp://mail.example.com" }, { "SMTP", "smtp://h?from=nobody" }, { "SMTP", "smtp://h?from=a@b.c&tls=maybe" },
        { "SMTP", "smtp://h?from=a@b.c&color=red" }, { "SMTP", "http://h?from=a@b.c" }, { "SMTP", "smtp://useronly@h?from=a@b.c" },
        { "OUTBOX", "yes" }, { "TRUSTED_PROXIES", "proxy.local" }, { "TRUSTED_PROXIES", "10.0.0.0/64" },
        { "TRUSTED_HOSTS", "https://idp.corp" }, { "TRUSTED_HOSTS", "idp.corp/" }, { "TRUSTED_HOSTS", "user@idp.corp" }, { "TRUSTED_HOSTS", "idp.corp:many" },
        { "TRUSTED_HOSTS", "10.0.0.0/8" }, { "TRUSTED_HOSTS", "," }, { "TRUSTED_HOSTS", "*.corp" },
        { "FUNCTIONS", "/no/such/file" }, { "FUNCTIONS", "{\"f\": {\"lambda\": \"nowhere\"}}" }, { "FUNCTIONS", "{\"f\": 7}" }, { "FUNCTIONS", "{" },
        { "SMS", "/no/such/file" }, { "SMS", "{\"provider\": \"pigeon\"}" }, { "SMS", "{" }, { "SMS", "twilio" },
        { "SENDER_KEYS", "/no/such/file" }, { "SENDER_KEYS", "{\"k\": \"a passphrase\"}" }, { "SENDER_KEYS", "{\"k\": 7}" }, { "SENDER_KEYS", "{" },
        { "DOORS", "/no/such/file" }, { "DOORS", "{" }, { "DOORS", "{\"doors\": []}" }, { "DOORS", "{\"doors\": [{\"name\": \"files\"}]}" },
        { "DOOR_SECRET", "0123456789012345678901234567890" }, { "DOOR_SECRET", "a secret with blanks in it, and long enough" },
        { "LOG", "xml" }, { "TEMPLATES", "/no/such/folder" }, { "COMPROMISED_PASSWORDS", "/no/such/file" }, { "BLOCK_COMPROMISED", "yes" },
        { "MESSAGE_LIMITS", "address" }, { "MESSAGE_LIMITS", "address=many" }, { "MESSAGE_LIMITS", "address=-1" }, { "MESSAGE_LIMITS", "adress=5" },
        { "MESSAGE_LIMITS", "sms=1000000001" }, { "MESSAGE_LIMITS", "sms=1=2" }, { "MESSAGE_LIMITS", "sms=1;mail=2" }, { "MESSAGE_LIMITS", "SMS=1" },
        { "EVENT_DAYS", "0" }, { "EVENT_DAYS", "3651" }, { "EVENT_DAYS", "a year" }, { "EVENT_DAYS", "+7" },
        { "IMPORT_LIMIT", "0" }, { "IMPORT_LIMIT", "10001" }, { "IMPORT_LIMIT", "1.5" }, { "IMPORT_LIMIT", "-1" }, { "IMPORT_LIMIT", "all" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_value_is_refused_by_one_sentence_that_names_the_setting_and_no_secret(string name, string value)
    {
        var refusal = Assert.Throws<SettingException>(() => Given.Settings((name, value)));
        Assert.StartsWith("GATEHOUSE_" + name + " must ", refusal.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
        if (KnownSettings.All.Single(setting => setting.Name == name).IsSecret)
            Assert.DoesNotContain(value, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Doors_are_told_of_in_the_setting_itself_or_in_a_file_that_is_watched()
    {
        const string json = """{"doors": [{"name": "files", "service": "s3", "hosts": ["files.example.com"]}]}""";
        using var directory = new TemporaryDirectory();
        var file = Path.Combine(directory.Path, "doors.json");
        File.WriteAllText(file, json);
        foreach (var (text, path) in new[] { (json, null), (file, file) })
        {
            var settings = Given.Settings(("DOORS", text), ("DOOR_SECRET", new string('x', 32)));
            Assert.Equal(("files", path, new string('x', 32)), (Assert.Single(settings.Doors.Doors).Name, settings.DoorsPath, settings.DoorSecret));
        }
    }

    [Fact]
    public void Functions_are_named_in_the_setting_itself_or_in_a_file()
    {
        const string json = """{"shop": {"lambda": "http://localhost:9001"}}""";
        using var directory = new TemporaryDirectory();
        var file = Path.Combine(directory.Path, "functions.json");
        File.WriteAllText(file, json);
        foreach (var text in new[] { json, file })
            Assert.Equal("shop", Assert.Single(Given.Settings(("FUNCTIONS", text)).Functions).Name);
    }

    [Fact]
    public void A_gateway_and_keys_of_senders_are_named_in_the_setting_itself_or_in_a_file()
    {
        const string gateway = """{"provider": "messagebird", "secret": "s", "from": "Shop"}""";
        var keys = $$"""{"arn:aws:kms:us-east-1:000000000000:key/codes": "{{Convert.ToBase64String(new byte[32])}}"}""";
        using var directory = new TemporaryDirectory();
        var (first, second) = (Path.Combine(directory.Path, "sms.json"), Path.Combine(directory.Path, "keys.json"));
        File.WriteAllText(first, gateway);
        File.WriteAllText(second, keys);
        foreach (var settings in new[] { Given.Settings(("SMS", gateway), ("SENDER_KEYS", keys)), Given.Settings(("SMS", first), ("SENDER_KEYS", second)) })
        {
            Assert.Equal("https://rest.messagebird.com/messages", settings.Sms!.Url);
            Assert.NotNull(settings.SenderKeys.Seal("arn:aws:kms:us-east-1:000000000000:key/codes", "1"));
        }

        Assert.Null(Given.Settings().Sms);
    }

    [Fact]
    public void Folders_of_functions_lead_from_the_file_that_names_them()
    {
        using var directory = new TemporaryDirectory();
        var folder = Directory.CreateDirectory(Path.Combine(directory.Path, "gate")).FullName;
        var file = Path.Combine(directory.Path, "functions.json");
        File.WriteAllText(file, """{"gate": {"local": "./gate"}}""");
        var plan = Assert.Single(Given.Settings(("FUNCTIONS", file)).Functions);
        Assert.Equal(folder, Assert.IsType<FunctionPlace.Local>(plan.Place).Folder);
        Assert.Throws<SettingException>(() => Given.Settings(("FUNCTIONS", """{"gate": {"local": "./gate"}}""")));
    }

    [Fact]
    public void Limits_of_messages_are_set_one_by_one()
    {
        Assert.Equal(new Gatehouse.Identity.SendCaps(), Given.Settings().MessageLimits);
        Assert.Equal(new Gatehouse.Identity.SendCaps { Texts = 5, Origin = 0 }, Given.Settings(("MESSAGE_LIMITS", "sms=5, ip=0")).MessageLimits);
        Assert.Equal(
            new Gatehouse.Identity.SendCaps { Address = 1, Origin = 2, Prefix = 3, Texts = 4, Mails = 1_000_000_000 },
            Given.Settings(("MESSAGE_LIMITS", "address=1,ip=2,prefix=3,sms=4,mail=1000000000")).MessageLimits);
    }

    [Fact]
    public void Without_any_setting_it_serves_this_machine_from_a_directory_beside_it()
    {
        var settings = Given.Settings();
        Assert.Equal("http://localhost:7080", Assert.Single(settings.Urls).ToString());
        Assert.Equal(Path.GetFullPath("gatehouse-data"), settings.DataDirectory);
        Assert.Equal(new("us-east-1", "000000000000", "http://localhost:7080"), settings.Realm("http://localhost:7080"));
        Assert.Null(settings.Database);
        Assert.Null(settings.Root);
        Assert.Null(settings.Smtp);
        Assert.False(settings.KeepsMessages);
        Assert.Empty(settings.TrustedProxies);
        Assert.Empty(settings.TrustedHosts);
        Assert.Empty(settings.Functions);
        Assert.Equal(100L << 20, settings.ImportLimit);
        Assert.Equal(LogForm.Text, settings.Log);
        Assert.Equal(730, settings.EventRetention.TotalDays);
    }

    [Fact]
    public void Everything_can_be_set()
    {
        var settings = Given.Settings(
            ("URLS", "http://*:80; http://[::1]:7080/"), ("PUBLIC_URL", "https://id.example.com/auth"), ("REGION", "eu-central-1"),
            ("ACCOUNT_ID", "123456789012"), ("DATABASE", "Host=a,b;Database=g"), ("MASTER_KEY_FILE", SomeFile), ("OUTBOX", "true"), ("LOG", "json"),
            ("ACCESS_KEY_ID", "AKIA1234567890123456"), ("SECRET_ACCESS_KEY", "0123456789abcdef/+="), ("TRUSTED_PROXIES", "10.0.0.0/8, ::1"), ("TRUSTED_HOSTS", "IDP.corp, localhost:8080,idp.corp:443, [::1]:80, 10.0.0.1"));
        Assert.Equal(["http://*", "http://[::1]:7080"], settings.Urls.Select(url => url.ToString()));
        Assert.Equal(new("eu-central-1", "123456789012", "https://id.example.com/auth"), settings.Realm("http://localhost"));
        Assert.Equal(new("AKIA1234567890123456", "0123456789abcdef/+="), settings.Root);
        Assert.Equal(["IDP.corp", "localhost:8080", "idp.corp:443", "[::1]:80", "10.0.0.1"], settings.TrustedHosts);
        Assert.Equal(["10.0.0.0/8", "::1/128"], settings.TrustedProxies.Select(proxy => proxy.ToString()));
        Assert.True(settings.KeepsMessages);
        Assert.Equal(LogForm.Json, settings.Log);
    }

    [Theory]
    [InlineData("ACCESS_KEY_ID", "AKIA1234567890123456", "SECRET_ACCESS_KEY")]
    [InlineData("SECRET_ACCESS_KEY", "0123456789abcdef", "ACCESS_KEY_ID")]
    public void One_half_of_the_root_credentials_asks_for_the_other(string given, string value, string missing) =>
        Assert.StartsWith($"GATEHOUSE_{missing} must be set too", Assert.Throws<SettingException>(() => Given.Settings((given, value))).Message, StringComparison.Ordinal);

    [Fact]
    public void PostgreSQL_asks_for_a_master_key() =>
        Assert.StartsWith("GATEHOUSE_MASTER_KEY_FILE must be set", Assert.Throws<SettingException>(() => Given.Settings(("DATABASE", "Host=db"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Two_master_keys_are_one_too_many()
    {
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        var refusal = Assert.Throws<SettingException>(() => Given.Settings(("MASTER_KEY", key), ("MASTER_KEY_FILE", SomeFile)));
        Assert.StartsWith("GATEHOUSE_MASTER_KEY must not be set together", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://*:7080")]
    [InlineData("http://0.0.0.0:7080")]
    [InlineData("http://192.0.2.7:7080")]
    [InlineData("http://localhost:7080;http://[::]:7081")]
    public void Demo_credentials_are_served_to_this_machine_only(string urls)
    {
        Assert.StartsWith("GATEHOUSE_URLS must name nothing but localhost", Assert.Throws<SettingException>(() => Given.Dev(("URLS", urls))).Message, StringComparison.Ordinal);
        Assert.NotEmpty(Given.Settings(("URLS", urls)).Urls);
    }

    [Theory]
    [InlineData("smtp://mail.example.com?from=a@b.c", 587, SmtpTls.StartTls, null, null)]
    [InlineData("smtp://mail.example.com:465?from=a@b.c", 465, SmtpTls.Implicit, null, null)]
    [InlineData("smtp://mail.example.com:25?tls=none&from=a@b.c", 25, SmtpTls.None, null, null)]
    [InlineData("smtp://me%40b.c:p%3A%2Fw@mail.example.com:2525?tls=implicit&from=Sender%20%3Ca@b.c%3E", 2525, SmtpTls.Implicit, "me@b.c", "p:/w")]
    public void A_mail_server_is_read_from_one_url(string url, int port, SmtpTls tls, string? user, string? password)
    {
        var server = Given.Settings(("SMTP", url)).Smtp!;
        Assert.Equal(("mail.example.com", port, tls, user, password), (server.Host, server.Port, server.Tls, server.User, server.Password));
        Assert.Equal("a@b.c", server.From.Address);
    }

    [Fact]
    public void No_secret_shows_when_settings_are_printed()
    {
        const string Secret = "Very-Secret-Value-1";
        var settings = Given.Settings(
            ("ACCESS_KEY_ID", "AKIA1234567890123456"), ("SECRET_ACCESS_KEY", Secret), ("SMTP", $"smtp://u:{Secret}@h?from=a@b.c"),
            ("DATABASE", $"Host=db;Password={Secret}"), ("MASTER_KEY", new string('a', 64)));
        Assert.DoesNotContain(Secret, $"{settings}{settings.Root}{settings.Smtp}{settings.MasterKey}", StringComparison.Ordinal);
        Assert.DoesNotContain("aaaa", $"{settings}{settings.MasterKey}", StringComparison.Ordinal);
    }
}
