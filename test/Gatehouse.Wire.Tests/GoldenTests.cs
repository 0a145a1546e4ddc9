using System.Text;
using System.Text.RegularExpressions;
using Gatehouse.Wire.Tests.Toys;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Primitives;

namespace Gatehouse.Wire.Tests;

/// <summary>Bytes in, bytes out: every file of <c>Golden</c> holds a request, a line of equal signs and the answer.</summary>
/// <remarks>In answers a UUID reads <c>{uuid}</c>; header names are sorted. <c>{N×x}</c> stands for N times x.</remarks>
public partial class GoldenTests
{
    private const string Line = "\n=====\n";

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Golden");

    public static TheoryData<string> Names => [.. Directory.GetFiles(Folder, "*.txt").Select(file => Path.GetFileNameWithoutExtension(file)).Order()];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_exchange_is_what_it_was(string name)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Folder, name + ".txt"));
        var parts = text.Split(Line);
        await using var host = await ToyHost.InMemory();

        var answer = await Exchange(host.Memory, parts[0]);

        Assert.Equal(parts[1].TrimEnd('\n'), answer);
    }

    private static async Task<string> Exchange(TestServer server, string request)
    {
        var (head, body) = request.Split("\n\n", 2) is [var first, var second] ? (first, second) : (request, "");
        var lines = head.Split('\n');
        var bytes = Encoding.UTF8.GetBytes(Repeated().Replace(body, r => new string(r.Groups["what"].Value[0], int.Parse(r.Groups["times"].Value))));

        var http = await server.SendAsync(http =>
        {
            http.Request.Method = lines[0].Split(' ')[0];
            http.Request.Path = "/";
            http.Features.Get<IHttpRequestFeature>()!.RawTarget = lines[0].Split(' ')[1];
            http.Request.Headers.Host = "gatehouse.example";
            foreach (var header in lines.Skip(1).Select(line => line.Split(": ", 2)))
                http.Request.Headers[header[0]] = StringValues.Concat(http.Request.Headers[header[0]], header[1]);
            http.Request.Body = new MemoryStream(bytes);
        });

        using var reader = new StreamReader(http.Response.Body);
        var headers = http.Response.Headers.OrderBy(header => header.Key, StringComparer.Ordinal).Select(header => $"{header.Key}: {header.Value}\n");
        var answer = $"{http.Response.StatusCode}\n{string.Concat(headers)}\n{await reader.ReadToEndAsync()}";
        return Runs().Replace(Uuid().Replace(answer, "{uuid}"), run => $"{{{run.Length}×x}}").TrimEnd('\n');
    }

    [GeneratedRegex(@"\{(?<times>\d+)×(?<what>.)\}", RegexOptions.NonBacktracking)]
    private static partial Regex Repeated();

    [GeneratedRegex("x{100,}", RegexOptions.NonBacktracking)]
    private static partial Regex Runs();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", RegexOptions.NonBacktracking)]
    private static partial Regex Uuid();
}
