using System.Text.Json.Nodes;
using Gatehouse.Wire.SigV4;

namespace Gatehouse.Outbound;

/// <summary>Somebody who takes text messages over HTTP, and how they want them. Printing it shows nothing secret.</summary>
/// <param name="Url">Where; placeholders may stand in the path and the query.</param>
public sealed record SmsGateway(string Url)
{
    /// <summary>POST, PUT or GET.</summary>
    public HttpMethod Method { get; init; } = HttpMethod.Post;

    /// <summary>Headers, with placeholders.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The body, JSON whose texts have placeholders; null where it is a form, or there is none.</summary>
    public JsonObject? Json { get; init; }

    /// <summary>The body, a form whose values have placeholders; null where it is JSON, or there is none.</summary>
    public IReadOnlyDictionary<string, string>? Form { get; init; }

    /// <summary>What signs the body by the rules of Standard Webhooks; null where nothing does.</summary>
    public byte[]? WebhookSecret { get; init; }

    /// <summary>What signs the call as AWS wants it; null where nothing does.</summary>
    public ClientKey? AwsKey { get; init; }

    /// <summary>How long a try may take.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public override string ToString() => "SmsGateway";
}
