using System.Buffers.Text;
using System.Text.Json.Nodes;
using Gatehouse.Crypto;
using Gatehouse.Identity;

namespace Gatehouse.Tests.Crypto;

/// <summary>Ceremonies that the standard itself shows. Source of the values: W3C Web Authentication level 3, "Test Vectors".</summary>
public sealed class PasskeyVectorTests
{
    private static readonly RelyingParty Party = new("example.org", false, []);

    private static readonly Dictionary<string, Vector> Vectors = new()
    {
        ["none.ES256"] = new(
            "00c30fb78531c464d2b6771dab8d7b603c01162f2fa486bea70f283ae556e130",
            """{"type":"webauthn.create","challenge":"AMMPt4UxxGTStncdq417YDwBFi8vpIa-pw8oOuVW4TA","origin":"https://example.org","crossOrigin":false,"extraData":"clientDataJSON may be extended with additional fields in the future, such as this: BkQeDjdcTRrXBiAwJTLE5Q"}""",
            "a363666d74646e6f6e656761747453746d74a068617574684461746158a4bfabc37432958b063360d3ad6461c9c4735ae7f8edd46592a5e0f01452b2e4b559000000008446ccb9ab1db374750b2367ff6f3a1f0020f91f391db4c9b2fde0ea70189cba3fb63f579ba6122b33ad94ff3ec330084be4a5010203262001215820afefa16f97ca9b2d23eb86ccb64098d20db90856062eb249c33a9b672f26df61225820930a56b87a2fca66334b03458abf879717c12cc68ed73290af2e2664796b9220",
            "f91f391db4c9b2fde0ea70189cba3fb63f579ba6122b33ad94ff3ec330084be4",
            "39c0e7521417ba54d43e8dc95174f423dee9bf3cd804ff6d65c857c9abf4d408",
            "bfabc37432958b063360d3ad6461c9c4735ae7f8edd46592a5e0f01452b2e4b51900000000",
            "3046022100f50a4e2e4409249c4a853ba361282f09841df4dd4547a13a87780218deffcd380221008480ac0f0b93538174f575bf11a1dd5d78c6e486013f937295ea13653e331e87"),
        ["apple.ES256"] = new(
            "f7f688213852007775009cf8c096fda89d60b9a9fb5a50dd81dd9898af5a0609",
            """{"type":"webauthn.create","challenge":"9_aIIThSAHd1AJz4wJb9qJ1guan7WlDdgd2YmK9aBgk","origin":"https://example.org","crossOrigin":false,"extraData":"clientDataJSON may be extended with additional fields in the future, such as this: TjLPnpOaXQWRFNcbH2tTZA"}""",
            "a363666d74656170706c656761747453746d74a1637835638159025c30820258308201fea0030201020210394275613d5310b81a29ce90f48b61c1300a06082a8648ce3d0403023062311e301c06035504030c15576562417574686e207465737420766563746f7273310c300a060355040a0c0357334331253023060355040b0c1c41757468656e74696361746f72204174746573746174696f6e204341310b30090603550406130241413020170d3234303130313030303030305a180f33303234303130313030303030305a305f311e301c06035504030c15576562417574686e207465737420766563746f7273310c300a060355040a0c0357334331223020060355040b0c1941757468656e74696361746f72204174746573746174696f6e310b30090603550406130241413059301306072a8648ce3d020106082a8648ce3d030107034200048a3d5b1b4c543a706bf6e4b00afedb3c930b690dd286934fe2911f779cc7761af728e1aa3b0ff66692192daa776b83ddf8e3340d2d9a0eabdfc324eb3e2f136ca38196308193300c0603551d130101ff04023000300e0603551d0f0101ff040403020780301d0603551d0e0416041412f1ce6c0ae39b403bfc9200317bc183a4e4d766301f0603551d2304183016801445aff715b0dd786741fee996ebc16547a3931b1e303306092a864886f76364080204263024a1220420d7a86e7233fb843eb0eeb407d8b76ff7e4f82d218cf5dbb461d752073f5cb29a300a06082a8648ce3d0403020348003045022070f5c2ede3000e9dae358d412b26a4acbf18f4cdeb80f5b13fcd564d090c39ec022100f672e2c3dbe117c9b1490b3c660abf5dcd74398187082dacb58b6744de4aca6068617574684461746158a4bfabc37432958b063360d3ad6461c9c4735ae7f8edd46592a5e0f01452b2e4b54900000000748210a20076616a733b2114336fc38400209c4a5886af9283d9be3e9ec55978dedfdce2e3b365cab193ae850c16238fafb8a50102032620012158208a3d5b1b4c543a706bf6e4b00afedb3c930b690dd286934fe2911f779cc7761a225820f728e1aa3b0ff66692192daa776b83ddf8e3340d2d9a0eabdfc324eb3e2f136c",
            "9c4a5886af9283d9be3e9ec55978dedfdce2e3b365cab193ae850c16238fafb8",
            "d3eb2964641e26fed023403a72dde093b19c4ba9008c3f9dd83fcfd347a66d05",
            "bfabc37432958b063360d3ad6461c9c4735ae7f8edd46592a5e0f01452b2e4b50900000000",
            "3046022100ee35db795ce28044e1f8231d68b3d79a9882f7415aa35c1b5ac74d24251073c8022100dcc65691650a412d0ceef843710c09827acf26c7845bddac07eec95863e7fc4c"),
    };

    private readonly FrameworkPasskeys ceremonies = new();

    public static TheoryData<string> Names => [.. Vectors.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_registration_and_a_sign_in_of_the_standard_hold(string name)
    {
        var vector = Vectors[name];
        var passkey = Held(await Register(vector, Party));
        Assert.Equal(vector.Id, Convert.ToHexStringLower(passkey.CredentialId));
        Assert.Equal(0u, Held(await SignIn(vector, passkey, Party)).SignCount);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Nothing_of_them_can_be_changed(string name)
    {
        var vector = Vectors[name];
        var passkey = Held(await Register(vector, Party));
        Assert.True((await SignIn(vector with { Signature = Flipped(vector.Signature, 20) }, passkey, Party)).Refused(out _, out _));
        Assert.True((await SignIn(vector with { Data = Flipped(vector.Data, 0) }, passkey, Party)).Refused(out _, out _));
        Assert.True((await SignIn(vector with { Data = Flipped(vector.Data, 36) }, passkey, Party)).Refused(out _, out _));
        Assert.True((await SignIn(vector with { Challenge = Flipped(vector.Challenge, 3) }, passkey, Party)).Refused(out _, out _));
        Assert.True((await Register(vector with { NewChallenge = Flipped(vector.NewChallenge, 3) }, Party)).Refused(out _, out _));
        Assert.True((await Register(vector, Party with { Id = "example.com" })).Refused(out _, out _));

        // In none of them was the person verified.
        Assert.True((await Register(vector, Party with { RequiresVerification = true })).Refused(out _, out _));
        Assert.True((await SignIn(vector, passkey, Party with { RequiresVerification = true })).Refused(out _, out _));
    }

    [Fact]
    public async Task The_passkey_of_one_does_not_prove_the_other()
    {
        var (one, other) = (Vectors["none.ES256"], Vectors["apple.ES256"]);
        var passkey = Held(await Register(one, Party));
        Assert.True((await SignIn(other with { Id = one.Id }, passkey, Party)).Refused(out _, out _));
        Assert.True((await SignIn(other, passkey, Party)).Refused(out _, out _));
    }

    private async Task<Outcome<Passkey>> Register(Vector vector, RelyingParty party)
    {
        var holder = new PasskeyHolder(party, "sub", "ana", []);
        var response = new JsonObject { ["clientDataJSON"] = Text(vector.NewPage), ["attestationObject"] = Text(Convert.FromHexString(vector.Attestation)) };
        return await ceremonies.TakeNew(holder, Asked((await ceremonies.AskNew(holder)).State, vector.NewChallenge), Answer(vector.Id, response));
    }

    private async Task<Outcome<Passkey>> SignIn(Vector vector, Passkey passkey, RelyingParty party)
    {
        var holder = new PasskeyHolder(party, "sub", "ana", [passkey]);
        var page = $$"""{"type":"webauthn.get","challenge":"{{Text(Convert.FromHexString(vector.Challenge))}}","origin":"https://example.org","crossOrigin":false}""";
        var response = new JsonObject
        {
            ["clientDataJSON"] = Text(page), ["authenticatorData"] = Text(Convert.FromHexString(vector.Data)), ["signature"] = Text(Convert.FromHexString(vector.Signature)),
        };
        return await ceremonies.TakeProof(holder, Asked((await ceremonies.AskProof(holder)).State, vector.Challenge), Answer(vector.Id, response));
    }

    // As if that challenge had been drawn.
    private static string Asked(string state, string challenge)
    {
        var asked = JsonNode.Parse(state)!;
        Assert.NotNull(asked["challenge"]);
        asked["challenge"] = Convert.ToBase64String(Convert.FromHexString(challenge));
        return asked.ToJsonString();
    }

    private static string Answer(string id, JsonObject response) => new JsonObject
    {
        ["id"] = Text(Convert.FromHexString(id)), ["rawId"] = Text(Convert.FromHexString(id)), ["type"] = "public-key",
        ["clientExtensionResults"] = new JsonObject(), ["response"] = response,
    }.ToJsonString();

    private static Passkey Held(Outcome<Passkey> outcome) =>
        outcome.Refused(out var refusal, out var passkey) ? throw new InvalidOperationException($"Refused: {refusal.Kind}") : passkey;

    private static string Flipped(string hex, int at)
    {
        var bytes = Convert.FromHexString(hex);
        bytes[at] ^= 1;
        return Convert.ToHexStringLower(bytes);
    }

    private static string Text(string text) => Text(System.Text.Encoding.UTF8.GetBytes(text));

    private static string Text(byte[] bytes) => Base64Url.EncodeToString(bytes);

    private sealed record Vector(string NewChallenge, string NewPage, string Attestation, string Id, string Challenge, string Data, string Signature);
}
