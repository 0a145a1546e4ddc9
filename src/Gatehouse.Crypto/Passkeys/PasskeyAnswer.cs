using System.Buffers.Text;
using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gatehouse.Identity;

namespace Gatehouse.Crypto;

/// <summary>
/// What a browser's answer claims: read once more, and strictly, for what the framework passes over, and to say why an answer was refused.
/// </summary>
internal sealed record PasskeyAnswer
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
    };

    // Web Authentication level 3, section 5.8.4, and what level 2 had.
    private static readonly string[] AllTransports = ["ble", "hybrid", "internal", "nfc", "smart-card", "usb", "cable"];

    public required string Id { get; init; }

    public string? AuthenticatorAttachment { get; init; }

    public required Parts Response { get; init; }

    private Page Client { get; init; } = null!;

    /// <summary>Where the authenticator is, in the two words there are for it.</summary>
    [JsonIgnore]
    public string? Attachment => AuthenticatorAttachment is "platform" or "cross-platform" ? AuthenticatorAttachment : null;

    /// <summary>Null for what is not of the form that a browser gives.</summary>
    public static PasskeyAnswer? Read(string answer) =>
        Parse<PasskeyAnswer>(Encoding.UTF8.GetBytes(answer)) is { } told
        && Bytes(told.Response.ClientDataJson) is { } clientData
        && Parse<Page>(clientData) is { } page
            ? told with { Client = page }
            : null;

    /// <summary>The transports that have a meaning, each once.</summary>
    public static IReadOnlyList<string> Known(string[]? transports) => [.. AllTransports.Intersect(transports ?? [])];

    /// <summary>Whether the answer is about that passkey.</summary>
    public bool Names(byte[] credentialId) => Bytes(Id) is { } id && id.AsSpan().SequenceEqual(credentialId);

    /// <summary>Why this answer was refused.</summary>
    public RefusalKind Flaw(RelyingParty party, string state)
    {
        if (Parse<Asked>(Encoding.UTF8.GetBytes(state)) is not { } asked || !asked.Challenge.AsSpan().SequenceEqual(Bytes(Client.Challenge)))
            return RefusalKind.PasskeyChallenge;
        if (Client.CrossOrigin is true || Client.TopOrigin is not null || !party.Allows(Client.Origin))
            return RefusalKind.PasskeyOrigin;

        var domain = SHA256.HashData(Encoding.UTF8.GetBytes(party.Id));
        return AuthenticatorData() is { } data && !data.AsSpan().StartsWith(domain) ? RefusalKind.PasskeyParty : RefusalKind.PasskeyUnfit;
    }

    private byte[]? AuthenticatorData()
    {
        if (Response.AttestationObject is null)
            return Bytes(Response.AuthenticatorData);

        try
        {
            var reader = new CborReader(Bytes(Response.AttestationObject) ?? []);
            reader.ReadStartMap();
            while (reader.PeekState() is CborReaderState.TextString)
            {
                if (reader.ReadTextString() == "authData")
                    return reader.ReadByteString();

                reader.SkipValue();
            }
        }
        catch (Exception e) when (e is CborContentException or InvalidOperationException)
        {
            // Not CBOR of that form: then it claims no domain.
        }

        return null;
    }

    private static byte[]? Bytes(string? text) => Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : null;

    private static T? Parse<T>(ReadOnlySpan<byte> json)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    internal sealed record Parts
    {
        [JsonPropertyName("clientDataJSON")]
        public required string ClientDataJson { get; init; }

        public string? AttestationObject { get; init; }

        public string? AuthenticatorData { get; init; }
    }

    private sealed record Page(string Challenge, string Origin, bool? CrossOrigin, string? TopOrigin);

    private sealed record Asked(byte[] Challenge);
}
