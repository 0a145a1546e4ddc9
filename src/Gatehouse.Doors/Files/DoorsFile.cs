using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gatehouse.Doors;

/// <summary>The doors of an installation, as the operator wrote them.</summary>
/// <param name="Doors">In the order of the document.</param>
public sealed record DoorsFile(IReadOnlyList<Door> Doors)
{
    private static readonly JsonSerializerOptions Strict = new()
    {
        AllowDuplicateProperties = false,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        MaxDepth = 16,
    };

    /// <summary>No door.</summary>
    public static DoorsFile None { get; } = new([]);

    /// <summary>The door of a name; null when there is none.</summary>
    public Door? Find(string name) => Doors.FirstOrDefault(door => door.Name == name);

    /// <summary>Reads a document: <c>{"doors": [{"name": "files", "service": "s3", "hosts": ["files.example.com"], …}]}</c>.</summary>
    /// <param name="json">The text.</param>
    /// <param name="problem">What is wrong with it and where, to go on after the name of the setting; null when nothing is.</param>
    /// <returns>The doors; <see cref="None"/> when there is a problem.</returns>
    public static DoorsFile Read(string json, out string? problem)
    {
        Document? document;
        try
        {
            document = JsonSerializer.Deserialize<Document>(json, Strict);
        }
        catch (JsonException failure)
        {
            var line = failure.LineNumber is { } number ? $" (line {number + 1})" : "";
            problem = $"must be JSON as docs/doors.md tells, each member of it there and none twice: it breaks at {failure.Path ?? "its beginning"}{line}.";
            return None;
        }

        var doors = new List<Door>();
        var entries = document?.Doors ?? [];
        problem = entries.Count == 0 ? "must have doors: an array of objects, as {\"doors\": [{\"name\": \"files\", \"service\": \"s3\", \"hosts\": [\"files.example.com\"]}]}." : null;
        for (var i = 0; i < entries.Count && problem is null; i++)
        {
            var door = entries[i] is { } entry ? DoorReader.Read(entry, $"doors[{i}]", out problem) : null;
            problem ??= door is null ? $"must have an object at doors[{i}]." : Clash(doors, door, $"doors[{i}]");
            if (problem is null)
                doors.Add(door!);
        }

        return problem is null ? new(doors) : None;
    }

    // A request must belong to one door alone: what one lets through must not be another's.
    private static string? Clash(IReadOnlyList<Door> doors, Door next, string at)
    {
        if (doors.Any(door => door.Name == next.Name))
            return $"must not have two doors of one name: {at}.name is {next.Name} once more.";

        return (from door in doors
                from host in next.Hosts
                where door.IsAt(host, out _) || door.Hosts.Any(other => next.IsAt(other, out _))
                select $"must not have two doors for one host: {at}.hosts has {host}, which {door.Name} has too, be it for a bucket.").FirstOrDefault();
    }

    private sealed record Document
    {
        public IReadOnlyList<DoorEntry?>? Doors { get; init; }
    }
}

/// <summary>A door as it is written.</summary>
internal sealed record DoorEntry
{
    public string? Name { get; init; }

    public string? Service { get; init; }

    public IReadOnlyList<string?>? Hosts { get; init; }

    public string? To { get; init; }

    public string? Proxy { get; init; }

    public string? Region { get; init; }

    public string? Api { get; init; }

    public string? Stage { get; init; }

    public IReadOnlyList<RuleEntry?>? Rules { get; init; }

    public int? BodyLimit { get; init; }

    public bool? WebSockets { get; init; }

    public CorsEntry? Cors { get; init; }
}

/// <summary>Pages of browsers that a door is for, as they are written.</summary>
internal sealed record CorsEntry
{
    public IReadOnlyList<string?>? Origins { get; init; }

    public IReadOnlyList<string?>? Headers { get; init; }

    public IReadOnlyList<string?>? Exposes { get; init; }

    public int? MaxAge { get; init; }
}

/// <summary>A rule as it is written.</summary>
internal sealed record RuleEntry
{
    public string? Method { get; init; }

    public string? Path { get; init; }

    public IReadOnlyDictionary<string, string?>? Query { get; init; }

    public string? Action { get; init; }

    public string? Resource { get; init; }

    public IReadOnlyDictionary<string, string?>? Context { get; init; }
}
