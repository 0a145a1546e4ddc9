using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Gatehouse.Tests.AspNetCore;

/// <summary>Everything that an application asks: a pool for its keys, and a server about signed requests.</summary>
internal sealed class Outside : HttpMessageHandler
{
    /// <summary>What the server answers; by default it knows an identity.</summary>
    public Func<JsonElement, object?> Server { get; set; } = Identity;

    /// <summary>The key set; null for a pool that does not answer.</summary>
    public string? KeySet { get; set; }

    /// <summary>How often keys were asked for.</summary>
    public int KeysAsked { get; private set; }

    /// <summary>What the server was asked, in the order of it.</summary>
    public List<(HttpRequestMessage Request, JsonElement Question)> Questions { get; } = [];

    /// <summary>An identity with everything that can be known of one.</summary>
    public static object Identity(JsonElement question) => new
    {
        allowed = true,
        body = new { kind = "hash", sha256 = question.GetProperty("bodyHash").GetString() },
        who = new
        {
            arn = "arn:aws:sts::000000000000:assumed-role/people/CognitoIdentityCredentials",
            userId = "AROAPEOPLE:CognitoIdentityCredentials",
            type = "AssumedRole",
            accountId = "000000000000",
            roleName = "people",
            sessionName = "CognitoIdentityCredentials",
            identityId = "us-east-1:0b0e1a2b-0000-4000-8000-000000000000",
            identityPoolId = "us-east-1:11111111-0000-4000-8000-000000000000",
            providers = new[] { "authenticated", "cognito-idp.us-east-1.amazonaws.com/us-east-1_Pool" },
            tags = new Dictionary<string, string> { ["department"] = "books" },
            context = new Dictionary<string, string[]> { ["cognito-identity.amazonaws.com:sub"] = ["us-east-1:0b0e1a2b-0000-4000-8000-000000000000"] },
            expires = "2026-03-04T13:00:00Z",
        },
    };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        if (request.Method == HttpMethod.Get)
        {
            KeysAsked++;
            Assert.EndsWith("/.well-known/jwks.json", request.RequestUri!.AbsolutePath, StringComparison.Ordinal);
            return KeySet is { } keys ? Json(keys) : throw new HttpRequestException(HttpRequestError.ConnectionError);
        }

        var question = JsonSerializer.Deserialize<JsonElement>(await request.Content!.ReadAsStringAsync(ct));
        Questions.Add((request, question));
        return Server(question) switch
        {
            HttpResponseMessage whole => whole,
            Exception failure => throw failure,
            string text => Json(text),
            var answer => Json(JsonSerializer.Serialize(answer)),
        };
    }

    private static HttpResponseMessage Json(string text) => new(HttpStatusCode.OK)
    {
        Content = new StringContent(text, Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
    };
}
