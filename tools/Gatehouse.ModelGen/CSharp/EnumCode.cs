using Gatehouse.ModelGen.Model;

namespace Gatehouse.ModelGen.CSharp;

/// <summary>The values of each enumeration as string constants: on the wire they are strings, and stay so.</summary>
internal static class EnumCode
{
    public static string Of(ServiceModel service) =>
        string.Join("\n\n", service.Shapes.Values.Where(shape => shape.Enum is not null).OrderBy(shape => shape.Name, StringComparer.Ordinal).Select(Class));

    private static string Class(Shape shape)
    {
        var name = Name.Pascal(shape.Name);
        var values = shape.Enum!.Distinct().ToList();
        // A value named as the list of all values, or as the class itself, steps aside.
        var constants = values.Select(Name.Constant).Select(constant => constant == "All" || constant == name ? $"{constant}_" : constant).ToList();
        if (constants.Distinct().Count() < values.Count)
            throw new InvalidOperationException($"The values of {shape.Name} do not make distinct names.");

        return $$"""
            public static class {{name}}
            {
            {{CodeFile.Indent(values.Zip(constants, (value, constant) => $"public const string {constant} = \"{value}\";"))}}

                public static readonly IReadOnlyList<string> All = [{{string.Join(", ", constants)}}];
            }
            """;
    }
}
