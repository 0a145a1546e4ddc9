using System.Text;
using Gatehouse.Identity;

namespace Gatehouse.Tests.Identity;

public class TotpTests
{
    // RFC 6238, appendix B: the secret is ASCII; the vectors have eight digits, of which ours are the last six.
    private static readonly byte[] Secret = Encoding.ASCII.GetBytes("12345678901234567890");

    [Theory]
    [InlineData(59, "94287082")]
    [InlineData(1111111109, "07081804")]
    [InlineData(1111111111, "14050471")]
    [InlineData(1234567890, "89005924")]
    [InlineData(2000000000, "69279037")]
    [InlineData(20000000000, "65353130")]
    public void Codes_are_those_of_the_standard(long seconds, string vector)
    {
        Assert.Equal(vector[2..], Totp.Code(Secret, seconds / 30));
        Assert.Equal(seconds / 30, Totp.Match(Secret, vector[2..], DateTimeOffset.FromUnixTimeSeconds(seconds)));
    }

    [Theory]
    [InlineData(-2, false)]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void A_code_is_good_in_its_step_and_beside_it(int steps, bool good)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_700_000_010);
        var step = now.ToUnixTimeSeconds() / 30 + steps;
        Assert.Equal(good ? step : null, Totp.Match(Secret, Totp.Code(Secret, step), now));
    }

    [Fact]
    public void A_step_begins_and_ends_to_the_second()
    {
        var code = Totp.Code(Secret, 100);
        Assert.Null(Totp.Match(Secret, code, DateTimeOffset.FromUnixTimeSeconds(99 * 30 - 1)));
        Assert.Equal(100, Totp.Match(Secret, code, DateTimeOffset.FromUnixTimeSeconds(99 * 30)));
        Assert.Equal(100, Totp.Match(Secret, code, DateTimeOffset.FromUnixTimeSeconds(102 * 30 - 1)));
        Assert.Null(Totp.Match(Secret, code, DateTimeOffset.FromUnixTimeSeconds(102 * 30)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("28708")]
    [InlineData("2870820")]
    [InlineData(" 87082")]
    [InlineData("２８７０８２")]
    [InlineData("28708\0")]
    public void What_is_not_six_digits_is_no_code(string code) =>
        Assert.Null(Totp.Match(Secret, code, DateTimeOffset.FromUnixTimeSeconds(59)));
}
