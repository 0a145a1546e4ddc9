namespace Gatehouse.Doors;

/// <summary>Reads the rules of a door whose service is the operator's own.</summary>
internal static class RuleReader
{
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "*"];

    /// <summary>Reads all of a door.</summary>
    /// <param name="entries">As they are written.</param>
    /// <param name="door">Whose they are.</param>
    /// <param name="at">Where the door is in the document.</param>
    /// <param name="problem">What is wrong; null when nothing is.</param>
    public static IReadOnlyList<DoorRule> Read(IReadOnlyList<RuleEntry?> entries, Door door, string at, out string? problem)
    {
        problem = null;
        var rules = new List<DoorRule>();
        for (var i = 0; i < entries.Count && problem is null; i++)
        {
            var place = $"{at}.rules[{i}]";
            if (Read(entries[i] ?? new(), door.Service, place, out problem) is not { } rule)
                continue;

            var before = rules.FindIndex(earlier => earlier.Covers(rule));
            if (before >= 0)
                problem = $"must not have a rule that is never reached: {at}.rules[{before}] fits whatever {place} fits; put it after it.";
            rules.Add(rule);
        }

        return rules;
    }

    private static DoorRule? Read(RuleEntry entry, string service, string at, out string? problem)
    {
        var path = PathTemplate.Parse(entry.Path ?? "");
        var resource = TextTemplate.Parse(entry.Resource ?? "");
        var context = (entry.Context ?? new Dictionary<string, string?>()).ToDictionary(pair => pair.Key, pair => TextTemplate.Parse(pair.Value ?? ""), StringComparer.Ordinal);
        problem = Broken(entry, service, at, path, resource)
            ?? (context.FirstOrDefault(pair => !IsAction(pair.Key, service) || pair.Value is null || pair.Value.Names.Except(path!.Names).Any()) is { Key: { } key }
                ? $"must have at {at}.context names as {service}:owner and texts in which only names of the path stand in braces, which {key} is not."
                : null);
        return problem is not null ? null : new(entry.Method!, path!, entry.Action!, resource!)
        {
            Query = (entry.Query ?? new Dictionary<string, string?>()).ToDictionary(pair => pair.Key, pair => pair.Value!, StringComparer.Ordinal),
            Context = context.ToDictionary(pair => pair.Key, pair => pair.Value!, StringComparer.Ordinal),
        };
    }

    private static string? Broken(RuleEntry entry, string service, string at, PathTemplate? path, TextTemplate? resource)
    {
        if (!Methods.Contains(entry.Method))
            return $"must have at {at}.method one of {string.Join(", ", Methods)}.";
        if (path is null)
            return $"must have at {at}.path a path that begins with a slash, has no empty segment, and names segments as /things/{{id}} or, all that are left, /files/{{key+}}; each name once.";
        if (entry.Query?.Any(pair => pair.Key.Length == 0 || pair.Value is null) is true)
            return $"must have at {at}.query names and texts.";
        if (!IsAction(entry.Action ?? "", service))
            return $"must have at {at}.action the service and a word of letters and digits, as {service}:Get.";
        if (resource is null || !IsResource(resource, service))
            return $"must have at {at}.resource an ARN of {service}, as arn:aws:{service}:${{region}}:${{account}}:thing/{{id}}, with names of the path after the fifth colon only.";
        if (resource.Names.Except(path.Names).FirstOrDefault() is { } unknown)
            return $"must have at {at}.resource names of {at}.path alone: it has no {{{unknown}}}.";

        return null;
    }

    private static bool IsAction(string text, string service) =>
        text.StartsWith(service + ":", StringComparison.Ordinal) && text.Length > service.Length + 1 && text.AsSpan(service.Length + 1).ToString().All(char.IsAsciiLetterOrDigit);

    // A value with a colon in it must not move the parts of the name.
    private static bool IsResource(TextTemplate resource, string service) =>
        resource.Beginning.Split(':') is ["arn", "aws", var own, _, _, _, ..] && own == service && !resource.Beginning.Contains('*', StringComparison.Ordinal) && !resource.Beginning.Contains('?', StringComparison.Ordinal);
}
