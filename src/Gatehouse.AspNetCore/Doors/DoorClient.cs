using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Gatehouse.AspNetCore;

/// <summary>Asks a Gatehouse server about requests that came to a door. Nothing is remembered: a right that was taken away is gone with the next request.</summary>
/// <remarks>Safe for any number of threads; one for the life of a program.</remarks>
public sealed class DoorClient : IDisposable
{
    private const int LongestAnswer = 1 << 20;
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };
    private readonly HttpClient http;

    /// <summary>A client of a server.</summary>
    /// <param name="server">Where to ask.</param>
    /// <param name="handler">What carries the questions; null for connections of its own, which follow no redirect and use no proxy.</param>
    public DoorClient(DoorServer server, HttpMessageHandler? handler = null)
    {
        http = new(handler ?? Connections(), disposeHandler: handler is null)
        {
            BaseAddress = new($"{server.Url.AbsoluteUri.TrimEnd('/')}/_gatehouse/authorize/"),
            Timeout = server.Patience,
            MaxResponseContentBufferSize = LongestAnswer,
        };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", server.Secret);
    }

    /// <summary>Asks about a request.</summary>
    /// <param name="door">The name of the door, as the server's doors file has it.</param>
    /// <param name="question">The request.</param>
    /// <param name="cancellation">Fires when the caller went away.</param>
    public async Task<DoorAnswer> Ask(string door, DoorQuestion question, CancellationToken cancellation = default)
    {
        for (var isFirst = true; ; isFirst = false)
        {
            try
            {
                return await Send(door, question, cancellation);
            }
            catch (HttpRequestException broken) when (isFirst && broken.HttpRequestError is (HttpRequestError.ResponseEnded or HttpRequestError.Unknown))
            {
                // A connection that rested may have been closed under the question. Asking changes nothing, so it is asked once more.
                continue;
            }
            catch (Exception failure) when (IsSilence(failure, cancellation))
            {
                return new DoorAnswer.Unavailable($"{failure.GetType().Name}: {failure.Message}");
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private async Task<DoorAnswer> Send(string door, DoorQuestion question, CancellationToken cancellation)
    {
        using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(question, Web));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await http.PostAsync(Uri.EscapeDataString(door), content, cancellation);
        return response.StatusCode switch
        {
            HttpStatusCode.OK => JsonSerializer.Deserialize<Spoken>(await response.Content.ReadAsByteArrayAsync(cancellation), Web)?.Answer() ?? Strange("nothing"),
            HttpStatusCode.Unauthorized => Strange("401: its GATEHOUSE_DOOR_SECRET is another one, or not set"),
            HttpStatusCode.NotFound => Strange($"404: its GATEHOUSE_DOORS has no door '{door}'"),
            var other => Strange($"{(int)other}"),
        };
    }

    private static bool IsSilence(Exception failure, CancellationToken cancellation) =>
        failure is HttpRequestException or JsonException || (failure is OperationCanceledException && !cancellation.IsCancellationRequested);

    private static DoorAnswer.Unavailable Strange(string what) => new($"The server answered {what}.");

    private static SocketsHttpHandler Connections() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ConnectTimeout = TimeSpan.FromSeconds(2),
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
    };

    // The answer as it is written. What is not whole is no answer.
    private sealed record Spoken
    {
        public bool? Allowed { get; init; }

        public Signer? Who { get; init; }

        public string? Action { get; init; }

        public IReadOnlyList<string>? Resources { get; init; }

        public string? Target { get; init; }

        public IReadOnlyDictionary<string, string>? Headers { get; init; }

        public DoorBody? Body { get; init; }

        public string? Needs { get; init; }

        public int? Status { get; init; }

        public string? ContentType { get; init; }

        public string? Document { get; init; }

        public string? Code { get; init; }

        public string? Message { get; init; }

        public DoorAnswer Answer() => this switch
        {
            { Allowed: true, Who: { } who } => new DoorAnswer.Allowed(who)
            {
                Action = Action,
                Resources = Resources ?? [],
                Target = Target ?? "",
                Headers = Headers ?? new Dictionary<string, string>(),
                Body = Body ?? new(),
            },
            { Allowed: false, Needs: { } what } => new DoorAnswer.Needs(what),
            { Allowed: false, Status: >= 400 and <= 599 and { } status } => new DoorAnswer.Refused(
                status, ContentType ?? "text/plain", Document ?? "", Code ?? "AccessDenied", Message ?? "")
            {
                Headers = Headers ?? new Dictionary<string, string>(),
            },
            _ => Strange("neither yes nor no"),
        };
    }
}
