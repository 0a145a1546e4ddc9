using Gatehouse.ModelGen.Model;

namespace Gatehouse.ModelGen.CSharp;

/// <summary>One rule per kind of string that a caller can send.</summary>
internal static class TextRuleCode
{
    public static string Of(ServiceModel service) =>
        $$"""
        internal static class TextRules
        {
        {{string.Join("\n\n", service.Incoming.Where(shape => shape.HasTextRule).OrderBy(shape => shape.Name, StringComparer.Ordinal).Select(shape => Rule(service, shape)))}}
        }
        """;

    private static string Rule(ServiceModel service, Shape shape)
    {
        var demands = new List<string>();
        if (shape.Min is not null)
            demands.Add($"Min = {shape.Min},");
        if (shape.Max is not null)
            demands.Add($"Max = {shape.Max},");
        if (shape.Pattern is not null)
            demands.Add($"Pattern = {Name.Quote(shape.Pattern)},\nForm = {Name.Quote(JavaPattern.Translate(shape.Pattern))},");
        if (shape.Enum is not null)
            demands.Add($"Values = {service.Namespace}.{Name.Pascal(shape.Name)}.All,");
        if (shape.Sensitive)
            demands.Add("Secret = true,");

        return $$"""
                public static readonly TextRule {{Name.Pascal(shape.Name)}} = new()
                {
            {{CodeFile.Indent(demands.SelectMany(demand => demand.Split('\n')), 2)}}
                };
            """;
    }
}
