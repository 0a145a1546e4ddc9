using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Gatehouse.TestKit.Wire;

namespace Gatehouse.Clients.Tests.Rig;

/// <summary>The operations of a server, as bytes on the wire: no client library retries or hides anything.</summary>
public sealed class Cognito(HttpClient http, ServerPlan plan)
{
    private static readonly JsonSerializerOptions Compact = new() { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };
    private readonly RequestSigner signer = new(plan.AccessKeyId, plan.SecretAccessKey, ServerPlan.Region, "cognito-idp");

    /// <summary>Calls a public operation.</summary>
    public Task<Answer> Call(string operation, object input) => Send(Request(operation, input));

    /// <summary>Calls an operation with root's signature.</summary>
    public async Task<Answer> Admin(string operation, object input) =>
        await Send(await signer.Sign(Request(operation, input), http.BaseAddress!.Authority, TimeProvider.System.GetUtcNow()));

    /// <summary>The messages that went to an address, oldest first.</summary>
    public async Task<JsonElement[]> Messages(string address)
    {
        await using var stream = await http.GetStreamAsync("/_gatehouse/messages?to=" + Uri.EscapeDataString(address));
        return (await JsonSerializer.DeserializeAsync<JsonElement[]>(stream))!;
    }

    /// <summary>The newest code that went to an address.</summary>
    public async Task<string> CodeFor(string address) => (await Messages(address))[^1].GetProperty("Code").GetString()!;

    private async Task<Answer> Send(HttpRequestMessage request)
    {
        var watch = Stopwatch.StartNew();
        using (request)
        {
            using var response = await http.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            return new Answer((int)response.StatusCode, text, watch.Elapsed);
        }
    }

    private static HttpRequestMessage Request(string operation, object input)
    {
        var body = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(input, Compact));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.1");
        var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = body };
        request.Headers.TryAddWithoutValidation("X-Amz-Target", "AWSCognitoIdentityProviderService." + operation);
        return request;
    }
}

/// <summary>What the server answered.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Text">The body.</param>
/// <param name="Took">From the first byte sent to the last one read.</param>
public sealed record Answer(int Status, string Text, TimeSpan Took)
{
    /// <summary>It was done.</summary>
    public bool Succeeded => Status == 200;

    /// <summary>The name of the error; null when it was done.</summary>
    public string? Error => Succeeded || Text.Length == 0 ? null : Parsed.GetProperty("__type").GetString();

    /// <summary>The body, which must be that of a success.</summary>
    public JsonElement Body
    {
        get
        {
            Assert.True(Succeeded, $"{Status}: {Text}");
            return Parsed;
        }
    }

    private JsonElement Parsed => Text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(Encoding.UTF8.GetBytes(Text));

    /// <summary>A member of the body, by its path.</summary>
    public string Member(params string[] path) => path.Aggregate(Body, (at, name) => at.GetProperty(name)).GetString()!;
}
