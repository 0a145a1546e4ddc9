using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

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

    public Reply<Operation> Find(HttpRequest request, ReadOnlyMemory<byte> body)
    {
        if (Named(body).Refused(out var fault, out var named))
            return fault;
        if (named.Action is null)
            return new Fault("MissingAction", "The request must contain the parameter Action.");

        return Service(named.Version) is { } service && operations.Find(service, named.Action) is { } operation
            ? operation
            : new Fault("InvalidAction", $"Could not find operation {named.Action} for version {named.Version ?? "NO_VERSION_SPECIFIED"}");
    }

    public Task Answer(HttpResponse response, ReadOnlyMemory<byte> body) => response.Send(200, Xml, body);

    public Task Refuse(HttpResponse response, Fault fault, Operation? operation, string requestId)
    {
        var named = QueryFaults.Rename(fault);
        return response.Send(named.Status, Xml, QueryFaults.Render(named, operation?.Service, requestId));
    }

    private static string? Service(string? version) => version switch
    {
        "2011-06-15" => "sts",
        "2010-05-08" => "iam",
        _ => null,
    };

    // Two actions in one form would let a check and a use disagree.
    private static Reply<(string? Action, string? Version)> Named(ReadOnlyMemory<byte> body)
    {
        string? action = null, version = null;
        foreach (var pair in new QueryStringEnumerable(Encoding.UTF8.GetString(body.Span)))
        {
            ref var value = ref action;
            if (pair.DecodeName().Span.SequenceEqual("Version"))
                value = ref version;
            else if (!pair.DecodeName().Span.SequenceEqual("Action"))
                continue;

            if (value is not null)
                return new Fault("MalformedQueryString", "Action and Version may each be given once.");
            value = pair.DecodeValue().ToString();
        }

        return (action, version);
    }
}
