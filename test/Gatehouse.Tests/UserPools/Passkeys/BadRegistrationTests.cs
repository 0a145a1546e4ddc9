using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Gatehouse.Tests.UserPools;

/// <summary>Answers no honest browser gives to a registration. Source: Web Authentication level 3, section 7.1.</summary>
public sealed class BadRegistrationTests
{
    private const string Origin = "WebAuthnOriginNotAllowedException";
    private const string Party = "WebAuthnRelyingPartyMismatchException";
    private const string Unfit = "WebAuthnCredentialNotSupportedException";
    private const string Challenge = "WebAuthnChallengeNotFoundException";
    private const string Unreadable = "InvalidParameterException";
    private readonly PasskeyWorld world = new();

    [Theory]
    [InlineData("https://example.com")]
    [InlineData("https://app.example.com")]
    [InlineData("https://a.b.example.com")]
    [InlineData("https://example.com:8443")]
    public async Task Pages_of_the_domain_may_register(string origin) => Assert.Null(await Fault(c => c with { Origin = origin }));

    [Theory]
    [InlineData("https://evil.com")]
    [InlineData("https://example.com.evil.com")]
    [InlineData("https://evilexample.com")]
    [InlineData("http://example.com")]
    [InlineData("http://app.example.com")]
    [InlineData("https://example.com:444")]
    [InlineData("https://app.example.com:8443")]
    [InlineData("https://com")]
    [InlineData("https://example.com/")]
    [InlineData("https://example.com/path")]
    [InlineData("https://user@example.com")]
    [InlineData("https://EXAMPLE.com")]
    [InlineData("https://example.com.")]
    [InlineData("https://exämple.com")]
    [InlineData("https://ä.example.com")]
    [InlineData("https://example。com")]
    [InlineData("https://example.com:443")]
    [InlineData("app://example.com")]
    [InlineData("android:apk-key-hash:AAAA")]
    [InlineData("null")]
    [InlineData("")]
    public async Task Other_pages_may_not(string origin) => Assert.Equal(Origin, await Fault(c => c with { Origin = origin }));

    [Fact]
    public async Task A_page_within_another_site_may_not()
    {
        Assert.Equal(Origin, await Fault(c => c with { CrossOrigin = true }));
        Assert.Equal(Origin, await Fault(c => c with { CrossOrigin = true, TopOrigin = PasskeyWorld.Page }));
        Assert.Equal(Origin, await Fault(c => c with { CrossOrigin = null, TopOrigin = "https://evil.com" }));
        Assert.Null(await Fault(c => c with { CrossOrigin = null }));
    }

    [Theory]
    [InlineData("evil.com")]
    [InlineData("app.example.com")]
    [InlineData("com")]
    [InlineData("Example.com")]
    [InlineData("")]
    public async Task A_passkey_bound_to_another_domain_is_refused(string party) => Assert.Equal(Party, await Fault(c => c with { PartyId = party }));

    [Fact]
    public async Task The_challenge_must_be_the_one_that_was_given()
    {
        Assert.Equal(Challenge, await Fault(c => c with { Challenge = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)) }));
        Assert.Equal(Challenge, await Fault(c => c with { Challenge = "" }));
        Assert.Equal(Challenge, await Fault(c => c with { Challenge = c.Challenge[..20] }));
        Assert.Equal(Challenge, await Fault(c => c with { Challenge = c.Challenge + "AAAA" }));
    }

    [Theory]
    [InlineData("webauthn.get")]
    [InlineData("payment.get")]
    [InlineData("")]
    public async Task An_answer_of_another_ceremony_is_refused(string type) => Assert.Equal(Unfit, await Fault(c => c with { Type = type }));

    [Theory]
    [InlineData(64 | 4)]
    [InlineData(64 | 1 | 16)]
    [InlineData(1 | 4)]
    public async Task Somebody_must_be_there_and_no_copy_without_leave_to_copy(byte flags) =>
        Assert.Equal(Unfit, await Fault(c => c with { Flags = flags }));

    [Fact]
    public async Task The_person_must_be_verified_where_the_pool_wants_it()
    {
        Assert.Null(await Fault(c => c with { Flags = 64 | 1 }));
        Assert.Equal(Unfit, await Fault(c => c with { Flags = 64 | 1 }, new PasskeyWorld(verified: true)));
        Assert.Null(await Fault(c => c, new PasskeyWorld(verified: true)));
    }

    [Theory]
    [InlineData(-8)]
    [InlineData(-35)]
    [InlineData(-47)]
    [InlineData(-65535)]
    [InlineData(0)]
    public async Task Algorithms_that_were_not_offered_are_refused(int algorithm)
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var point = other.ExportParameters(false).Q;
        Assert.Equal(Unfit, await Fault(c => c with { PublicKey = SoftAuthenticator.Es256(point.X!, point.Y!, algorithm) }));
    }

    [Fact]
    public async Task Points_that_are_not_on_the_curve_are_refused()
    {
        Assert.Equal(Unfit, await Fault(c => c with { PublicKey = SoftAuthenticator.Es256(new byte[32], new byte[32]) }));
        Assert.Equal(Unfit, await Fault(c => c with { PublicKey = SoftAuthenticator.Es256(Ones(32), Ones(32)) }));
        Assert.Equal(Unfit, await Fault(c => c with { PublicKey = SoftAuthenticator.Es256(Ones(31), Ones(33)) }));
        Assert.Equal(Unfit, await Fault(c => c with { PublicKey = [] }));
    }

    [Fact]
    public async Task An_RSA_key_is_taken()
    {
        using var rsa = RSA.Create(2048);
        var numbers = rsa.ExportParameters(false);
        Assert.Null(await Fault(c => c with { PublicKey = SoftAuthenticator.Rs256(numbers.Modulus!, numbers.Exponent!) }));
    }

    [Fact]
    public async Task Credential_ids_have_1_to_1023_bytes_and_are_those_that_were_attested()
    {
        Assert.Null(await Fault(c => c with { CredentialId = Ones(1023) }));
        Assert.Equal(Unfit, await Fault(c => c with { CredentialId = Ones(1024) }));
        Assert.Equal(Unfit, await Fault(c => c with { CredentialId = [] }));
        Assert.Equal(Unfit, await Fault(c => c with { Wire = answer => answer["id"] = Base64Url.EncodeToString(Ones(32)) }));
    }

    [Fact]
    public async Task CBOR_that_is_not_as_it_must_be_is_refused()
    {
        Assert.Equal(Unfit, await Fault(c => c with { Attestation = whole => whole[..^1] }));
        Assert.Equal(Unfit, await Fault(c => c with { Attestation = _ => [] }));
        Assert.Equal(Unfit, await Fault(c => c with { Attestation = _ => [0xA1, 0x61, 0x61] }));
        Assert.Equal(Unfit, await Fault(c => c with { Attestation = _ => [0xBF, 0xFF] }));
        Assert.Equal(Unfit, await Fault(c => c with { Attestation = _ => [.. Enumerable.Repeat((byte)0x81, 1000), 0] }));
        Assert.Equal(Unfit, await Fault(c => c with { Attestation = _ => [0xA1, 0x63, .. "fmt"u8, .. Enumerable.Repeat((byte)0x81, 20_000), 0] }));
        Assert.Equal(Unfit, await Fault(c => c with { Attestation = _ => Encoding.UTF8.GetBytes("{\"fmt\":\"none\"}") }));
        Assert.Equal(Unfit, await Fault(c => c with { Extensions = Ones(100) }));
    }

    [Fact]
    public async Task An_answer_too_long_is_not_looked_at()
    {
        Assert.Equal(Unreadable, await Fault(c => c with { Attestation = whole => [.. whole, .. new byte[1 << 20]] }));
        Assert.Equal(Unreadable, await Fault(c => c with { Wire = answer => answer["more"] = new string('x', 32 * 1024) }));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"id\":1}")]
    [InlineData("{\"id\":null,\"response\":{\"clientDataJSON\":\"e30\"}}")]
    [InlineData("{\"id\":\"AAAA\",\"response\":null}")]
    [InlineData("{\"id\":\"AAAA\",\"response\":{\"clientDataJSON\":null}}")]
    [InlineData("{\"id\":\"AAAA\",\"response\":{}}")]
    [InlineData("{\"id\":\"AAAA\",\"response\":{\"clientDataJSON\":7}}")]
    [InlineData("{\"id\":\"AAAA\",\"response\":{\"clientDataJSON\":\"%\",\"attestationObject\":\"AAAA\"}}")]
    [InlineData("{\"id\":\"AAAA\",\"response\":{\"clientDataJSON\":\"AAAA\",\"attestationObject\":\"AAAA\"}}")]
    [InlineData("[]")]
    [InlineData("\"{}\"")]
    [InlineData("7")]
    public async Task What_is_no_answer_is_refused(string json)
    {
        world.Pool.User("ana");
        var token = await world.TokenOf("ana");
        await world.Start(token);
        Assert.Equal(Unreadable, (await world.Complete(token, JsonElement.Parse(json))).Fault?.Code);
    }

    [Theory]
    [InlineData("{\"type\":\"webauthn.create\"")]
    [InlineData("{\"type\":\"\\ud800\",\"challenge\":\"\\ud800\",\"origin\":\"\\ud800\"}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"type\":\"webauthn.create\",\"challenge\":null,\"origin\":null}")]
    [InlineData("")]
    public async Task Client_data_that_is_no_JSON_is_refused(string page) =>
        Assert.Equal(Unreadable, await Fault(c => c with { Page = _ => page }));

    [Fact]
    public async Task Members_twice_in_client_data_are_refused() =>
        Assert.NotNull(await Fault(c => c with { Page = json => json.Replace("{", "{\"origin\":\"https://evil.com\",", StringComparison.Ordinal) }));

    [Fact]
    public async Task Transports_that_mean_nothing_are_not_kept()
    {
        var ana = world.Pool.User("ana");
        using var phone = PasskeyWorld.Authenticator();
        await world.Register(await world.TokenOf("ana"), phone, c => c with { Transports = ["usb", "<script>", "usb", "ble"] });
        Assert.Equal(["ble", "usb"], world.Stored(ana)!.Passkeys[0].Transports);
    }

    private static byte[] Ones(int length) => [.. Enumerable.Repeat((byte)1, length)];

    /// <summary>What a registration bent so is refused with; null when it is taken. Nothing is kept of a refused one.</summary>
    private async Task<string?> Fault(Func<Ceremony, Ceremony> bent, PasskeyWorld? at = null)
    {
        at ??= world;
        var name = Guid.NewGuid().ToString();
        var user = at.Pool.User(name);
        using var phone = PasskeyWorld.Authenticator();
        var said = await at.Register(await at.TokenOf(name), phone, bent);
        Assert.Equal(said.IsOk, at.Stored(user) is { Passkeys.Count: 1 });
        if (said.IsOk)
            await at.Pool.Delete(name);
        return said.Fault?.Code;
    }
}
