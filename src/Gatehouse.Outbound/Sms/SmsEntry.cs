using System.Text.Json.Nodes;

namespace Gatehouse.Outbound;

/// <summary>A gateway as the setting names it.</summary>
internal sealed record SmsEntry
{
    public string? Provider { get; init; }

    public string? Url { get; init; }

    public string? Method { get; init; }

    public IReadOnlyDictionary<string, string?>? Headers { get; init; }

    public JsonObject? Json { get; init; }

    public IReadOnlyDictionary<string, string?>? Form { get; init; }

    public string? Account { get; init; }

    public string? Secret { get; init; }

    public string? From { get; init; }

    public string? Region { get; init; }

    public double Timeout { get; init; } = 10;

    public bool Insecure { get; init; }

    /// <inheritdoc/>
    public override string ToString() => "SmsEntry";
}
