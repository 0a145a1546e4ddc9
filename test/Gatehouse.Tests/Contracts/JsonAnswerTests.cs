using System.Text;
using System.Text.Json;
using Gatehouse.Contracts.UserPools;

namespace Gatehouse.Tests.Contracts;

public sealed class JsonAnswerTests
{
    [Fact]
    public void What_is_null_is_not_written() =>
        Assert.Equal("""{"UserConfirmed":false}""", Written(new SignUpResponse { UserConfirmed = false }));

    [Theory]
    [InlineData("2026-01-31T23:59:59.123Z", "1769903999.123")]
    [InlineData("2026-01-31T23:59:59.120Z", "1769903999.12")]
    [InlineData("2026-01-31T23:59:59Z", "1769903999")]
    [InlineData("1970-01-01T00:00:00Z", "0")]
    public void A_time_is_a_number_of_seconds(string time, string number)
    {
        var user = new UserType { Username = "é<&>'😀", UserCreateDate = DateTimeOffset.Parse(time) };
        Assert.Equal(
            $$$"""{"User":{"Username":"é<&>'😀","UserCreateDate":{{{number}}}}}""",
            Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(new AdminCreateUserResponse { User = user }, UserPoolsJson.Wire.AdminCreateUserResponse))
                .Replace("\\uD83D\\uDE00", "😀", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("1769903999", 1769903999000)]
    [InlineData("1769903999.123", 1769903999123)]
    [InlineData("1.769903999123E9", 1769903999123)]
    [InlineData("-1.5", -1500)]
    public void A_time_is_read_from_a_whole_or_broken_number(string number, long milliseconds) =>
        Assert.Equal(milliseconds, JsonSerializer.Deserialize<DateTimeOffset>(number, JsonBody.Options).ToUnixTimeMilliseconds());

    [Theory]
    [InlineData("\"2026-01-31T23:59:59Z\"")]
    [InlineData("1e30")]
    [InlineData("1e999")]
    [InlineData("253402300800")]
    [InlineData("-62135596801")]
    [InlineData("{}")]
    public void Anything_else_is_no_time(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<DateTimeOffset>(json, JsonBody.Options));

    private static string Written(SignUpResponse response) =>
        Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(response, UserPoolsJson.Wire.SignUpResponse));
}
