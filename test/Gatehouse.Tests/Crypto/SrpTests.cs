using System.Numerics;
using CsCheck;
using Gatehouse.Crypto;
using Gatehouse.Identity;

namespace Gatehouse.Tests.Crypto;

public sealed class SrpTests
{
    private static readonly Srp3072 Srp = new();

    private static readonly Gen<string> Text = Gen.String[Gen.Char.AlphaNumeric, 1, 20];
    private static readonly Gen<string> Password = Gen.OneOf(Gen.String[Gen.Char[' ', '~'], 1, 99], Gen.Const("pässwörd ✓ 🔑"));

    [Fact]
    public void A_client_written_from_the_description_derives_the_same_key_for_hundreds_of_people() =>
        Gen.Select(Text, Text, Password, Gen.Byte.Array[32], Gen.Int[0, 3]).Sample(
            (pool, user, password, secret, zeros) =>
            {
                var client = new SrpClient(new BigInteger(secret, isUnsigned: true) + 2);
                var verifier = Srp.Enrol(pool, user, password);
                var start = Srp.Start(verifier.Verifier);
                var publicA = new string('0', zeros) + SrpClient.Hex(client.A);

                var ours = Srp.SessionKey(publicA, start, verifier.Verifier);
                var theirs = client.Key(pool, user, password, Convert.ToHexStringLower(verifier.Salt), start.Public);
                return ours is { Length: 16 } && ours.AsSpan().SequenceEqual(theirs)
                    && !ours.AsSpan().SequenceEqual(client.Key(pool, user, password + "x", Convert.ToHexStringLower(verifier.Salt), start.Public));
            },
            iter: Environment.GetEnvironmentVariable("GATEHOUSE_LONG") is { Length: > 0 } ? 1_000 : 200);

    // Found by search in a Python program: A has 3,063 bits, B 3,060 and the shared secret 3,064, so all three have zeros in front.
    [Fact]
    public void Short_values_of_A_B_and_S_make_the_key_another_language_makes()
    {
        const string Salt = "00112233445566778899aabbccddeeff";
        var x = SrpClient.Exponent("pool", "user", "password", Salt);
        var verifier = SrpGroup.Fixed(SrpClient.Power(2, x));
        var b = BigInteger.Pow(2, 255) + 7_077;
        var publicB = ((SrpGroup.K * SrpGroup.Number(verifier)) + SrpClient.Power(2, b)) % SrpClient.N;
        var start = new SrpStart(b.ToByteArray(isUnsigned: true, isBigEndian: true), SrpClient.Hex(publicB));
        var client = new SrpClient(BigInteger.Pow(2, 255) + 174_807);

        Assert.Equal((3_063, 3_060), (client.A.GetBitLength(), publicB.GetBitLength()));
        foreach (var publicA in (string[])[SrpClient.Hex(client.A), "0" + SrpClient.Hex(client.A), "00" + SrpClient.Hex(client.A)])
            Assert.Equal("f0c7cefa0adbe5342fe037180192add5", Convert.ToHexStringLower(Srp.SessionKey(publicA, start, verifier)!));
        Assert.Equal("f0c7cefa0adbe5342fe037180192add5", Convert.ToHexStringLower(client.Key("pool", "user", "password", Salt, start.Public)));
    }

    [Theory]
    [InlineData("00")]
    [InlineData("0000")]
    [InlineData("007f")]
    [InlineData("00ff")]
    [InlineData("ff")]
    public void A_client_may_bring_its_own_salt_and_verifier_as_devices_do(string saltStart)
    {
        var salt = saltStart + "112233445566778899aabbccdd";
        var x = SrpClient.Exponent("group", "device", "secret", salt);
        var verifier = SrpClient.Power(2, x).ToByteArray(isUnsigned: true, isBigEndian: true);
        var client = new SrpClient(BigInteger.Pow(2, 255) + 12345);

        var start = Srp.Start(verifier);

        Assert.Equal(
            client.Key("group", "device", "secret", salt, start.Public),
            Srp.SessionKey(SrpClient.Hex(client.A), start, verifier)!);
    }

    [Fact]
    public void B_is_fresh_and_in_range_over_1000_starts()
    {
        var verifier = Srp.Enrol("pool", "user", "password");

        var starts = Enumerable.Range(0, 1_000).Select(_ => Srp.Start(verifier.Verifier)).ToList();

        Assert.Equal(1_000, starts.Select(start => start.Public).Distinct().Count());
        Assert.Equal(1_000, starts.Select(start => Convert.ToHexString(start.Secret)).Distinct().Count());
        Assert.All(starts, start => Assert.InRange(SrpClient.Number(start.Public), 1, SrpClient.N - 1));
        Assert.All(starts, start => Assert.Matches("^([0-9a-f]{2})+$", start.Public));
    }

    [Fact]
    public void The_salt_is_16_bytes_and_the_verifier_384_and_fresh_each_time()
    {
        var (first, second) = (Srp.Enrol("p", "u", "x"), Srp.Enrol("p", "u", "x"));

        Assert.Equal((16, 384), (first.Salt.Length, first.Verifier.Length));
        Assert.NotEqual(first.Salt, second.Salt);
        Assert.NotEqual(first.Verifier, second.Verifier);
    }

    public static TheoryData<string> Unacceptable => new(
        "", "0", "000", SrpClient.Hex(SrpClient.N), "00" + SrpClient.Hex(SrpClient.N), "xyz", "-1", "0x10", " 10", "10 ", "१२", "1\n",
        SrpClient.Hex(SrpClient.N).ToUpperInvariant(), new string('1', 769), new string('0', 768) + new string('1', 17), new string('a', 10 * 1024), SrpClient.Hex(2 * SrpClient.N));

    [Theory]
    [MemberData(nameof(Unacceptable))]
    public void An_A_that_is_no_number_or_zero_modulo_N_or_too_long_is_refused(string publicA)
    {
        var verifier = Srp.Enrol("pool", "user", "password");

        Assert.False(Srp.IsAcceptable(publicA));
        Assert.Null(Srp.SessionKey(publicA, Srp.Start(verifier.Verifier), verifier.Verifier));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("aBc")]
    [InlineData("0000abcd")]
    public void Odd_lengths_leading_zeros_and_either_case_are_accepted(string publicA) => Assert.True(Srp.IsAcceptable(publicA));

    [Fact]
    public void OpenSsl_and_managed_arithmetic_agree()
    {
        Assert.NotNull(OpenSslModExp.Instance);
        Gen.Select(Gen.Byte.Array[1, 400], Gen.Byte.Array[1, 33]).Sample(
            (number, exponent) => OpenSslModExp.Instance.Power(number, exponent).AsSpan()
                .SequenceEqual(new ManagedModExp().Power(number, exponent)),
            iter: 100);
        Assert.Equal(1, OpenSslModExp.Instance.Power([7], [0])[^1]);
        Assert.All(OpenSslModExp.Instance.Power(SrpGroup.Modulus, [3]), digit => Assert.Equal(0, digit));
    }
}
