using System.Text.Json;
using Gatehouse.Identity;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gatehouse.Federation;

/// <summary>A token of somebody else, taken apart strictly: one signature, nothing encrypted, nothing said twice.</summary>
/// <param name="Token">The token.</param>
/// <param name="Claims">What it says; null is said of nothing.</param>
internal sealed record SignedText(JsonWebToken Token, IReadOnlyDictionary<string, object> Claims)
{
    // What anybody could make, or whose key would be a secret that we share, is not among them.
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    private static readonly JsonWebTokenHandler Handler = new() { MapInboundClaims = false };

    /// <summary>Takes a token apart; null for what is no signed JWT, or asks for what we do not know.</summary>
    public static SignedText? Read(string text)
    {
        try
        {
            if (text.Count(c => c == '.') != 2)
                return null;

            var token = new JsonWebToken(text);
            return Algorithms.Contains(token.Alg) && !token.TryGetHeaderValue<object>("crit", out _)
                && !JsonBody.Read(Base64UrlEncoder.DecodeBytes(token.EncodedPayload), FederationJson.Wire.DictionaryStringJsonElement).Refused(out _, out var claims)
                    ? new(token, Values(claims))
                    : null;
        }
        catch (Exception failure) when (failure is ArgumentException or FormatException or JsonException or SecurityTokenException)
        {
            return null; // Whatever is wrong with it: it is no token.
        }
    }

    /// <summary>Whether a key made the signature.</summary>
    public async ValueTask<bool> IsSignedBy(SecurityKey key)
    {
        var judged = await Handler.ValidateTokenAsync(Token, new()
        {
            ValidAlgorithms = Algorithms,
            IssuerSigningKey = key,
            RequireSignedTokens = true,
            RequireExpirationTime = false,

            // Who it is of and for, and until when, is judged from the claims, by the clock of this program.
            ValidateIssuer = false,
            ValidateAudience = false,
            ValidateLifetime = false,
        });
        return judged.IsValid;
    }

    /// <summary>What is wrong with what it says, whoever signed it; null when nothing is.</summary>
    public Refusal? Flaw(ForeignIssuer issuer, DateTimeOffset now)
    {
        // Clocks of others are not ours.
        var ahead = TimeSpan.FromMinutes(1);
        if (LoginFlaw.OfTimes(Claims, now, ahead) is { } flaw)
            return flaw;
        if (Claims.GetValueOrDefault("sub") is not string { Length: > 0 and <= 1024 })
            return LoginFlaw.Lacks("sub");
        if (Audiences.Count == 0)
            return LoginFlaw.Lacks("aud");

        return Audiences.Any(issuer.Audiences.Contains) && issuer.Audiences.Contains(Audience ?? "") ? null : LoginFlaw.OtherAudience;
    }

    /// <summary>For which application it was made: the party that it names, or else its only audience; null when that cannot be told.</summary>
    public string? Audience => Claims.TryGetValue("azp", out var party) ? party as string : Audiences is [var only] ? only : null;

    private IReadOnlyList<string> Audiences => Claims.GetValueOrDefault("aud") switch
    {
        string one => [one],
        List<object> many when many.TrueForAll(one => one is string) => [.. many.Cast<string>()],
        _ => [],
    };

    private static Dictionary<string, object> Values(Dictionary<string, JsonElement> document)
    {
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var (name, element) in document)
        {
            if (Value(element) is { } value)
                values.Add(name, value);
        }

        return values;
    }

    private static object? Value(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.Deserialize(FederationJson.Wire.String),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number when element.TryGetInt64(out var whole) => whole,
        JsonValueKind.Number when element.TryGetDouble(out var number) => number,
        JsonValueKind.Array => element.EnumerateArray().Select(Value).OfType<object>().ToList(),
        JsonValueKind.Object => Values(element.EnumerateObject().DistinctBy(member => member.Name).ToDictionary(member => member.Name, member => member.Value)),
        _ => null,
    };
}
