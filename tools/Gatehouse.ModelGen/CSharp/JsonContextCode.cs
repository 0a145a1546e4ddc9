using Gatehouse.ModelGen.Model;

namespace Gatehouse.ModelGen.CSharp;

/// <summary>The roots of a JSON service, for which the compiler writes readers and writers.</summary>
internal static class JsonContextCode
{
    public static string Of(ServiceModel service)
    {
        var roots = service.Operations.Values
            .SelectMany(operation => new[] { operation.Input, operation.Output })
            .OfType<string>()
            .Select(Name.Pascal)
            .Distinct()
            .Order(StringComparer.Ordinal);

        return $$"""
            [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
            {{string.Join('\n', roots.Select(root => $"[JsonSerializable(typeof({root}))]"))}}
            public sealed partial class {{service.JsonContext}} : JsonSerializerContext
            {
                public static {{service.JsonContext}} Wire { get; } = new(JsonBody.Options);
            }
            """;
    }
}
