using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using Gatehouse.TestKit.Wire;

namespace Gatehouse.Bench;

/// <summary>A server under measurement, as a process of its own on a loopback port and in a directory of its own.</summary>
public sealed class Server : IAsyncDisposable
{
    /// <summary>Root's public half.</summary>
    public const string KeyId = "AKIABENCHBENCHBENCH2";

    /// <summary>Root's secret half.</summary>
    public const string Secret = "bench-bench-bench-bench-bench-bench-benc";

    private const string UserPools = "AWSCognitoIdentityProviderService";
    private const string IdentityPools = "AWSCognitoIdentityService";
    private readonly ProcessStartInfo start;
    private readonly HttpClient http;
    private Process? process;
    private string? ready;

    private Server(string name, int port, string data, ProcessStartInfo command)
    {
        (Name, Data, start) = (name, data, command);
        command.UseShellExecute = false;
        command.RedirectStandardOutput = command.RedirectStandardError = true;
        command.WorkingDirectory = data;
        http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 64 }) { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
    }

    /// <summary>For people.</summary>
    public string Name { get; }

    /// <summary>The processor time it has used so far.</summary>
    public TimeSpan Processor => process!.TotalProcessorTime;

    /// <summary>Its resident bytes now.</summary>
    public long Memory
    {
        get
        {
            process!.Refresh();
            return process.WorkingSet64;
        }
    }

    /// <summary>Where it listens.</summary>
    public Uri Url => http.BaseAddress!;

    private string Data { get; }

    /// <summary>Gatehouse as it was built, with SQLite at its most careful.</summary>
    public static Server Gatehouse()
    {
        var (port, data) = Place();
        var url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
        var command = new ProcessStartInfo("dotnet", [Program(), "serve", "--urls", url, "--data", data]);
        command.Environment["GATEHOUSE_ACCESS_KEY_ID"] = KeyId;
        command.Environment["GATEHOUSE_SECRET_ACCESS_KEY"] = Secret;
        return new Server("Gatehouse", port, data, command);
    }

    /// <summary>The same with further settings, by their variables.</summary>
    public static Server Gatehouse(IReadOnlyDictionary<string, string> settings)
    {
        var server = Gatehouse();
        foreach (var (name, value) in settings)
            server.start.Environment[name] = value;
        return server;
    }

    /// <summary>A guard as it was built.</summary>
    public static Server Guard(IReadOnlyDictionary<string, string> settings)
    {
        var (port, data) = Place();
        var command = new ProcessStartInfo("dotnet", [Program(), "guard", "--guard-listen", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")]);
        foreach (var (name, value) in settings)
            command.Environment[name] = value;
        return new Server("guard", port, data, command) { ready = "/healthz/ready" };
    }

    /// <summary>cognito-local, a test double: it keeps passwords as they are and its users in one JSON file.</summary>
    public static Server CognitoLocal()
    {
        var (port, data) = Place();
        var command = new ProcessStartInfo("node", [Path.Combine(Root(), "bench", "node_modules", "cognito-local", "lib", "bin", "start.js")]);
        command.Environment["HOST"] = "127.0.0.1";
        command.Environment["PORT"] = port.ToString(CultureInfo.InvariantCulture);
        return new Server("cognito-local", port, data, command);
    }

    /// <summary>Starts it.</summary>
    /// <returns>How long it took to its first answer to an operation.</returns>
    public async Task<TimeSpan> Start()
    {
        var watch = Stopwatch.StartNew();
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!await Answers())
        {
            if (process.HasExited || watch.Elapsed > TimeSpan.FromMinutes(1))
                throw new InvalidOperationException($"{Name} did not start.");
            await pace.WaitForNextTickAsync();
        }

        return watch.Elapsed;
    }

    /// <summary>Resident memory in bytes after some seconds without work.</summary>
    public async Task<long> IdleMemory()
    {
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(5));
        await pace.WaitForNextTickAsync();
        process!.Refresh();
        return process.WorkingSet64;
    }

    /// <summary>Calls a public operation; the body is ready to be sent.</summary>
    public Task<byte[]> Call(string operation, byte[] body) => Call(UserPools, operation, body);

    /// <summary>The same for an operation of identity pools.</summary>
    public Task<byte[]> Identity(string operation, byte[] body) => Call(IdentityPools, operation, body);

    /// <summary>The same for an operation of STS, by a form.</summary>
    public async Task<byte[]> Form(string action, string fields)
    {
        using var request = Form(action, "2011-06-15", fields);
        return await Send(action, request);
    }

    /// <summary>Calls an operation with a signature.</summary>
    public Task<JsonElement> Admin(string operation, object input) => Admin("cognito-idp", UserPools, operation, input);

    /// <summary>The same for an operation of identity pools.</summary>
    public Task<JsonElement> IdentityAdmin(string operation, object input) => Admin("cognito-identity", IdentityPools, operation, input);

    /// <summary>The same for an operation of IAM, by a form.</summary>
    public async Task IamAdmin(string action, params (string Name, string Value)[] fields)
    {
        var form = string.Concat(fields.Select(field => $"&{field.Name}={Uri.EscapeDataString(field.Value)}"));
        using var request = await Signed("iam", Form(action, "2010-05-08", form));
        await Send(action, request);
    }

    /// <summary>Sends a file to an address that the server gave.</summary>
    public async Task Put(string url, byte[] file)
    {
        using var answer = await http.PutAsync(url, new ByteArrayContent(file));
        answer.EnsureSuccessStatusCode();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process?.Dispose();
        http.Dispose();
        Directory.Delete(Data, recursive: true);
    }

    private async Task<byte[]> Call(string service, string operation, byte[] body)
    {
        using var request = Request(service, operation, body);
        return await Send(operation, request);
    }

    private async Task<JsonElement> Admin(string service, string target, string operation, object input)
    {
        using var request = await Signed(service, Request(target, operation, JsonSerializer.SerializeToUtf8Bytes(input)));
        return JsonSerializer.Deserialize<JsonElement>(await Send(operation, request) is { Length: > 0 } body ? body : "{}"u8.ToArray());
    }

    private Task<HttpRequestMessage> Signed(string service, HttpRequestMessage request) =>
        new RequestSigner(KeyId, Secret, "us-east-1", service).Sign(request, http.BaseAddress!.Authority, TimeProvider.System.GetUtcNow());

    private async Task<bool> Answers()
    {
        try
        {
            if (ready is not null)
                return (await http.GetAsync(new Uri(ready, UriKind.Relative))).IsSuccessStatusCode;

            await Admin("ListUserPools", new { MaxResults = 1 });
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task<byte[]> Send(string operation, HttpRequestMessage request)
    {
        using var response = await http.SendAsync(request);
        var answer = await response.Content.ReadAsByteArrayAsync();
        return response.IsSuccessStatusCode
            ? answer
            : throw new InvalidOperationException($"{Name}: {operation}: {(int)response.StatusCode} {System.Text.Encoding.UTF8.GetString(answer)}");
    }

    private static HttpRequestMessage Form(string action, string version, string fields) => new(HttpMethod.Post, "/")
    {
        Content = new StringContent($"Action={action}&Version={version}{fields}", new MediaTypeHeaderValue("application/x-www-form-urlencoded")),
    };

    private static HttpRequestMessage Request(string service, string operation, byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.1");
        var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = content };
        request.Headers.TryAddWithoutValidation("X-Amz-Target", $"{service}.{operation}");
        return request;
    }

    private static (int Port, string Data) Place()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return (((IPEndPoint)listener.LocalEndpoint).Port, Directory.CreateTempSubdirectory("gatehouse-bench-").FullName);
    }

    private static string Program() => Path.Combine(Root(), "src", "Gatehouse", "bin", "Release", "net10.0", "gatehouse.dll");

    private static string Root()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory!.FullName, "Gatehouse.slnx")))
            directory = directory.Parent;

        return directory.FullName;
    }
}
