using Microsoft.AspNetCore.Http;

namespace Gatehouse.Wire;

/// <summary>AWS Query, the dialect of STS and IAM: a form that names <c>Action</c> and <c>Version</c>, answered in XML.</summary>
internal sealed class AwsQuery(OperationTable operations) : IDialect
{
    private const string Form = "application/x-www-form-urlencoded";
    private const string Xml = "text/xml";

    public IReadOnlyList<string> MediaTypes { get; } = [Form];

    public IReadOnlyList<string> MustSign { get; } = [];

    /// <summary>Whether a request is put in this dialect. A target header makes it AWS JSON, whatever its type.</summary>
    public static bool Speaks(HttpRequest request) =>
        !request.Headers.ContainsKey("X-Amz-Target")
        && Form.Equals(Wire.MediaTypes.Of(request)?.MediaType, StringComparison.OrdinalIgnoreCase);

    // The body names the operation.
    public int? BodyLimit(HttpRequest request) => null;

    public Reply<Operation> Find(HttpRequest request, ReadOnlyMemory<byte> body)
    {
        if (QueryForm.Parse(body.Span).Refused(out var fault, out var form))
            return fault;
        if (form.Text("Action") is not { Length: > 0 } action)
            return new Fault("MissingAction", "The request must contain the parameter Action.");

        var version = form.Text("Version");
        return Service(version) is { } service && operations.Find(service, action) is { } operation
            ? operation
            : new Fault("InvalidAction", $"Could not find operation {action} for version {version ?? "NO_VERSION_SPECIFIED"}");
    }

    public Fault Unproven(Fault fault) => QueryFaults.Unproven(fault);

    public Task Answer(HttpResponse response, ReadOnlyMemory<byte> body) => response.Send(200, Xml, body);

    public Task Refuse(HttpResponse response, Fault fault, Operation? operation, string requestId)
    {
        var named = QueryFaults.OfTheWire(fault);
        return response.Send(named.Status, Xml, QueryFaults.Render(named, operation?.Service, requestId));
    }

    private static string? Service(string? version) => version switch
    {
        "2011-06-15" => "sts",
        "2010-05-08" => "iam",
        _ => null,
    };
}
