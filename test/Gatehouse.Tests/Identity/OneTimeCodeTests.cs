using Gatehouse.Identity;

namespace Gatehouse.Tests.Identity;

public class OneTimeCodeTests
{
    private static readonly DateTimeOffset Start = new(2026, 9, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly byte[] Right = [1, 2, 3];
    private static readonly byte[] Wrong = [1, 2, 4];

    private static OneTimeCode Code => new(Right, Start + OneTimeCode.Day, "email");

    [Fact]
    public void The_right_guess_spends_it() => Assert.Equal((CodeCheck.Accepted, null), Code.Try(Right, Start));

    [Theory]
    [InlineData(-1, CodeCheck.Accepted)]
    [InlineData(0, CodeCheck.Expired)]
    [InlineData(1, CodeCheck.Expired)]
    public void It_works_until_the_second_it_expires(int seconds, CodeCheck expected) =>
        Assert.Equal(expected, Code.Try(Right, (Start + OneTimeCode.Day).AddSeconds(seconds)).Check);

    [Fact]
    public void Five_wrong_guesses_kill_it()
    {
        OneTimeCode? code = Code;
        for (var guess = 0; guess < 5; guess++)
        {
            (var check, code) = code!.Try(Wrong, Start);
            Assert.Equal(CodeCheck.Mismatch, check);
        }

        Assert.Equal(CodeCheck.TooManyAttempts, code!.Try(Right, Start).Check);
        Assert.Equal(CodeCheck.TooManyAttempts, code.Try(Wrong, Start).Check);
    }

    [Fact]
    public void The_fifth_guess_may_still_be_right()
    {
        var code = Code with { Failures = 4 };
        Assert.Equal(CodeCheck.Accepted, code.Try(Right, Start).Check);
    }

    [Fact]
    public void A_dead_code_expires_like_any_other() =>
        Assert.Equal(CodeCheck.Expired, (Code with { Failures = 5 }).Try(Right, Start + OneTimeCode.Day).Check);

    [Fact]
    public void A_guess_of_another_length_is_wrong() => Assert.Equal(CodeCheck.Mismatch, Code.Try([1, 2, 3, 4], Start).Check);
}
