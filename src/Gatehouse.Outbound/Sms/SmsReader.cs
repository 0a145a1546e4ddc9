using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Gatehouse.Wire.Webhooks;

namespace Gatehouse.Outbound;

/// <summary>Reads the setting that names the gateway for text messages: a JSON object, as <c>{"provider": "twilio", "account": …, "secret": …, "from": …}</c>.</summary>
public static class SmsReader
{
    private static readonly JsonSerializerOptions Strict = new()
    {
        AllowDuplicateProperties = false,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    // What the handler writes itself.
    private static readonly string[] Reserved =
        ["Host", "Connection", "Content-Length", "Content-Type", "Transfer-Encoding", "Upgrade", "Expect", "TE", "Trailer"];

    /// <summary>Reads the text.</summary>
    /// <param name="json">The text.</param>
    /// <param name="problem">What is wrong with it, to go on after the name of the setting; null when nothing is.</param>
    /// <returns>The gateway; null when there is a problem.</returns>
    public static SmsGateway? Read(string json, out string? problem)
    {
        try
        {
            var entry = JsonSerializer.Deserialize<SmsEntry>(json, Strict);
            problem = entry is null ? "must be a JSON object." : Broken(entry) is { } broken ? $"must be right: {broken}." : null;
            return problem is null ? SmsProviders.All[entry!.Provider!].Make(entry) with { Limit = TimeSpan.FromSeconds(entry.Timeout) } : null;
        }
        catch (JsonException failure)
        {
            problem = $"must be a JSON object: it breaks at {failure.Path ?? "its beginning"}.";
            return null;
        }
    }

    private static string? Broken(SmsEntry entry)
    {
        if (entry.Provider is null || !SmsProviders.All.TryGetValue(entry.Provider, out var provider))
            return $"provider is one of {string.Join(", ", SmsProviders.All.Keys)}";
        if (Missing(entry, provider.Needs) is { } missing)
            return $"{entry.Provider} needs {JsonNamingPolicy.CamelCase.ConvertName(missing)}";
        if (entry.Timeout is not (>= 0.1 and <= 30))
            return "timeout is a number of seconds from 0.1 to 30";
        if (entry.Provider != "http" && (entry.Method, entry.Headers, entry.Json, entry.Form) is not (null, null, null, null))
            return "method, headers, json and form belong to the provider http";
        if (entry.Provider == "webhook" && StandardWebhook.SecretOf(entry.Secret) is null)
            return $"secret is {StandardWebhook.SecretForm}";

        return Spoken(entry) ?? (entry.Url is { } url ? Address(url, entry.Insecure) : null) ?? Template(entry);
    }

    private static string? Missing(SmsEntry entry, string[] needs) => needs.FirstOrDefault(need => string.IsNullOrEmpty(need switch
    {
        nameof(SmsEntry.Url) => entry.Url,
        nameof(SmsEntry.Account) => entry.Account,
        nameof(SmsEntry.Secret) => entry.Secret,
        nameof(SmsEntry.From) => entry.From,
        _ => entry.Region,
    }));

    // They become parts of headers and host names, and hold no placeholders.
    private static string? Spoken(SmsEntry entry)
    {
        var texts = new[] { entry.Account, entry.Secret, entry.From, entry.Region };
        if (texts.Any(text => text is not null && (text.Any(char.IsControl) || text.AsSpan().ContainsAny('{', '}'))))
            return "account, secret, from and region are texts on one line without braces";
        if (entry.Secret is { } secret && !secret.All(char.IsAscii))
            return "secret is ASCII";

        return entry.Region is null || entry.Region.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? null : "region is one, as eu-central-1";
    }

    // A message holds a code.
    private static string? Address(string text, bool isInsecure)
    {
        if (SmsTemplate.Unknown(text) is { } unknown)
            return $"url has a placeholder {{{unknown}}} that nothing stands for";

        // What stands before the first slash or question mark says whom we call: that is settled here, and not by a message.
        var plain = text.Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal);
        if (!Uri.TryCreate(plain, UriKind.Absolute, out var url) || url is not { Scheme: "https" or "http", UserInfo: "", Fragment: "" }
            || text.Split("://", 2)[^1].Split('/', '?')[0].Contains('{', StringComparison.Ordinal))
            return "url is one, as https://sms.example.com/send, with placeholders in its path or query only";

        return url.Scheme == "https" || url.IsLoopback || isInsecure ? null : "a url that leaves this machine begins with https, or insecure is true beside it";
    }

    private static string? Template(SmsEntry entry)
    {
        if (entry.Method is not (null or "POST" or "PUT" or "GET"))
            return "method is POST, PUT or GET";
        if (entry.Provider == "http" && (entry.Json is null ? 0 : 1) + (entry.Form is null ? 0 : 1) != (entry.Method == "GET" ? 0 : 1))
            return "exactly one of json and form is the body, and GET has none";

        var texts = (entry.Form?.Values ?? []).Concat(Texts(entry.Json)).ToList();
        if (texts.Contains(null) || entry.Headers?.Values.Contains(null) is true)
            return "headers and form have texts for values";
        if (texts.Select(text => SmsTemplate.Unknown(text!)).FirstOrDefault(name => name is not null) is { } unknown)
            return $"json and form have a placeholder {{{unknown}}} that nothing stands for";

        return (entry.Headers ?? new Dictionary<string, string?>()).Select(header => Header(header.Key, header.Value!)).FirstOrDefault(broken => broken is not null);
    }

    private static string? Header(string name, string value)
    {
        if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') || Reserved.Contains(name, StringComparer.OrdinalIgnoreCase))
            return $"{name} is no header that can be set";
        if (!value.All(c => c is >= ' ' and <= '~'))
            return $"the header {name} is visible ASCII";

        return SmsTemplate.Unknown(value, isHeader: true) is { } unknown ? $"the header {name} cannot have {{{unknown}}}" : null;
    }

    private static IEnumerable<string?> Texts(JsonNode? node) => node switch
    {
        JsonObject many => many.SelectMany(member => Texts(member.Value)),
        JsonArray many => many.SelectMany(Texts),
        JsonValue one when one.GetValueKind() is JsonValueKind.String => [one.GetValue<string>()],
        _ => [],
    };
}
