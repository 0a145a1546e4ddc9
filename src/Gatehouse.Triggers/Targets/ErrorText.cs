using System.Text.Json;

namespace Gatehouse.Triggers;

/// <summary>Reads the words of a function that failed: <c>{"errorMessage": …}</c>, as every Lambda runtime writes it.</summary>
internal static class ErrorText
{
    // What a person reads, and a client has to carry.
    private const int Longest = 1024;

    /// <summary>The words; null when there are none.</summary>
    public static string? Of(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            var error = JsonSerializer.Deserialize<Written>(ref reader, JsonSerializerOptions.Web);
            return error?.ErrorMessage is { } text ? Cut(text) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The words, cut to what is carried.</summary>
    public static string Cut(string text) => text.Length <= Longest ? text : text[..(char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest)];

    private sealed record Written(string? ErrorMessage);
}
