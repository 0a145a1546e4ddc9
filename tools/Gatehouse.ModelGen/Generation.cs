using Gatehouse.ModelGen.CSharp;
using Gatehouse.ModelGen.Model;

namespace Gatehouse.ModelGen;

/// <summary>From the models to the text of every generated file.</summary>
internal static class Generation
{
    public const string Folder = "src/Gatehouse.Contracts";

    public static readonly IReadOnlyList<string> Services = ["cognito-idp", "cognito-identity", "sts", "iam"];

    /// <summary>Path from the root → text.</summary>
    public static SortedDictionary<string, string> Run(Tree tree)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var services = Models(tree);
        foreach (var service in services)
        {
            foreach (var (name, body) in Files(service))
                files.Add($"{Folder}/{service.Namespace}/{name}.g.cs", CodeFile.Wrap(service, body));
        }

        files.Add(CompatPage.Path, CompatPage.Of(tree, services));
        return files;
    }

    public static IReadOnlyList<ServiceModel> Models(Tree tree) =>
        [.. Services.Select(name => ServiceModel.Parse(tree.Read($"model/{name}.json")))];

    private static IEnumerable<(string Name, string Body)> Files(ServiceModel service)
    {
        foreach (var operation in service.Operations.Values)
            yield return ($"Operations/{operation.Name}", ContractCode.Of(service, operation));
        foreach (var shape in service.Structures)
            yield return ($"Shapes/{Name.Pascal(shape.Name)}", RecordCode.Of(service, shape));

        yield return ("Enums", EnumCode.Of(service));
        yield return ("TextRules", TextRuleCode.Of(service));
        yield return ("Faults", FaultCode.Of(service));
        if (service.IsJson)
            yield return (service.JsonContext, JsonContextCode.Of(service));
    }
}
