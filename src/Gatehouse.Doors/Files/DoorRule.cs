namespace Gatehouse.Doors;

/// <summary>What some requests to a service of the operator's own mean.</summary>
/// <param name="Method">In upper case; <c>*</c> for any.</param>
/// <param name="Path">The paths.</param>
/// <param name="Action">The action that must be allowed, as <c>things:Get</c>.</param>
/// <param name="Resource">On what, as an ARN with names of the path in it.</param>
public sealed record DoorRule(string Method, PathTemplate Path, string Action, TextTemplate Resource)
{
    /// <summary>Parameters of the query that must be there, with exactly these values.</summary>
    public IReadOnlyDictionary<string, string> Query { get; init; } = new Dictionary<string, string>();

    /// <summary>Condition keys that policies may ask for, as <c>things:owner</c>.</summary>
    public IReadOnlyDictionary<string, TextTemplate> Context { get; init; } = new Dictionary<string, TextTemplate>();

    /// <summary>Whether every request that the other rule fits is fitted by this one as well.</summary>
    public bool Covers(DoorRule other) =>
        (Method == "*" || Method == other.Method) && Path.Covers(other.Path)
        && Query.All(pair => other.Query.TryGetValue(pair.Key, out var value) && value == pair.Value);
}
