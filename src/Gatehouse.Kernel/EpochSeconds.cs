using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gatehouse;

/// <summary>A time on the JSON wire: seconds since 1970 as a number, with up to three decimals.</summary>
public sealed class EpochSeconds : JsonConverter<DateTimeOffset>
{
    // The years 0001 to 9999: what DateTimeOffset can hold.
    private const decimal First = -62_135_596_800m;
    private const decimal Last = 253_402_300_799m;

    /// <inheritdoc/>
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is not JsonTokenType.Number || !reader.TryGetDecimal(out var seconds) || seconds is < First or > Last)
            throw new JsonException();

        return DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000));
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        var milliseconds = value.ToUnixTimeMilliseconds();
        if (milliseconds % 1000 == 0)
            writer.WriteNumberValue(milliseconds / 1000);
        else
            writer.WriteNumberValue(milliseconds / 1000m);
    }
}
