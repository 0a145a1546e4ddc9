using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Gatehouse.Tests.UserPools;

/// <summary>Proofs no honest browser gives. Source: Web Authentication level 3, section 7.2. Each is refused in the same words.</summary>
public sealed class BadPasskeyProofTests : IDisposable
{
    private readonly SoftAuthenticator phone = PasskeyWorld.Authenticator();

    public void Dispose() => phone.Dispose();

    [Theory]
    [InlineData("https://evil.com")]
    [InlineData("https://example.com.evil.com")]
    [InlineData("http://example.com")]
    [InlineData("https://example.com:444")]
    [InlineData("https://exämple.com")]
    [InlineData("")]
    public Task Other_pages_are_refused(string origin) => Refused(c => c with { Origin = origin });

    [Fact]
    public async Task Pages_within_pages_are_refused()
    {
        await Refused(c => c with { CrossOrigin = true });
        await Refused(c => c with { TopOrigin = "https://evil.com" });
    }

    [Theory]
    [InlineData("evil.com")]
    [InlineData("app.example.com")]
    public Task Other_domains_are_refused(string party) => Refused(c => c with { PartyId = party });

    [Theory]
    [InlineData("webauthn.create")]
    [InlineData("")]
    public Task Another_ceremony_is_refused(string type) => Refused(c => c with { Type = type });

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    public Task Another_challenge_is_refused(string challenge) => Refused(c => c with { Challenge = challenge });

    [Theory]
    [InlineData(4 | 8 | 16)]
    [InlineData(1 | 4)]
    [InlineData(1 | 4 | 16)]
    [InlineData(0)]
    public Task Nobody_there_or_another_kind_of_key_than_was_registered(byte flags) => Refused(c => c with { Flags = flags });

    [Fact]
    public async Task A_person_who_is_not_verified_where_the_pool_wants_it()
    {
        await Refused(c => c with { Flags = 1 | 8 | 16 }, verified: true);
        var world = new PasskeyWorld();
        await world.Person("ana", phone);
        Assert.True((await world.SignIn("ana", phone, c => c with { Flags = 1 | 8 | 16 })).IsOk);
    }

    [Fact]
    public async Task The_handle_of_somebody_else()
    {
        await Refused(c => c with { UserHandle = "somebody else" });
        await Refused(c => c with { UserHandle = "" });
    }

    [Fact]
    public async Task A_credential_that_was_not_asked_for()
    {
        await Refused(c => c with { CredentialId = RandomNumberGenerator.GetBytes(32) });
        await Refused(c => c with { CredentialId = [] });
    }

    [Fact]
    public async Task The_credential_of_one_signed_by_the_key_of_another()
    {
        using var other = new SoftAuthenticator(PasskeyWorld.Page, PasskeyWorld.Party) { Id = phone.Id };
        var world = new PasskeyWorld();
        await world.Person("ana", phone);
        Assert.Equal(Texts.WrongPassword, (await world.SignIn("ana", other)).Refusal);
    }

    [Theory]
    [InlineData("signature")]
    [InlineData("authenticatorData")]
    [InlineData("clientDataJSON")]
    public async Task A_part_that_is_changed_or_missing(string part)
    {
        await Refused(c => c with { Wire = answer => answer["response"]![part] = Changed((string)answer["response"]![part]!) });
        await Refused(c => c with { Wire = answer => answer["response"]!.AsObject().Remove(part) });
        await Refused(c => c with { Wire = answer => answer["response"]![part] = "" });
        await Refused(c => c with { Wire = answer => answer["response"]![part] = 7 });
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"id\":null,\"response\":{\"clientDataJSON\":\"e30\"}}")]
    [InlineData("{\"id\":\"AAAA\",\"response\":null}")]
    [InlineData("{\"id\":\"AAAA\",\"response\":{\"clientDataJSON\":null}}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("nothing")]
    public async Task What_is_no_answer(string text)
    {
        var world = new PasskeyWorld();
        await world.Person("ana", phone);
        Assert.Equal(Texts.WrongPassword, (await world.Prove("ana", (await world.Begin("ana")).Ok.Session, text)).Refusal);
    }

    [Fact]
    public Task What_is_too_long() => Refused(c => c with { Wire = answer => answer["more"] = new string('x', 40_000) });

    private static string Changed(string text)
    {
        var bytes = Base64Url.DecodeFromChars(text);
        bytes[^1] ^= 1;
        return Base64Url.EncodeToString(bytes);
    }

    // Refused, and the honest answer afterwards is not: so it was this that was wrong.
    private async Task Refused(Func<Ceremony, Ceremony> bent, bool verified = false)
    {
        var world = new PasskeyWorld(verified);
        await world.Person("ana", phone);
        Assert.Equal(Texts.WrongPassword, (await world.SignIn("ana", phone, bent)).Refusal);
        Assert.True((await world.SignIn("ana", phone)).IsOk);
    }
}
