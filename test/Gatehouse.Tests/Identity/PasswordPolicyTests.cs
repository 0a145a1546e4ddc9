using CsCheck;
using Gatehouse.Crypto;
using Gatehouse.Identity;

namespace Gatehouse.Tests.Identity;

public class PasswordPolicyTests
{
    private const string TooShort = "Password not long enough";
    private const string TooLong = "Password too long";
    private const string NoUpper = "Password must have uppercase characters";
    private const string NoLower = "Password must have lowercase characters";
    private const string NoDigit = "Password must have numeric characters";
    private const string NoSymbol = "Password must have symbol characters";
    private const string Spaced = "Password must not start or end with a space";

    private static readonly PasswordPolicy Strict = new();
    private static readonly PasswordPolicy Lax = new() { MinLength = 6, Uppercase = false, Lowercase = false, Digit = false, Symbol = false };

    [Theory]
    [InlineData("Abcdef1!", null)]
    [InlineData("Abcde1!", TooShort)]
    [InlineData("abcdef1!", NoUpper)]
    [InlineData("ABCDEF1!", NoLower)]
    [InlineData("Abcdefg!", NoDigit)]
    [InlineData("Abcdefg1", NoSymbol)]
    [InlineData("", TooShort)]
    [InlineData(" Abcdef1", Spaced)]
    [InlineData("Abcdef1 ", Spaced)]
    [InlineData("Abcd ef1", null)]
    [InlineData("ÄÖÜäöü1!", NoUpper)]
    [InlineData("Abcdef١!", NoDigit)]
    [InlineData("Abcdef1€", NoSymbol)]
    public void A_password_keeps_the_policy_or_breaks_a_named_rule(string password, string? rule) =>
        Assert.Equal(rule, Strict.Broken(password));

    [Fact]
    public void Every_published_symbol_counts() =>
        Assert.All("^$*.[]{}()?\"!@#%&/\\,><':;|_~`=+-", symbol => Assert.Null(Strict.Broken("Abcdefg1"[..3] + symbol + "defg1")));

    [Theory]
    [InlineData(5, TooShort)]
    [InlineData(6, null)]
    [InlineData(256, null)]
    [InlineData(257, TooLong)]
    public void Length_is_counted_from_six_to_256(int length, string? rule) => Assert.Equal(rule, Lax.Broken(new string('x', length)));

    [Fact]
    public void Characters_beyond_the_basic_plane_are_taken_as_they_are() => Assert.Null(Lax.Broken("🔑🔑🔑"));

    [Fact]
    public void A_generated_password_keeps_every_policy() =>
        Gen.Select(Gen.Int[6, 99], Gen.Bool, Gen.Bool, Gen.Bool, Gen.Bool).Sample(
            (length, upper, lower, digit, symbol) =>
            {
                var policy = new PasswordPolicy { MinLength = length, Uppercase = upper, Lowercase = lower, Digit = digit, Symbol = symbol };
                return policy.Broken(policy.Generate(new SystemRandom())) is null;
            },
            iter: 1_000);

    [Fact]
    public void Generated_passwords_differ() =>
        Assert.Equal(1_000, Enumerable.Range(0, 1_000).Select(_ => Strict.Generate(new SystemRandom())).Distinct().Count());
}
