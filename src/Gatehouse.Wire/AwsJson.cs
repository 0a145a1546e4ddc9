using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Wire;

/// <summary>AWS JSON 1.1: one path, one method, and the operation named by the <c>X-Amz-Target</c> header.</summary>
internal sealed class AwsJson(OperationTable operations) : IDialect
{
    private const string MediaType = "application/x-amz-json-1.1";

    // Texts reach clients that compare them: an apostrophe stays an apostrophe.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public IReadOnlyList<string> MediaTypes { get; } = [MediaType, "application/json"];

    public IReadOnlyList<string> MustSign { get; } = ["x-amz-target"];

    public int? BodyLimit(HttpRequest request) => Find(request, default).Refused(out _, out var operation) ? null : operation.BodyLimit;

    public Reply<Operation> Find(HttpRequest request, ReadOnlyMemory<byte> body)
    {
        var targets = request.Headers["X-Amz-Target"];
        var (service, name) = targets is [{ } target] && target.Split('.') is [var prefix, var called]
            ? (Service(prefix), called)
            : (null, "");

        return service is not null && operations.Find(service, name) is { } operation
            ? operation
            : new Fault("UnknownOperationException", "");
    }

    public Fault Unproven(Fault fault) => fault;

    public Task Answer(HttpResponse response, ReadOnlyMemory<byte> body) => response.Send(200, MediaType, body);

    public Task Refuse(HttpResponse response, Fault fault, Operation? operation, string requestId)
    {
        response.Headers["x-amzn-ErrorType"] = fault.Code + ":";
        if (fault.Message.Length > 0)
            response.Headers["x-amzn-ErrorMessage"] = HeaderText.Clean(fault.Message);

        return response.Send(fault.Status, MediaType, Body(fault));
    }

    private static string? Service(string prefix) => prefix switch
    {
        "AWSCognitoIdentityProviderService" => "cognito-idp",
        "AWSCognitoIdentityService" => "cognito-identity",
        _ => null,
    };

    private static ReadOnlyMemory<byte> Body(Fault fault)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Plain))
        {
            json.WriteStartObject();
            json.WriteString("__type", fault.Code);
            if (fault.Message.Length > 0)
                json.WriteString("message", fault.Message);
            if (fault.ReasonCode is not null)
                json.WriteString("reasonCode", fault.ReasonCode);
            json.WriteEndObject();
        }

        return bytes.WrittenMemory;
    }
}
