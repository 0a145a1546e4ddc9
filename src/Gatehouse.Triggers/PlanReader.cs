using System.Text.Json;
using System.Text.Json.Serialization;
using Gatehouse.Wire.Webhooks;

namespace Gatehouse.Triggers;

/// <summary>
/// Reads where functions are: a JSON object with one member for each function, as
/// <c>{"my-function": {"lambda": "https://lambda.eu-central-1.amazonaws.com", "region": …, "accessKeyId": …, "secretAccessKey": …}}</c> or
/// <c>{"my-function": {"webhook": "https://hooks.example.com/cognito", "secret": "whsec_…"}}</c> or
/// <c>{"my-function": {"local": "./functions/gate", "handler": "index.handler"}}</c>, each with or without <c>timeout</c> (seconds),
/// <c>tries</c> and <c>concurrency</c>.
/// </summary>
public static class PlanReader
{
    private const string Bootstrap = "bootstrap";

    private static readonly JsonSerializerOptions Strict = new()
    {
        AllowDuplicateProperties = false,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>Reads the text.</summary>
    /// <param name="json">The text.</param>
    /// <param name="directory">Whence paths lead that do not begin at a root.</param>
    /// <param name="problem">What is wrong with it, to go on after the name of the setting; null when nothing is.</param>
    /// <returns>One plan for each function; empty when there is a problem.</returns>
    public static IReadOnlyList<FunctionPlan> Read(string json, string directory, out string? problem)
    {
        problem = null;
        Dictionary<string, Entry?>? entries;
        try
        {
            entries = JsonSerializer.Deserialize<Dictionary<string, Entry?>>(json, Strict);
        }
        catch (JsonException failure)
        {
            problem = $"must be a JSON object with a member for each function: it breaks at {failure.Path ?? "its beginning"}.";
            return [];
        }

        var plans = new List<FunctionPlan>();
        foreach (var (name, entry) in entries ?? [])
        {
            var there = entry is { Local: { Length: > 0 } folder } && !folder.Contains('\0', StringComparison.Ordinal)
                ? entry with { Local = Path.GetFullPath(folder, directory) }
                : entry;
            if ((there is null ? "it must be an object" : Broken(there)) is { } broken)
            {
                problem = $"must be right about the function {name}: {broken}.";
                return [];
            }

            plans.Add(Plan(name, there!));
        }

        return plans;
    }

    private static FunctionPlan Plan(string name, Entry entry) => new(name, Place(entry))
    {
        Limit = TimeSpan.FromSeconds(entry.Timeout),
        Tries = entry.Tries,
        AtOnce = entry.AtOnce,
    };

    private static FunctionPlace Place(Entry entry) => entry switch
    {
        { Lambda: { } endpoint } => new FunctionPlace.Lambda(new Uri(endpoint))
        {
            Called = entry.Function,
            Key = entry.AccessKeyId is { } id ? new(id, entry.SecretAccessKey!, entry.Region!) { SessionToken = entry.SessionToken } : null,
        },
        { Webhook: { } address } => new FunctionPlace.Webhook(new Uri(address), StandardWebhook.SecretOf(entry.Secret)!),
        _ => new FunctionPlace.Local(entry.Local!)
        {
            Runtime = entry.Runtime is Bootstrap ? LocalRuntime.Bootstrap : LocalRuntime.Node,
            Handler = entry.Handler ?? "index.handler",
            Environment = entry.Environment ?? new Dictionary<string, string>(),
        },
    };

    private static string? Broken(Entry entry)
    {
        if (new[] { entry.Lambda, entry.Webhook, entry.Local }.Count(place => place is not null) != 1)
            return "exactly one of lambda, webhook and local says where it is";
        if (entry.Timeout is not (>= 0.1 and <= 60))
            return "timeout is a number of seconds from 0.1 to 60";
        if (entry.Tries is not (>= 1 and <= 5))
            return "tries is a number from 1 to 5";
        if (entry.AtOnce is not (>= 1 and <= 10_000))
            return "concurrency is a number from 1 to 10000";
        if (entry.Local is not null)
            return Folder(entry);
        if (entry.Handler is not null || entry.Runtime is not null || entry.Environment is not null)
            return "handler, runtime and environment belong to local";

        return Address(entry.Lambda ?? entry.Webhook!, entry.Insecure) ?? (entry.Lambda is not null ? Key(entry) : Signing(entry));
    }

    private static string? Folder(Entry entry)
    {
        if (entry.Secret is not null || entry.AccessKeyId is not null || entry.Function is not null)
            return "secret, accessKeyId and function belong to webhook and lambda";
        if (!Directory.Exists(entry.Local))
            return $"local is a folder: {entry.Local} is none";
        if (entry.Runtime is not (null or "nodejs" or Bootstrap))
            return $"runtime is nodejs or {Bootstrap}";
        if (entry.Handler is { } handler && !IsHandler(handler))
            return "handler is a file and what it exports, as index.handler";

        return entry.Environment?.Any(variable => variable.Key.Length == 0 || variable.Key.Contains('=', StringComparison.Ordinal) || variable.Value is null) is true
            ? "environment is an object of names and texts"
            : null;
    }

    private static bool IsHandler(string text) =>
        !text.Contains("..", StringComparison.Ordinal) && !Path.IsPathRooted(text) && Path.GetFileName(text).Split('.') is [_, _, ..] parts && !parts.Contains("");

    // An event is about a person, and may hold a password.
    private static string? Address(string text, bool isInsecure)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url is not { Scheme: "https" or "http", UserInfo: "", Fragment: "" })
            return "lambda and webhook are URLs, as https://hooks.example.com/cognito";

        return url.Scheme == "https" || url.IsLoopback || isInsecure
            ? null
            : "a URL that leaves this machine begins with https, or insecure is true beside it";
    }

    private static string? Key(Entry entry)
    {
        if (entry.Secret is not null)
            return "secret belongs to a webhook; lambda has accessKeyId and secretAccessKey";
        if (new Uri(entry.Lambda!).PathAndQuery != "/")
            return "lambda is scheme, host and port, without a path";

        var parts = new[] { entry.AccessKeyId, entry.SecretAccessKey, entry.Region };
        return parts.All(part => part is null) && entry.SessionToken is null || parts.All(part => part is { Length: > 0 })
            ? null
            : "accessKeyId, secretAccessKey and region go together";
    }

    private static string? Signing(Entry entry) => StandardWebhook.SecretOf(entry.Secret) is null
        ? $"secret is {StandardWebhook.SecretForm}"
        : entry.AccessKeyId is not null || entry.Function is not null ? "accessKeyId and function belong to lambda" : null;

    private sealed record Entry
    {
        public string? Lambda { get; init; }

        public string? Function { get; init; }

        public string? Region { get; init; }

        public string? AccessKeyId { get; init; }

        public string? SecretAccessKey { get; init; }

        public string? SessionToken { get; init; }

        public string? Webhook { get; init; }

        public string? Secret { get; init; }

        public string? Local { get; init; }

        public string? Handler { get; init; }

        public string? Runtime { get; init; }

        public IReadOnlyDictionary<string, string>? Environment { get; init; }

        public bool Insecure { get; init; }

        public double Timeout { get; init; } = 5;

        public int Tries { get; init; } = 3;

        public int? Concurrency { get; init; }

        public int AtOnce => Concurrency ?? (Local is null ? 100 : 10);
    }
}
