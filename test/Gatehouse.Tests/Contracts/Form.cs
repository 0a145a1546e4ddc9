using System.Text.Json.Nodes;

namespace Gatehouse.Tests.Contracts;

/// <summary>Writes a JSON value as the form that a query client would send.</summary>
internal static class Form
{
    public static string Of(JsonNode request) =>
        string.Join('&', Pairs("", request).Select(pair => $"{Uri.EscapeDataString(pair.Name)}={Uri.EscapeDataString(pair.Value)}"));

    private static IEnumerable<(string Name, string Value)> Pairs(string name, JsonNode? value) => value switch
    {
        null                  => [],
        JsonObject structure  => structure.SelectMany(member => Pairs(name.Length == 0 ? member.Key : $"{name}.{member.Key}", member.Value)),
        JsonArray { Count: 0 } => [(name, "")],
        JsonArray items       => items.SelectMany((item, i) => Pairs($"{name}.member.{i + 1}", item)),
        _                     => [(name, value.ToString())],
    };
}
