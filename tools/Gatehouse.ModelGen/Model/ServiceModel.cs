using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gatehouse.ModelGen.Model;

/// <summary>One service as its model file states it.</summary>
internal sealed record ServiceModel
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { NumberHandling = JsonNumberHandling.Strict };

    public required string Service { get; init; }
    public required string ApiVersion { get; init; }
    public required string SigningName { get; init; }
    public required IReadOnlyList<string> Protocols { get; init; }
    public required Dictionary<string, OperationModel> Operations { get; init; }
    public required Dictionary<string, Shape> Shapes { get; init; }

    public static ServiceModel Parse(string json)
    {
        var model = JsonSerializer.Deserialize<ServiceModel>(json, Options)!;
        return model with
        {
            Operations = model.Operations.ToDictionary(entry => entry.Key, entry => entry.Value with { Name = entry.Key }),
            Shapes = model.Shapes.ToDictionary(entry => entry.Key, entry => entry.Value with { Name = entry.Key }),
        };
    }

    public bool IsJson => Protocols.Contains("json");

    public string Namespace => Service switch
    {
        "cognito-idp"      => "UserPools",
        "cognito-identity" => "IdentityPools",
        "sts"              => "Sts",
        "iam"              => "Iam",
        _                  => throw new InvalidOperationException($"No namespace is chosen for {Service}."),
    };

    public string JsonContext => $"{Namespace}Json";

    /// <summary>The structures that become records: those an operation takes or answers, directly or below.</summary>
    public IEnumerable<Shape> Structures =>
        Operations.Values
            .SelectMany(operation => new[] { operation.Input, operation.Output })
            .OfType<string>()
            .SelectMany(Below)
            .Distinct()
            .Where(shape => shape.IsRecord)
            .OrderBy(shape => shape.Name, StringComparer.Ordinal);

    /// <summary>The shapes that a caller can send: only they are checked.</summary>
    public IReadOnlySet<Shape> Incoming =>
        incoming ??= Operations.Values.SelectMany(operation => Below(operation.Input)).ToHashSet();

    /// <summary>The shapes that an operation can answer.</summary>
    public IReadOnlySet<Shape> Outgoing =>
        outgoing ??= Operations.Values.Select(operation => operation.Output).OfType<string>().SelectMany(Below).ToHashSet();

    private IReadOnlySet<Shape>? incoming;
    private IReadOnlySet<Shape>? outgoing;

    public IEnumerable<Shape> Faults => Shapes.Values.Where(shape => shape.Exception).OrderBy(shape => shape.Name, StringComparer.Ordinal);

    private HashSet<Shape> Below(string root)
    {
        var found = new HashSet<Shape>();
        var open = new Stack<string>([root]);
        while (open.TryPop(out var name))
        {
            if (found.Add(Shapes[name]))
                Shapes[name].Parts.ToList().ForEach(open.Push);
        }

        return found;
    }
}

/// <summary>One operation: its shapes by name, and who may call it.</summary>
internal sealed record OperationModel
{
    public string Name { get; init; } = "";
    public required string Auth { get; init; }
    public required string Input { get; init; }
    public string? Output { get; init; }
    public IReadOnlyList<string> Errors { get; init; } = [];
}
