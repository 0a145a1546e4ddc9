using Gatehouse.ModelGen.Model;

namespace Gatehouse.ModelGen.CSharp;

/// <summary>The method by which a record reports every constraint it breaks: about one line per constraint.</summary>
internal static class CheckCode
{
    public static string Of(ServiceModel service, Shape shape)
    {
        var lines = shape.Members.SelectMany(member => Member(service, shape, member.Key, service.Shapes[member.Value])).ToList();
        return $$"""
                public void Check(Checks check)
                {
            {{CodeFile.Indent(lines, 2)}}
                }
            """.Replace("{\n\n    }", "{\n    }", StringComparison.Ordinal);
    }

    private static IEnumerable<string> Member(ServiceModel service, Shape shape, string member, Shape type)
    {
        var names = $"\"{Name.Path(member)}\", {Name.Pascal(member)}";
        if (shape.Required.Contains(member))
            yield return $"check.Required({names});";

        var check = type.Sensitive && type.Type != "string" ? "check.Unseen" : "check";
        if (type.Type is "list" or "map" or "blob" && Bounds(type) is { Length: > 0 } size)
            yield return $"{check}.Count({names}{(type.Type == "blob" ? "?.Length" : "?.Count")}{size});";

        var line = type.Type switch
        {
            "string" when type.HasTextRule                               => $"{check}.Text({names}, {Rule(type)});",
            "integer" or "long" when Bounds(type) is { Length: > 0 } all => $"{check}.Range({names}{all});",
            "list"                                                       => Items(service, type, names, check),
            "map"                                                        => Entries(service, type, names, check),
            "structure" when type.IsRecord                               => $"{check}.Nested({names});",
            _                                                            => null,
        };
        if (line is not null)
            yield return line;
    }

    private static string Items(ServiceModel service, Shape list, string names, string check) => service.Shapes[list.Member!] switch
    {
        { Type: "string" } item  => $"{check}.Each({names}, {Rule(item)});",
        { IsRecord: true } item  => $"{(item.Sensitive ? "check.Unseen" : check)}.Each({names});",
        var other                => throw new InvalidOperationException($"No check is written for a list of {other.Type}."),
    };

    private static string Entries(ServiceModel service, Shape map, string names, string check) => service.Shapes[map.Value!] switch
    {
        { Type: "string" } value => $"{check}.Entries({names}, {Rule(service.Shapes[map.Key!])}, {Rule(value)});",
        { IsRecord: true } value => $"{(value.Sensitive ? "check.Unseen" : check)}.Entries({names}, {Rule(service.Shapes[map.Key!])});",
        var other                => throw new InvalidOperationException($"No check is written for a map of {other.Type}."),
    };

    private static string Rule(Shape text) => text.HasTextRule ? $"TextRules.{Name.Pascal(text.Name)}" : "TextRule.Any";

    private static string Bounds(Shape shape) => (shape.Min, shape.Max) switch
    {
        (null, null)    => "",
        (var min, null) => $", min: {min}",
        (null, var max) => $", max: {max}",
        var (min, max)  => $", min: {min}, max: {max}",
    };
}
