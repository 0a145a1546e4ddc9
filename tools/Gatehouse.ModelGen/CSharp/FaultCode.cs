using Gatehouse.ModelGen.Model;

namespace Gatehouse.ModelGen.CSharp;

/// <summary>Every fault of a service, for what several operations share.</summary>
internal static class FaultCode
{
    public static string Of(ServiceModel service) =>
        $$"""
        public static class Faults
        {
        {{CodeFile.Indent(service.Faults.Select(Line))}}
        }
        """;

    public static string Method(Shape fault) => Name.Fault(fault.Name);

    /// <summary>The name on the wire; the query services have their own.</summary>
    public static string Code(Shape fault) => fault.Error?.Code ?? fault.Name;

    private static string Line(Shape fault)
    {
        var status = fault.Error?.HttpStatusCode ?? (fault.Name is "InternalErrorException" or "InternalServerException" ? 500 : 400);
        return $"public static Fault {Method(fault)}(string message) => new(\"{Code(fault)}\", message{(status == 400 ? "" : $", {status}")});";
    }
}
