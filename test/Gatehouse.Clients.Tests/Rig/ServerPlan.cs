using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json;

namespace Gatehouse.Clients.Tests.Rig;

/// <summary>How a server is started. The same plan started again is the same installation.</summary>
public sealed record ServerPlan : IDisposable
{
    /// <summary>The data directory; of its own for each plan, and gone with it.</summary>
    public string Data { get; } = System.IO.Directory.CreateTempSubdirectory("gatehouse-test-").FullName;

    /// <summary>The loopback port.</summary>
    public int Port { get; init; } = FreePort();

    /// <summary>The PostgreSQL connection string; null for SQLite in the data directory.</summary>
    public string? Database { get; init; }

    /// <summary>What seals the store, in base64.</summary>
    public string MasterKey { get; init; } = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    /// <summary>Root's public half.</summary>
    public string AccessKeyId { get; init; } = "AKIA" + RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16);

    /// <summary>Root's secret half.</summary>
    public string SecretAccessKey { get; init; } = RandomNumberGenerator.GetHexString(40, lowercase: true);

    /// <summary>The loopback port on which a test may run the functions of its pools; those whose names begin with <c>rig-</c> are there.</summary>
    public int FunctionsPort { get; } = FreePort();

    /// <summary>What signs webhooks to them.</summary>
    public string HookSecret { get; } = "whsec_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    /// <summary>Where it is started; null for the data directory.</summary>
    public string? Directory { get; init; }

    /// <summary>What functions that send messages share with the server, in base64.</summary>
    public string SenderKey { get; } = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    /// <summary>What such a function keeps to itself.</summary>
    public RSA SenderOwner { get; } = RSA.Create(2048);

    /// <summary>The loopback ports on which a test may run the services behind doors: <c>files</c>, which speaks S3, and <c>orders</c>, an API.</summary>
    public IReadOnlyList<int> BackendPorts { get; } = [FreePort(), FreePort()];

    /// <summary>The loopback port on which a test may run an application that asks.</summary>
    public int AppPort { get; } = FreePort();

    /// <summary>The loopback port on which a test may run nginx.</summary>
    public int NginxPort { get; } = FreePort();

    /// <summary>What a guard shares with the server.</summary>
    public string DoorSecret { get; } = RandomNumberGenerator.GetHexString(64, lowercase: true);

    /// <summary>The doors, as JSON.</summary>
    public string Doors => $$"""
        {
          "doors": [
            { "name": "files", "service": "s3", "hosts": ["127.0.0.1"], "to": "http://127.0.0.1:{{BackendPorts[0]}}" },
            { "name": "nginx", "service": "s3", "hosts": ["localhost:{{NginxPort}}"], "proxy": "nginx" },
            { "name": "orders", "service": "execute-api", "api": "orders", "stage": "prod", "hosts": ["orders.example.com"], "to": "http://127.0.0.1:{{BackendPorts[1]}}" },
            { "name": "app", "service": "execute-api", "api": "app", "stage": "prod", "hosts": ["localhost:{{AppPort}}"] }
          ]
        }
        """;

    /// <summary>Further settings, without their prefix.</summary>
    public IReadOnlyDictionary<string, string> More { get; init; } = new Dictionary<string, string>();

    /// <summary>Further variables of its process, with their whole names.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>The command and its arguments.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = ["serve"];

    /// <summary>The folder of the local function <c>rig-local</c>, which there is when the folder is there at the start.</summary>
    public string LocalFunction => Path.Combine(Data, "rig-local");

    /// <summary>The region of every pool.</summary>
    public static string Region => "us-east-1";

    /// <summary>Where the server listens; the base of its issuers.</summary>
    public string Endpoint => $"http://127.0.0.1:{Port}";

    /// <summary>The settings as the program reads them, and none from outside.</summary>
    public IEnumerable<KeyValuePair<string, string>> Settings()
    {
        var settings = new Dictionary<string, string>
        {
            ["URLS"] = Endpoint,
            ["PUBLIC_URL"] = Endpoint,
            ["DATA"] = Data,
            ["ACCESS_KEY_ID"] = AccessKeyId,
            ["SECRET_ACCESS_KEY"] = SecretAccessKey,
            ["MASTER_KEY"] = MasterKey,
            ["REGION"] = Region,
            ["OUTBOX"] = "true",
            ["FUNCTIONS"] = Functions(),
            ["TRUSTED_HOSTS"] = "localhost",
            ["DOORS"] = Doors,
            ["DOOR_SECRET"] = DoorSecret,
            ["SMS"] = $$"""{"provider": "webhook", "url": "http://127.0.0.1:{{FunctionsPort}}/sms", "secret": "{{HookSecret}}"}""",
            ["SENDER_KEYS"] = JsonSerializer.Serialize(new Dictionary<string, string>
            {
                ["rig-shared"] = SenderKey, ["rig-owner"] = SenderOwner.ExportSubjectPublicKeyInfoPem(),
            }),
        };
        if (Database is not null)
            settings["DATABASE"] = Database;
        foreach (var (name, value) in More)
            settings[name] = value;

        return settings.Where(setting => setting.Value.Length > 0).Select(setting => KeyValuePair.Create("GATEHOUSE_" + setting.Key, setting.Value));
    }

    /// <summary>Writes the local function <c>rig-local</c>.</summary>
    public void WriteLocalFunction(string handler)
    {
        System.IO.Directory.CreateDirectory(LocalFunction);
        File.WriteAllText(Path.Combine(LocalFunction, "index.mjs"), handler);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        SenderOwner.Dispose();
        if (System.IO.Directory.Exists(Data))
            System.IO.Directory.Delete(Data, recursive: true);
    }

    private string Functions() => $$"""
        {
          {{(System.IO.Directory.Exists(LocalFunction) ? Local() : "")}}
          "rig-lambda": { "lambda": "http://127.0.0.1:{{FunctionsPort}}", "region": "us-east-1", "accessKeyId": "AKIARIG", "secretAccessKey": "rig-secret" },
          "rig-hook": { "webhook": "http://127.0.0.1:{{FunctionsPort}}/hook", "secret": "{{HookSecret}}" },
          "rig-slow": { "webhook": "http://127.0.0.1:{{FunctionsPort}}/slow", "secret": "{{HookSecret}}", "timeout": 0.5, "tries": 2, "concurrency": 4 }
        }
        """;

    private string Local() => $$"""
        "rig-local": { "local": {{JsonSerializer.Serialize(LocalFunction)}}, "environment": { "GREETING": "Good day" } },
        """;

    /// <summary>A loopback port on which nobody listens.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
