using System.Buffers.Binary;
using System.Buffers.Text;
using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gatehouse.Tests.UserPools;

/// <summary>One ceremony as a browser and its authenticator perform it. Every member can be bent.</summary>
internal sealed record Ceremony
{
    public required string Type { get; init; }

    public required string Challenge { get; init; }

    public required string Origin { get; init; }

    public required string PartyId { get; init; }

    public bool? CrossOrigin { get; init; } = false;

    public string? TopOrigin { get; init; }

    /// <summary>1 UP, 4 UV, 8 BE, 16 BS, 64 attested data, 128 extensions.</summary>
    public required byte Flags { get; init; }

    public required uint Count { get; init; }

    public required byte[] CredentialId { get; init; }

    public required byte[] PublicKey { get; init; }

    /// <summary>What follows the public key.</summary>
    public byte[] Extensions { get; init; } = [];

    public string? UserHandle { get; init; }

    public string[] Transports { get; init; } = ["internal", "hybrid"];

    /// <summary>Bends the whole attestation object.</summary>
    public Func<byte[], byte[]> Attestation { get; init; } = whole => whole;

    /// <summary>Bends the client data.</summary>
    public Func<string, string> Page { get; init; } = json => json;

    /// <summary>Bends what goes over the wire.</summary>
    public Action<JsonObject> Wire { get; init; } = _ => { };
}

/// <summary>An authenticator in software with one key, made for tests from the text of Web Authentication level 3 alone.</summary>
internal sealed class SoftAuthenticator(string origin, string partyId) : IDisposable
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public byte[] Id { get; init; } = RandomNumberGenerator.GetBytes(32);

    public string IdText => Base64Url.EncodeToString(Id);

    public uint Count { get; set; }

    /// <summary>UP, UV, BE and BS, as a synchronised passkey has them.</summary>
    public byte Flags { get; set; } = 1 | 4 | 8 | 16;

    /// <summary>The key in COSE form: ES256 with the point given.</summary>
    public static byte[] Es256(byte[] x, byte[] y, int algorithm = -7) =>
        Cbor(w => Map(w, (1, 2), (3, algorithm), (-1, 1), (-2, x), (-3, y)));

    /// <summary>The key in COSE form: RS256.</summary>
    public static byte[] Rs256(byte[] modulus, byte[] exponent) => Cbor(w => Map(w, (1, 3), (3, -257), (-1, modulus), (-2, exponent)));

    /// <summary>The answer to creation options.</summary>
    public JsonElement Make(JsonElement options, Func<Ceremony, Ceremony>? bent = null)
    {
        var ceremony = Bend(options, "webauthn.create", (byte)(Flags | 64), bent);
        var data = Data(ceremony);
        var response = new JsonObject
        {
            ["clientDataJSON"] = Text(Page(ceremony)),
            ["attestationObject"] = Text(ceremony.Attestation(Attested(data))),
            ["authenticatorData"] = Text(data),
            ["transports"] = new JsonArray([.. ceremony.Transports.Select(way => (JsonNode)way)]),
        };
        return Answer(ceremony, response);
    }

    /// <summary>The answer to request options.</summary>
    public JsonElement Prove(string options, Func<Ceremony, Ceremony>? bent = null)
    {
        Count++;
        var ceremony = Bend(JsonElement.Parse(options), "webauthn.get", Flags, bent);
        var (data, page) = (Data(ceremony), Page(ceremony));
        var signature = key.SignData([.. data, .. SHA256.HashData(page)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        var response = new JsonObject
        {
            ["clientDataJSON"] = Text(page), ["authenticatorData"] = Text(data), ["signature"] = Text(signature),
        };
        if (ceremony.UserHandle is { } handle)
            response["userHandle"] = Text(Encoding.UTF8.GetBytes(handle));
        return Answer(ceremony, response);
    }

    public void Dispose() => key.Dispose();

    private Ceremony Bend(JsonElement options, string type, byte flags, Func<Ceremony, Ceremony>? bent)
    {
        var point = key.ExportParameters(false).Q;
        var ceremony = new Ceremony
        {
            Type = type,
            Challenge = Member(options, "challenge"),
            Origin = origin,
            PartyId = partyId,
            Flags = flags,
            Count = Count,
            CredentialId = Id,
            PublicKey = Es256(point.X!, point.Y!),
        };
        return bent?.Invoke(ceremony) ?? ceremony;
    }

    private static byte[] Data(Ceremony ceremony)
    {
        var count = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(count, ceremony.Count);
        byte[] head = [.. SHA256.HashData(Encoding.UTF8.GetBytes(ceremony.PartyId)), ceremony.Flags, .. count];
        if ((ceremony.Flags & 64) == 0)
            return head;

        var length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)ceremony.CredentialId.Length);
        return [.. head, .. new byte[16], .. length, .. ceremony.CredentialId, .. ceremony.PublicKey, .. ceremony.Extensions];
    }

    private static byte[] Page(Ceremony ceremony)
    {
        var page = new JsonObject { ["type"] = ceremony.Type, ["challenge"] = ceremony.Challenge, ["origin"] = ceremony.Origin };
        if (ceremony.CrossOrigin is { } cross)
            page["crossOrigin"] = cross;
        if (ceremony.TopOrigin is { } top)
            page["topOrigin"] = top;
        return Encoding.UTF8.GetBytes(ceremony.Page(page.ToJsonString()));
    }

    private static byte[] Attested(byte[] data) => Cbor(writer =>
    {
        writer.WriteStartMap(3);
        writer.WriteTextString("fmt");
        writer.WriteTextString("none");
        writer.WriteTextString("attStmt");
        writer.WriteStartMap(0);
        writer.WriteEndMap();
        writer.WriteTextString("authData");
        writer.WriteByteString(data);
        writer.WriteEndMap();
    });

    private static JsonElement Answer(Ceremony ceremony, JsonObject response)
    {
        var answer = new JsonObject
        {
            ["id"] = Text(ceremony.CredentialId),
            ["rawId"] = Text(ceremony.CredentialId),
            ["type"] = "public-key",
            ["authenticatorAttachment"] = "platform",
            ["clientExtensionResults"] = new JsonObject(),
            ["response"] = response,
        };
        ceremony.Wire(answer);
        return JsonElement.Parse(answer.ToJsonString());
    }

    private static string Member(JsonElement options, string name) => JsonNode.Parse(options.GetRawText())![name]!.GetValue<string>();

    private static byte[] Cbor(Action<CborWriter> write)
    {
        var writer = new CborWriter(CborConformanceMode.Lax);
        write(writer);
        return writer.Encode();
    }

    private static void Map(CborWriter writer, params (int Label, object Value)[] pairs)
    {
        writer.WriteStartMap(pairs.Length);
        foreach (var (label, value) in pairs)
        {
            writer.WriteInt32(label);
            if (value is byte[] bytes)
                writer.WriteByteString(bytes);
            else
                writer.WriteInt32((int)value);
        }

        writer.WriteEndMap();
    }

    private static string Text(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
