using Gatehouse.ModelGen.Model;

namespace Gatehouse.ModelGen.CSharp;

/// <summary>A structure as a record: properties, checks, and a text that tells no secret.</summary>
internal static class RecordCode
{
    public static string Of(ServiceModel service, Shape shape)
    {
        var name = Name.Pascal(shape.Name);
        var incoming = service.Incoming.Contains(shape);
        var outgoing = service.Outgoing.Contains(shape);
        var isForm = incoming && !service.IsJson;
        var isXml = outgoing && !service.IsJson;
        var faces = new[] { incoming ? "IChecked" : null, isForm ? $"IFromForm<{name}>" : null, isXml ? "IToXml" : null }.OfType<string>().ToList();
        var parts = new List<string>(shape.Members.Select(member => Property(service, shape, member.Key, service.Shapes[member.Value])));
        if (incoming)
            parts.Add(CheckCode.Of(service, shape));
        if (isForm)
            parts.Add(QueryCode.Read(service, shape));
        if (isXml)
            parts.Add(QueryCode.Write(shape));

        parts.Add($"    public override string ToString() => nameof({name});");
        return $$"""
            public sealed record {{name}}{{(faces.Count > 0 ? $" : {string.Join(", ", faces)}" : "")}}
            {
            {{string.Join("\n\n", parts)}}
            }
            """;
    }

    private static string Property(ServiceModel service, Shape shape, string member, Shape type)
    {
        var name = Name.Pascal(member);
        var wireName = name == member || !service.IsJson ? "" : $"    [JsonPropertyName({Name.Quote(member)})]\n";
        // The checks have seen a required member before anyone reads it; a value type stays nullable, for absent is not zero.
        var surely = shape.Required.Contains(member) && IsReference(type);
        return $"{wireName}    public {Type(service, type)}{(surely ? "" : "?")} {name} {{ get; init; }}{(surely ? " = null!;" : "")}";
    }

    private static bool IsReference(Shape type) => type.Type is "string" or "blob" or "list" or "map" || type.IsRecord;

    /// <summary>The C# type of a shape, without its question mark.</summary>
    public static string Type(ServiceModel service, Shape type) => type.Type switch
    {
        "string"                          => "string",
        "integer"                         => "int",
        "long"                            => "long",
        "boolean"                         => "bool",
        "float" or "double"               => "double",
        "timestamp"                       => "DateTimeOffset",
        "blob"                            => "byte[]",
        "list"                            => $"IReadOnlyList<{Type(service, service.Shapes[type.Member!])}>",
        "map"                             => $"IReadOnlyDictionary<string, {Type(service, service.Shapes[type.Value!])}>",
        "structure" when type.IsDocument  => "JsonElement",
        "structure"                       => Name.Pascal(type.Name),
        _                                 => throw new InvalidOperationException($"{type.Name} is a {type.Type}: no C# type is chosen for it."),
    };
}
