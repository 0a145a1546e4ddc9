using System.Buffers.Text;
using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;

namespace Gatehouse.Tests.UserPools;

/// <summary>Signatures and keys as attackers of signature schemes write them (in the manner of Project Wycheproof): none is taken for a good one.</summary>
public sealed class BadSignatureTests : IDisposable
{
    private const string Unfit = "WebAuthnCredentialNotSupportedException";

    private static readonly BigInteger Order = BigInteger.Parse("0FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture);

    private readonly PasskeyWorld world = new();
    private readonly SoftAuthenticator phone = PasskeyWorld.Authenticator();

    public void Dispose() => phone.Dispose();

    /// <summary>How a signature is bent: its numbers, and how they are written.</summary>
    private static IReadOnlyDictionary<string, Func<byte[], byte[]>> Bends => new Dictionary<string, Func<byte[], byte[]>>
    {
        ["nothing"] = _ => [],
        ["one byte"] = _ => [0],
        ["zeros"] = whole => new byte[whole.Length],
        ["ones"] = whole => [.. Enumerable.Repeat((byte)0xff, whole.Length)],
        ["no r"] = With((_, s) => (0, s)),
        ["no s"] = With((r, _) => (r, 0)),
        ["neither"] = With((_, _) => (0, 0)),
        ["one and one"] = With((_, _) => (1, 1)),
        ["r of the order"] = With((_, s) => (Order, s)),
        ["s of the order"] = With((r, _) => (r, Order)),
        ["both of the order"] = With((_, _) => (Order, Order)),
        ["r beyond the order"] = With((r, s) => (r + Order, s)),
        ["s beyond the order"] = With((r, s) => (r, s + Order)),
        ["r negative"] = With((r, s) => (-r, s)),
        ["s negative"] = With((r, s) => (r, -s)),
        ["r of many bytes"] = With((r, s) => (r + (Order << 4_000), s)),
        ["swapped"] = With((r, s) => (s, r)),
        ["r twice"] = With((r, _) => (r, r)),
        ["off by one"] = With((r, s) => (r, s + 1)),
        ["cut"] = whole => whole[..^1],
        ["something behind"] = whole => [.. whole, 0],
        ["a second one behind"] = whole => [.. whole, .. whole],
        ["another tag"] = whole => [0x31, .. whole[1..]],
        ["no length"] = whole => [0x30, 0x80, .. whole[2..], 0, 0],
        ["a length too long"] = whole => [0x30, 0x81, whole[1], .. whole[2..]],
        ["a length that lies"] = whole => [0x30, 0x7f, .. whole[2..]],
        ["a length of four gigabytes"] = whole => [0x30, 0x84, 0xff, 0xff, 0xff, 0xff, .. whole[2..]],
        ["as two numbers side by side"] = whole => [.. Read(whole).R.ToByteArray(true, true), .. Read(whole).S.ToByteArray(true, true)],
        ["zeros before r"] = whole => Padded(whole),
    };

    public static TheoryData<string> Ways => [.. Bends.Keys];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_signature_that_is_not_written_as_it_must_be(string way)
    {
        await world.Person("ana", phone);
        var bend = Bends[way];
        var said = await world.SignIn("ana", phone, c => c with
        {
            Wire = answer => answer["response"]!["signature"] = Base64Url.EncodeToString(bend(Base64Url.DecodeFromChars((string)answer["response"]!["signature"]!))),
        });
        Assert.Equal(Texts.WrongPassword, said.Refusal);
        Assert.True((await world.SignIn("ana", phone)).IsOk);
    }

    /// <summary>RSA keys by which anybody, or nobody, can sign.</summary>
    [Theory]
    [InlineData(2048, "01")]
    [InlineData(2048, "00")]
    [InlineData(2048, "02")]
    [InlineData(2048, "")]
    [InlineData(2048, "0100000001")]
    [InlineData(1024, "010001")]
    [InlineData(512, "010001")]
    [InlineData(0, "010001")]
    [InlineData(4_104, "010001")]
    [InlineData(16_384, "010001")]
    public async Task An_RSA_key_that_is_none(int bits, string exponent)
    {
        using var rsa = bits < 512 ? null : RSA.Create(Math.Min(bits, 2048));
        var modulus = rsa?.ExportParameters(false).Modulus! ?? [];
        if (bits > 2048)
            modulus = [.. Enumerable.Repeat((byte)0xff, bits / 8)];
        Assert.Equal(Unfit, await Registered(SoftAuthenticator.Rs256(modulus, Convert.FromHexString(exponent))));
    }

    [Fact]
    public async Task An_even_modulus()
    {
        using var rsa = RSA.Create(2048);
        var numbers = rsa.ExportParameters(false);
        numbers.Modulus![^1] &= 0xfe;
        Assert.Equal(Unfit, await Registered(SoftAuthenticator.Rs256(numbers.Modulus, numbers.Exponent!)));
    }

    /// <summary>Coordinates too large for the field, and a point of another curve.</summary>
    [Fact]
    public async Task A_point_that_is_none()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var far = other.ExportParameters(false).Q;
        using var good = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var near = good.ExportParameters(false).Q;
        Assert.Equal(Unfit, await Registered(SoftAuthenticator.Es256(far.X!, far.Y!)));
        Assert.Equal(Unfit, await Registered(SoftAuthenticator.Es256(near.Y!, near.X!)));
        Assert.Equal(Unfit, await Registered(SoftAuthenticator.Es256([.. Enumerable.Repeat((byte)0xff, 32)], near.Y!)));
        Assert.Equal(Unfit, await Registered(SoftAuthenticator.Es256(near.X!, [])));
        Assert.Null(await Registered(SoftAuthenticator.Es256(near.X!, near.Y!)));
    }

    /// <summary>Keys whose form is not that of the standard are no reason to fall over.</summary>
    [Fact]
    public async Task A_key_that_is_written_in_another_way()
    {
        using var rsa = RSA.Create(2048);
        var numbers = rsa.ExportParameters(false);
        var good = SoftAuthenticator.Rs256(numbers.Modulus!, numbers.Exponent!);
        byte[] modulus = [0x20, 0x59, 0x01, 0x00, .. numbers.Modulus!], exponent = [0x21, 0x43, .. numbers.Exponent!], kind = [0x01, 0x03], algorithm = [0x03, 0x39, 0x01, 0x00];
        Assert.Null(await Registered(good));
        byte[][] odd =
        [
            [0xa5, .. kind, .. algorithm, .. modulus, .. modulus, .. exponent], [0xa5, .. kind, .. algorithm, .. modulus, .. exponent, .. exponent],
            [0xa5, .. kind, .. algorithm, .. modulus, .. exponent, 0x61, 0x78, 0x00], [0xa4, .. algorithm, .. modulus, .. exponent, .. kind],
            [0xbf, .. kind, .. algorithm, .. modulus, .. exponent, 0xff], [0xa4, 0x01, 0x1b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, .. algorithm, .. modulus, .. exponent],
            [0xa4, .. kind, .. algorithm, 0x20, 0x03, .. exponent], good[..^1], [.. good, 0x00],
        ];
        foreach (var key in odd)
            Assert.Equal(Unfit, await Registered(key));
    }

    private async Task<string?> Registered(byte[] key)
    {
        var name = $"person{key.Length}-{Convert.ToHexString(SHA256.HashData(key))[..8]}";
        world.Pool.User(name);
        var said = await world.Register(await world.TokenOf(name), phone, c => c with { PublicKey = key, CredentialId = RandomNumberGenerator.GetBytes(16) });
        return said.Fault?.Code;
    }

    private static Func<byte[], byte[]> With(Func<BigInteger, BigInteger, (BigInteger R, BigInteger S)> bend) => whole =>
    {
        var (r, s) = Read(whole);
        var (newR, newS) = bend(r, s);
        return Write(newR, newS);
    };

    private static (BigInteger R, BigInteger S) Read(byte[] whole)
    {
        var sequence = new AsnReader(whole, AsnEncodingRules.DER).ReadSequence();
        return (sequence.ReadInteger(), sequence.ReadInteger());
    }

    private static byte[] Write(BigInteger r, BigInteger s)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(r);
            writer.WriteInteger(s);
        }

        return writer.Encode();
    }

    private static byte[] Padded(byte[] whole)
    {
        var (r, s) = Read(whole);
        byte[] first = [0, 0, .. r.ToByteArray(true, true)], second = s.ToByteArray(isUnsigned: false, isBigEndian: true);
        return [0x30, (byte)(first.Length + second.Length + 4), 0x02, (byte)first.Length, .. first, 0x02, (byte)second.Length, .. second];
    }
}
