using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Gatehouse.Tests.Contracts;

/// <summary>Values that keep to a shape, and values that break it in one way.</summary>
internal static class Samples
{
    private static readonly string[] Good =
    [
        "a", "0", "v1", "/", "/a/", "a@b", "us-east-1_a", "us-east-1:0a", "https://a.b", "arn:aws:iam::0:role/a", "arn:aws:s3:::bucket/key-name",
        "arn:aws:iam::000000000000:role/a", "{####}", "aa{####}", "{##Click##}", "{##a##}aa", "import-a", "cognito:default", "terms-of-use",
        "00000000-0000-4000-8000-000000000000", "authenticated", "us-east-1_0", "sample-text",
    ];

    private static readonly string[] Bad = ["\u0001", "!", " ", "a b", "~", "*", "[", "\u0001\u0001\u0001\u0001\u0001\u0001"];

    /// <summary>The least value of a shape: of a structure, its required members only.</summary>
    public static JsonNode Valid(Model model, string shape) => model[shape] switch
    {
        { Type: "string" } text                   => Text(text),
        { Type: "integer" or "long" } number      => JsonValue.Create(number.Min ?? 1),
        { Type: "boolean" }                       => JsonValue.Create(true),
        { Type: "timestamp" }                     => model.IsQuery ? JsonValue.Create("2026-01-01T00:00:00Z") : JsonValue.Create(1_767_225_600),
        { Type: "blob" }                          => JsonValue.Create("AAAA"),
        { Type: "list" } list                     => Items(model, list, Math.Max(1, list.Min ?? 1)),
        { Type: "map" } map                       => Entries(model, map, Math.Max(1, map.Min ?? 1)),
        { Type: "structure" } structure           => Least(model, structure),
        var other                                 => throw new NotSupportedException(other.Type),
    };

    public static JsonObject Least(Model model, ModelShape structure)
    {
        // A form cannot say that an empty structure is there: one member at least stands for it.
        var some = model.IsQuery && structure.Required is null ? structure.Members!.Keys.Take(1) : structure.Required ?? [];
        return new(some.Select(member => KeyValuePair.Create(member, (JsonNode?)Valid(model, structure.Members![member]))));
    }

    public static JsonArray Items(Model model, ModelShape list, int count) =>
        new([.. Enumerable.Range(0, count).Select(_ => Valid(model, list.Member!))]);

    public static JsonObject Entries(Model model, ModelShape map, int count) =>
        new(Keys(model[map.Key!], count).Select(key => KeyValuePair.Create(key, (JsonNode?)Valid(model, map.Value!))));

    public static string Text(ModelShape shape) => shape.Enum?[0] ?? Fitting(shape).First();

    /// <summary>A string of the right length and the wrong form; null when the pattern takes any text.</summary>
    public static string? WrongForm(ModelShape shape) => Bad.FirstOrDefault(text => Fits(shape, text.Length) && !Matches(shape, text))
        ?? Bad.Select(text => Repeated(text, shape.Min ?? 0)).FirstOrDefault(text => Fits(shape, text.Length) && !Matches(shape, text));

    private static IEnumerable<string> Keys(ModelShape key, int count) =>
        key.Enum is null ? new[] { Text(key) }.Concat(Enumerable.Range(1, 1000).Select(number => $"a{number}")).Take(count) : key.Enum.Take(count);

    private static IEnumerable<string> Fitting(ModelShape shape) =>
        Good.Concat(Good.Select(text => Repeated(text, shape.Min ?? 0))).Where(text => Fits(shape, text.Length) && Matches(shape, text));

    private static string Repeated(string text, int length) => string.Concat(Enumerable.Repeat(text, length / text.Length + 1))[..Math.Max(length, 1)];

    private static bool Fits(ModelShape shape, int length) => length >= (shape.Min ?? 0) && length <= (shape.Max ?? int.MaxValue);

    // The samples are ASCII, where Java and .NET mean the same by a pattern.
    private static bool Matches(ModelShape shape, string text) =>
        shape.Pattern is null || Regex.IsMatch(text, $@"\A(?:{shape.Pattern})\z", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
}
