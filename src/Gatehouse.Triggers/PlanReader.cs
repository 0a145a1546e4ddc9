using System.Text.Json;
using System.Text.Json.Serialization;
using Gatehouse.Wire.Webhooks;

namespace Gatehouse.Triggers;

/// <summary>
/// Reads where functions are: a JSON object with one member for each function, as
/// <c>{"my-function": {"lambda": "https://lambda.eu-central-1.amazonaws.com", "region": …, "accessKeyId": …, "secretAccessKey": …}}</c> or
/// <c>{"my-function": {"webhook": "https://hooks.example.com/cognito", "secret": "whsec_…"}}</c>, each with or without <c>timeout</c>
/// (seconds), <c>tries</c> and <c>concurrency</c>.
/// </summary>
public static class PlanReader
{
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
    /// <param name="problem">What is wrong with it, to go on after the name of the setting; null when nothing is.</param>
    /// <returns>One plan for each function; empty when there is a problem.</returns>
    public static IReadOnlyList<FunctionPlan> Read(string json, out string? problem)
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
            if (entry is null || Broken(entry) is not null)
            {
                problem = $"must be right about the function {name}: {(entry is null ? "it must be an object" : Broken(entry))}.";
                return [];
            }

            plans.Add(Plan(name, entry));
        }

        return plans;
    }

    private static FunctionPlan Plan(string name, Entry entry) => new(name, Place(entry))
    {
        Limit = TimeSpan.FromSeconds(entry.Timeout),
        Tries = entry.Tries,
        AtOnce = entry.Concurrency,
    };

    private static FunctionPlace Place(Entry entry) => entry.Lambda is { } endpoint
        ? new FunctionPlace.Lambda(new Uri(endpoint))
        {
            Called = entry.Function,
            Key = entry.AccessKeyId is { } id ? new(id, entry.SecretAccessKey!, entry.Region!) { SessionToken = entry.SessionToken } : null,
        }
        : new FunctionPlace.Webhook(new Uri(entry.Webhook!), StandardWebhook.SecretOf(entry.Secret)!);

    private static string? Broken(Entry entry)
    {
        if (entry.Lambda is null == entry.Webhook is null)
            return "exactly one of lambda and webhook says where it is";
        if (Address(entry.Lambda ?? entry.Webhook!, entry.Insecure) is { } address)
            return address;
        if (entry.Timeout is not (>= 0.1 and <= 60))
            return "timeout is a number of seconds from 0.1 to 60";
        if (entry.Tries is not (>= 1 and <= 5))
            return "tries is a number from 1 to 5";
        if (entry.Concurrency is not (>= 1 and <= 10_000))
            return "concurrency is a number from 1 to 10000";

        return entry.Lambda is not null ? Key(entry) : Signing(entry);
    }

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

        public bool Insecure { get; init; }

        public double Timeout { get; init; } = 5;

        public int Tries { get; init; } = 3;

        public int Concurrency { get; init; } = 100;
    }
}
