namespace Gatehouse.Access.Policies;

/// <summary>What the grammars of policies have in common.</summary>
internal static class Elements
{
    /// <summary>The version that knows variables.</summary>
    public const string Version2012 = "2012-10-17";

    private const string Version2008 = "2008-10-17";

    /// <summary>Whether a version of the language is named that there is, or none.</summary>
    public static bool HasKnownVersion(JsonMap policy) => policy["Version"] is null || Text(policy["Version"]) is Version2008 or Version2012;

    /// <summary>The statements: one, or a list of them; null when there is something else among them.</summary>
    public static IReadOnlyList<JsonMap>? Statements(JsonNode? node) => node switch
    {
        JsonMap one => [one with { Start = one.Inside }],
        JsonList list when list.Items.All(item => item is JsonMap) => [.. list.Items.Cast<JsonMap>()],
        _ => null,
    };

    /// <summary>A string; null for anything else.</summary>
    public static string? Text(JsonNode? node) => node is JsonScalar { IsString: true } scalar ? scalar.Text : null;

    /// <summary>A string, or a list of strings; null for anything else.</summary>
    public static IReadOnlyList<string>? Texts(JsonNode? node) => node switch
    {
        JsonScalar { IsString: true } one => [one.Text],
        JsonList list when list.Items.All(item => Text(item) is not null) => [.. list.Items.Select(item => Text(item)!)],
        _ => null,
    };

    /// <summary>A string, number or truth value, or a list of them; null for anything else.</summary>
    public static IReadOnlyList<string>? Values(JsonNode? node) => node switch
    {
        JsonScalar one => [one.Text],
        JsonList list when list.Items.All(item => item is JsonScalar) => [.. list.Items.Cast<JsonScalar>().Select(item => item.Text)],
        _ => null,
    };

    /// <summary>Whether a condition is one: operators that there are, each with keys, no key twice whatever its case, each with values. An operator without keys may be anything.</summary>
    public static bool IsCondition(JsonNode? node) => node is null || node is JsonMap condition && condition.Members.All(entry =>
        entry.Value is JsonMap keys
        && (keys.Members.IsEmpty || ConditionOperator.Find(entry.Key) is not null)
        && keys.Members.All(key => key.Key.Length > 0 && Values(key.Value) is not null)
        && keys.Members.Select(key => key.Key).Distinct(StringComparer.OrdinalIgnoreCase).Count() == keys.Members.Length);

    /// <summary>Operator, key and values of a condition that is one.</summary>
    public static IEnumerable<(string Operator, string Key, IReadOnlyList<string> Values)> Conditions(JsonNode? node) =>
        node is not JsonMap condition ? []
        : from entry in condition.Members
          from key in ((JsonMap)entry.Value).Members
          select (entry.Key, key.Key, Values(key.Value)!);

    /// <summary>Whether an operator of a condition compares times with something that is none.</summary>
    public static bool HasBrokenTime(JsonMap statement) => Conditions(statement["Condition"]).Any(condition =>
        ConditionOperator.ComparesTimes(condition.Operator) && !condition.Values.All(value => Moment.TryRead(value, out _)));

    /// <summary>What is wrong with the form of an action; null when nothing.</summary>
    public static string? BrokenAction(string action)
    {
        if (action == "*")
            return null;

        var colon = action.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
            return "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.";
        if (action.IndexOf(':', colon + 1) >= 0)
            return "Actions/Condition can contain only one colon.";

        var vendor = action[..colon];
        return vendor == "*" || vendor.Length > 0 && vendor.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.')
            ? null
            : $"Vendor {vendor} is not valid";
    }
}
