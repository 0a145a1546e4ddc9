using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Wire.SigV4;

namespace Gatehouse.Doors;

/// <summary>Refusals as Amazon API Gateway tells them to clients that sign.</summary>
/// <remarks>Source: Amazon API Gateway, "Gateway response types"; the member is <c>Message</c> where a policy refused, and else <c>message</c>.</remarks>
internal static class ApiWording
{
    private static readonly string[] OfSignature =
    [
        SignatureCodes.Missing, SignatureCodes.Incomplete, SignatureCodes.Mismatch, SignatureCodes.UnknownKey, SignatureCodes.ExpiredToken,
    ];

    /// <summary>Words one.</summary>
    public static Refusal Word(Fault fault)
    {
        var common = SignatureCodes.Common(fault);
        var isSignature = OfSignature.Contains(common.Code);
        var (code, message, status) = common.Code switch
        {
            DoorFaults.Forbidden => ("AccessDeniedException", common.Message, 403),
            _ => (common.Code, common.Message, isSignature ? 403 : common.Status),
        };
        var document = new JsonObject { [common.Code == DoorFaults.Forbidden ? "Message" : "message"] = message }.ToJsonString(JsonSerializerOptions.Default);
        return new(status, "application/json", code, message, document) { Headers = new Dictionary<string, string> { ["x-amzn-ErrorType"] = code } };
    }
}
