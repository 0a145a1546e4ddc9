using Gatehouse.ModelGen.Model;

namespace Gatehouse.ModelGen.CSharp;

/// <summary>How a structure of a query service is read from a form and written as XML: a line per member.</summary>
internal static class QueryCode
{
    public static string Read(ServiceModel service, Shape shape)
    {
        var name = Name.Pascal(shape.Name);
        var members = shape.Members.Select(member =>
            $"{Name.Pascal(member.Key)} = form.{Reader(service, service.Shapes[member.Value])}(\"{member.Key}\"){(shape.Required.Contains(member.Key) ? "!" : "")},");
        return $$"""
                public static {{name}} Read(QueryForm form) => new()
                {
            {{CodeFile.Indent(members, 2)}}
                };
            """.Replace("{\n\n", "{\n", StringComparison.Ordinal);
    }

    public static string Write(Shape shape) =>
        $$"""
            public void Write(XmlWriter xml)
            {
        {{CodeFile.Indent(shape.Members.Keys.Select(member => $"xml.Member(\"{member}\", {Name.Pascal(member)});"), 2)}}
            }
        """.Replace("{\n\n", "{\n", StringComparison.Ordinal);

    private static string Reader(ServiceModel service, Shape type) => type.Type switch
    {
        "string"    => "Text",
        "integer"   => "Integer",
        "boolean"   => "Boolean",
        "timestamp" => "Time",
        "structure" => $"Nested<{Name.Pascal(type.Name)}>",
        "list"      => service.Shapes[type.Member!] is { Type: "string" } ? "Texts" : $"Each<{Name.Pascal(type.Member!)}>",
        _           => throw new InvalidOperationException($"{type.Name}: no form is read into a {type.Type}."),
    };
}
