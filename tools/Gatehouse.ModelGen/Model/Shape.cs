namespace Gatehouse.ModelGen.Model;

/// <summary>One shape of a service model: a scalar with its limits, a collection, or a structure.</summary>
internal sealed record Shape
{
    public string Name { get; init; } = "";
    public required string Type { get; init; }
    public decimal? Min { get; init; }
    public decimal? Max { get; init; }
    public string? Pattern { get; init; }
    public IReadOnlyList<string>? Enum { get; init; }
    public bool Sensitive { get; init; }
    public bool Exception { get; init; }
    public ErrorModel? Error { get; init; }
    public Dictionary<string, string> Members { get; init; } = [];
    public IReadOnlyList<string> Required { get; init; } = [];
    public string? Member { get; init; }
    public string? Key { get; init; }
    public string? Value { get; init; }

    /// <summary>A JSON value of any form; the model states it as a structure without members, under this name.</summary>
    public bool IsDocument => Name == "Document";

    public bool IsRecord => Type == "structure" && !IsDocument && !Exception;

    /// <summary>Whether a string of this shape has anything to keep to.</summary>
    public bool HasTextRule => Type == "string" && (Min ?? Max) is not null || Pattern is not null || Enum is not null || Sensitive && Type == "string";

    /// <summary>The names of the shapes this one is made of.</summary>
    public IEnumerable<string> Parts => [.. Members.Values, .. new[] { Member, Key, Value }.OfType<string>()];

    public bool Equals(Shape? other) => Name == other?.Name;

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);
}

/// <summary>How a fault shows on the wire, where its shape's name does not already say so.</summary>
internal sealed record ErrorModel
{
    public string? Code { get; init; }
    public int? HttpStatusCode { get; init; }
}
