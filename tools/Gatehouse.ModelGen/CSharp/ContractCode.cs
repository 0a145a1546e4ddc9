using Gatehouse.ModelGen.Model;

namespace Gatehouse.ModelGen.CSharp;

/// <summary>The class an operation derives from: it offers the faults that the model declares, and no other.</summary>
internal static class ContractCode
{
    public static string Of(ServiceModel service, OperationModel operation)
    {
        var faults = operation.Errors.Distinct().Select(error => service.Shapes[error]).ToList();
        var request = Name.Pascal(operation.Input);
        var response = operation.Output is null ? "Nothing" : Name.Pascal(operation.Output);
        var methods = faults.Select(FaultCode.Method).ToList();

        return $$"""
            public abstract class {{operation.Name}}Contract()
                : {{(service.IsJson ? "Json" : "Query")}}Operation<{{request}}, {{response}}>(
                    "{{service.SigningName}}", "{{operation.Name}}", CallAccess.{{Access(operation)}},
                    {{(service.IsJson ? Json(service, operation) : $"\"{service.ApiVersion}\"")}})
            {
                private static readonly string[] Codes = [{{string.Join(", ", faults.Select(fault => $"\"{FaultCode.Code(fault)}\""))}}];

                public sealed override IReadOnlyList<string> Declared => Codes;

            {{CodeFile.Indent(methods.Select(method => $"protected static Fault {method}(string message) => Faults.{method}(message);"))}}
            }
            """;
    }

    private static string Json(ServiceModel service, OperationModel operation)
    {
        var wire = $"{service.JsonContext}.Wire";
        return $"{wire}.{Name.Pascal(operation.Input)}, {(operation.Output is null ? "null" : $"{wire}.{Name.Pascal(operation.Output)}")}";
    }

    private static string Access(OperationModel operation) => operation.Auth switch
    {
        "none"        => "Anyone",
        "accessToken" => "Token",
        "sigv4"       => "Signed",
        var other     => throw new InvalidOperationException($"{operation.Name}: unknown auth {other}."),
    };
}
