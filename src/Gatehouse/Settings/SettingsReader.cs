using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Gatehouse.Doors;
using Gatehouse.Identity;
using Gatehouse.Outbound;
using Gatehouse.Triggers;
using Npgsql;
using static Gatehouse.Hosting.KnownSettings;

namespace Gatehouse.Hosting;

/// <summary>Turns texts into <see cref="Settings"/>: the one place that knows what each setting must be.</summary>
public static partial class SettingsReader
{
    /// <summary>Reads and checks everything.</summary>
    /// <param name="collected">What was set.</param>
    /// <param name="isDev">Whether demo data will be served; then only this machine may call.</param>
    /// <exception cref="SettingException">A setting is wrong; the first one found.</exception>
    public static Settings Read(IReadOnlyDictionary<Setting, SettingText> collected, bool isDev)
    {
        var texts = new SettingTexts(collected);
        var database = texts.Read(Database, ConnectionString, "a PostgreSQL connection string, as Host=db;Database=gatehouse;Username=gatehouse;Password=…");
        return new Settings
        {
            IsDev = isDev,
            Urls = Addresses(texts, isDev),
            PublicUrl = texts.Read(PublicUrl, Origin, "an http or https URL without query, fragment or a slash at its end, as https://id.example.com"),
            DataDirectory = Path.GetFullPath(texts.Checked(Data, text => !text.Contains('\0', StringComparison.Ordinal), "a directory")),
            Database = database,
            Root = Credentials(texts),
            MasterKey = KeyOrigin(texts, database),
            Region = texts.Checked(Region, RegionForm().IsMatch, "a region, as eu-central-1"),
            AccountId = texts.Checked(AccountId, text => text.Length == 12 && text.All(char.IsAsciiDigit), "twelve digits"),
            Smtp = texts.Read(Smtp, SmtpUrl.Parse, SmtpUrl.Form),
            Sms = Gateway(texts),
            KeepsMessages = texts.Checked(Outbox, text => text is "true" or "false", "true or false") == "true",
            TrustedProxies = Proxies(texts),
            TrustedHosts = texts.Read(TrustedHosts, Hosts, "host names, each with or without a port, with a comma between, as idp.corp.example,localhost:8080") ?? [],
            Functions = FunctionPlans(texts),
            SenderKeys = KeysOfSenders(texts),
            Doors = DoorsOf(texts),
            DoorsPath = DoorsPathOf(texts),
            DoorSecret = SecretOf(texts),
            Templates = MessageTexts(texts),
            MessageLimits = texts.Read(MessageLimits, Caps, "whole numbers to 1000000000 as address=20,ip=300,prefix=100,sms=1000,mail=10000, any of them left out")!,
            CompromisedPasswords = texts.Read(CompromisedPasswords, Crypto.HashFile.Open, "a file that this program may read, with a SHA-1 in hexadecimal at the beginning of each line, in order"),
            BlocksCompromised = texts.Checked(BlockCompromised, text => text is "true" or "false", "true or false") == "true",
            HasStrictTiers = texts.Checked(StrictTiers, text => text is "true" or "false", "true or false") == "true",
            EventRetention = TimeSpan.FromDays(int.Parse(texts.Checked(EventDays, IsDays, "a number of days from 1 to 3650"), CultureInfo.InvariantCulture)),
            ImportLimit = Megabytes(texts.Checked(ImportLimit, text => Megabytes(text) is >= 1 << 20 and <= 10_000L << 20, "a whole number from 1 to 10000")),
            Log = LogFormOf(texts),
        };
    }

    private static IReadOnlyList<ListenAddress> Addresses(SettingTexts texts, bool isDev)
    {
        var addresses = texts.Read(Urls, ListenAddresses,
            "addresses as http://localhost:7080 or http://*:80, with a semicolon between (TLS is for a proxy in front)")!;
        return isDev && !addresses.All(address => address.IsLoopback)
            ? throw texts.Wrong(Urls, "must name nothing but localhost, 127.0.0.1 or [::1] with `gatehouse dev`, whose credentials anyone can read: use `gatehouse serve` for others.")
            : addresses;
    }

    private static RootCredentials? Credentials(SettingTexts texts)
    {
        var id = texts.Read(AccessKeyId, text => AccessKeyForm().IsMatch(text) ? text : null, "16 to 128 letters, digits or underscores");
        var secret = texts.Read(SecretAccessKey, text => SecretForm().IsMatch(text) ? text : null, "16 to 128 ASCII characters without blanks");
        if (id is null != secret is null)
            throw texts.Wrong(id is null ? AccessKeyId : SecretAccessKey, $"must be set too when {(id is null ? SecretAccessKey : AccessKeyId).Variable} is.");
        return id is null ? null : new(id, secret!);
    }

    private static MasterKeyOrigin KeyOrigin(SettingTexts texts, string? database)
    {
        if (texts.IsSet(MasterKey) && texts.IsSet(MasterKeyFile))
            throw texts.Wrong(MasterKey, $"must not be set together with {MasterKeyFile.Variable}.");
        if (database is not null && !texts.IsSet(MasterKey) && !texts.IsSet(MasterKeyFile))
            throw texts.Wrong(MasterKeyFile, $"must be set (or {MasterKey.Variable}) with PostgreSQL, so that every node has the same key.");

        return new(
            texts.Read(MasterKey, text => IsKey(text) ? text : null, "32 random bytes in base64 or hexadecimal, as `openssl rand -base64 32` makes them"),
            texts.Read(MasterKeyFile, text => File.Exists(text) ? Path.GetFullPath(text) : null, "a file that is there"));
    }

    private static long Megabytes(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? (long)count << 20 : 0;

    private static IReadOnlyList<FunctionPlan> FunctionPlans(SettingTexts texts)
    {
        if (Document(texts, Functions) is not var (json, directory))
            return [];

        var plans = PlanReader.Read(json, directory, out var problem);
        return problem is null ? plans : throw texts.Wrong(Functions, problem);
    }

    private static SmsGateway? Gateway(SettingTexts texts)
    {
        if (Document(texts, KnownSettings.Sms) is not var (json, _))
            return null;

        var gateway = SmsReader.Read(json, out var problem);
        return problem is null ? gateway : throw texts.Wrong(KnownSettings.Sms, problem);
    }

    private static string? DoorsPathOf(SettingTexts texts) =>
        texts.Find(KnownSettings.Doors) is { } doors && !doors.StartsWith('{') ? Path.GetFullPath(doors) : null;

    private static string? SecretOf(SettingTexts texts) =>
        texts.Read(DoorSecret, text => DoorSecretForm().IsMatch(text) ? text : null, "32 to 256 ASCII characters without blanks, as `openssl rand -hex 32` makes them");

    private static IReadOnlyList<IPNetwork> Proxies(SettingTexts texts) =>
        texts.Read(TrustedProxies, Networks, "IP addresses or networks with a comma between, as 10.0.0.0/8,192.0.2.7") ?? [];

    private static LogForm LogFormOf(SettingTexts texts) =>
        texts.Checked(Log, text => text is "text" or "json", "text or json") == "json" ? LogForm.Json : LogForm.Text;

    private static DoorsFile DoorsOf(SettingTexts texts)
    {
        if (Document(texts, KnownSettings.Doors) is not var (json, _))
            return DoorsFile.None;

        var doors = DoorsFile.Read(json, out var problem);
        return problem is null ? doors : throw texts.Wrong(KnownSettings.Doors, problem);
    }

    private static Crypto.SenderKeys KeysOfSenders(SettingTexts texts)
    {
        if (Document(texts, KnownSettings.SenderKeys) is not var (json, _))
            return Crypto.SenderKeys.None;

        var keys = Crypto.SenderKeys.Read(json, out var problem);
        return problem is null ? keys : throw texts.Wrong(KnownSettings.SenderKeys, problem);
    }

    // With where the paths in it lead from: a file's from where the file is.
    private static Tuple<string, string>? Document(SettingTexts texts, Setting setting) => texts.Read(
        setting,
        text => text.StartsWith('{')
            ? Tuple.Create(text, Directory.GetCurrentDirectory())
            : FileText(text) is { } json ? Tuple.Create(json, Path.GetDirectoryName(Path.GetFullPath(text))!) : null,
        "a JSON object, or a file that this program may read");

    private static TextFiles MessageTexts(SettingTexts texts)
    {
        if (texts.Read(Templates, text => Directory.Exists(text) ? text : null, "a folder that is there") is not { } folder)
            return TextFiles.None;

        var files = TemplateFolder.Read(folder, out var problem);
        return problem is null ? files : throw texts.Wrong(Templates, problem);
    }

    private static SendCaps? Caps(string text)
    {
        SendCaps? caps = new();
        foreach (var pair in text.Split(',', Separated))
        {
            if (pair.Split('=') is not [var name, var number] || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var cap) || cap > 1_000_000_000)
                return null;

            caps = name switch
            {
                "address" => caps with { Address = cap },
                "ip" => caps with { Origin = cap },
                "prefix" => caps with { Prefix = cap },
                "sms" => caps with { Texts = cap },
                "mail" => caps with { Mails = cap },
                _ => null,
            };
            if (caps is null)
                return null;
        }

        return caps;
    }

    private static string? FileText(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static bool IsKey(string text)
    {
        try
        {
            Crypto.MasterKey.Parse(text);
            return true;
        }
        catch (Crypto.MasterKeyException)
        {
            return false;
        }
    }

    private static bool IsDays(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= 3650;

    private static string? ConnectionString(string text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text).Host is { Length: > 0 } ? text : null;
        }
        catch (Exception failure) when (failure is ArgumentException or FormatException or KeyNotFoundException)
        {
            return null;
        }
    }

    private static string? Origin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
        && url is { Query: "", Fragment: "", UserInfo: "" } && !text.EndsWith('/') && !text.Contains('?') && !text.Contains('#')
            ? text
            : null;

    private static IReadOnlyList<IPNetwork>? Networks(string text)
    {
        var networks = new List<IPNetwork>();
        foreach (var part in text.Split(',', Separated))
        {
            if (IPAddress.TryParse(part, out var one))
                networks.Add(new(one, one.GetAddressBytes().Length * 8));
            else if (IPNetwork.TryParse(part, out var network))
                networks.Add(network);
            else
                return null;
        }

        return networks;
    }

    private static IReadOnlyList<string>? Hosts(string text)
    {
        var hosts = text.Split(',', Separated);
        return hosts.Length > 0 && hosts.All(IsHost) ? hosts : null;
    }

    private static bool IsHost(string text) =>
        Uri.TryCreate($"https://{text}", UriKind.Absolute, out var url) && HostRules.NameOf(url) is var host
        && (text.Equals(host, StringComparison.OrdinalIgnoreCase) || text.Equals($"{host}:{url.Port}", StringComparison.OrdinalIgnoreCase));

    private static IReadOnlyList<ListenAddress>? ListenAddresses(string text)
    {
        var addresses = text.Split(';', Separated).Select(ListenAddress.Parse).ToList();
        var known = addresses.OfType<ListenAddress>().ToList();
        return known.Count > 0 && known.Count == addresses.Count ? known : null;
    }

    private const StringSplitOptions Separated = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;

    [GeneratedRegex("^[a-z]{2,4}(-[a-z]{2,16}){1,3}-[0-9]{1,2}$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex RegionForm();

    [GeneratedRegex("^[A-Za-z0-9_]{16,128}$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex AccessKeyForm();

    [GeneratedRegex("^[!-~]{32,256}$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex DoorSecretForm();

    [GeneratedRegex("^[!-~]{16,128}$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex SecretForm();
}
