using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Gatehouse.Identity;

namespace Gatehouse.Tests.UserPools;

/// <summary>Tokens that must not open anything, made from one that does and from the pool's own keys.</summary>
internal sealed class BadTokens(World world, TestPool pool, string good, string id, string refresh)
{
    private static readonly string[] Algorithms = ["none", "None", "nOnE", "NONE"];

    private string[] Parts => good.Split('.');

    /// <summary>By what is wrong with them.</summary>
    public async Task<Dictionary<string, string>> All()
    {
        var all = new Dictionary<string, string> { ["an ID token"] = id, ["a refresh token"] = refresh };
        Add(all, Unsigned());
        Add(all, Headers());
        Add(all, WithPublicKeyAsSecret());
        Add(all, Misshapen());
        foreach (var (name, change) in Claims())
            all[name] = await Sign(TokenUse.Access, change);
        all["an ID key's token that calls itself an access token"] = await Sign(TokenUse.Id, _ => { });
        return all;
    }

    private IEnumerable<(string, string)> Unsigned()
    {
        foreach (var algorithm in Algorithms)
        {
            var header = Encode($$"""{"alg":"{{algorithm}}"}""");
            yield return ($"alg {algorithm}, no signature", $"{header}.{Parts[1]}.");
            yield return ($"alg {algorithm}, no third part", $"{header}.{Parts[1]}");
            yield return ($"alg {algorithm}, a signature", $"{header}.{Parts[1]}.{Parts[2]}");
        }

        yield return ("empty signature", $"{Parts[0]}.{Parts[1]}.");
        yield return ("no third part", $"{Parts[0]}.{Parts[1]}");
        yield return ("five parts", $"{good}.AAAA.AAAA");
        yield return ("a signature of zeros", $"{Parts[0]}.{Parts[1]}.{Base64Url.EncodeToString(new byte[256])}");
    }

    private IEnumerable<(string, string)> Headers()
    {
        var key = world.Store.SigningKeys.Of(pool.Id, default).Done()[0];
        var other = world.Store.SigningKeys.Of(world.Pool().Id, default).Done()[0];
        var jwk = $$"""{"kty":"RSA","n":"{{Base64Url.EncodeToString(key.Modulus)}}","e":"AQAB"}""";
        string[] headers =
        [
            $$"""{"kid":"{{key.Kid}}","alg":"RS256","jwk":{{jwk}}}""", $$"""{"alg":"RS256","jku":"https://evil.example/jwks.json"}""",
            """{"alg":"RS256","x5u":"https://evil.example/x"}""", """{"alg":"RS256","x5c":["AAAA"]}""", """{"kid":"../../../dev/null","alg":"RS256"}""",
            """{"kid":"' OR 1=1 --","alg":"RS256"}""", $$"""{"kid":"{{new string('k', 10_000)}}","alg":"RS256"}""", $$"""{"kid":"{{other.Kid}}","alg":"RS256"}""",
            """{"kid":"unknown","alg":"RS256"}""", """{"alg":"RS256"}""", $$"""{"kid":"{{key.Kid}}","alg":"RS512"}""", $$"""{"kid":"{{key.Kid}}","alg":"PS256"}""",
            $$"""{"kid":"{{key.Kid}}","alg":"RS256","typ":"JWT"}""", $$"""{"alg":"RS256","kid":"{{key.Kid}}"}""", "{}", "[]", "null",
        ];
        return headers.Select(header => ($"header {header[..Math.Min(60, header.Length)]}", $"{Encode(header)}.{Parts[1]}.{Parts[2]}"));
    }

    private IEnumerable<(string, string)> WithPublicKeyAsSecret()
    {
        var key = world.Store.SigningKeys.Of(pool.Id, default).Done()[0];
        using var rsa = RSA.Create(new RSAParameters { Modulus = key.Modulus, Exponent = key.Exponent });
        (string Name, byte[] Secret)[] secrets =
        [
            ("PEM", Encoding.ASCII.GetBytes(rsa.ExportSubjectPublicKeyInfoPem())), ("DER", rsa.ExportSubjectPublicKeyInfo()), ("n", key.Modulus), ("nothing", []),
        ];
        var text = $"{Encode($$"""{"kid":"{{key.Kid}}","alg":"HS256"}""")}.{Parts[1]}";
        return [.. secrets.Select(s => ($"HS256 with the public key as {s.Name}", $"{text}.{Base64Url.EncodeToString(HMACSHA256.HashData(s.Secret, Encoding.ASCII.GetBytes(text)))}"))];
    }

    private IEnumerable<(string, string)> Misshapen() =>
    [
        ("cut short", good[..^1]), ("cut shorter", good[..^10]), ("gone on", good + "A"), ("with a space", good + " "), ("with a space inside", good.Insert(20, " ")),
        ("padded", good + "="), ("in the other alphabet", good.Replace('-', '+').Replace('_', '/') + "+"), ("with a dot more", good + "."),
        ("payload changed", $"{Parts[0]}.{Encode("""{"sub":"victim"}""")}.{Parts[2]}"), ("empty", "."), ("dots", ".."), ("long", new string('A', 20_000)),
    ];

    private IEnumerable<(string Name, Action<Dictionary<string, object>> Change)> Claims()
    {
        var now = world.Now.ToUnixTimeSeconds();
        yield return ("issued by the ID of another use", c => c["token_use"] = "id");
        yield return ("no use", c => c.Remove("token_use"));
        yield return ("expired this second", c => c["exp"] = now);
        yield return ("expired a second ago", c => (c["exp"], c["iat"]) = (now - 1, now - 2));
        yield return ("never expiring", c => c.Remove("exp"));
        yield return ("expiry as text", c => c["exp"] = "9999999999");
        yield return ("expiry as a fraction", c => c["exp"] = now + 1000.5);
        yield return ("expiry beyond all time", c => c["exp"] = 1e300);
        yield return ("issued in the future", c => c["iat"] = now + 1);
        yield return ("issued never", c => c.Remove("iat"));
        yield return ("issued after it expires", c => (c["iat"], c["exp"]) = (now, now - 1));
        yield return ("not valid yet", c => c["nbf"] = now + 1);
        yield return ("valid from some text", c => c["nbf"] = "0");
        yield return ("a machine's", c => { c.Remove("event_id"); c.Remove("username"); c["sub"] = c["client_id"]; });
        yield return ("of no session", c => c["event_id"] = "00000000-0000-4000-8000-000000000000");
        yield return ("of another person", c => c["sub"] = "00000000-0000-4000-8000-000000000000");
        yield return ("of another application", c => c["client_id"] = pool.Client().Id);
        yield return ("of another pool's application", c => c["client_id"] = world.Pool().Client().Id);
        yield return ("of no application", c => c.Remove("client_id"));
        yield return ("without scope", c => c.Remove("scope"));
        yield return ("with another scope", c => c["scope"] = "openid aws.cognito.signin.user.administrator");
        yield return ("with a scope in a list", c => c["scope"] = new List<string> { TokenMint.SelfServiceScope });
        foreach (var issuer in (string[])["/", "HTTPS://", "http://"])
            yield return ($"issuer with {issuer}", c => c["iss"] = issuer == "/" ? c["iss"] + "/" : ((string)c["iss"]).Replace("https://", issuer, StringComparison.Ordinal));
        yield return ("another host's", c => c["iss"] = $"https://other.example.com/{pool.Id}");
        yield return ("another pool's issuer", c => c["iss"] = World.Realm.Issuer(world.Pool().Id));
        yield return ("no issuer", c => c.Remove("iss"));
    }

    private async Task<string> Sign(TokenUse use, Action<Dictionary<string, object>> change)
    {
        var tokens = world.Get<ITokens>();
        var claims = new Dictionary<string, object>((await tokens.Read(good, TokenUse.Access, default))!);
        change(claims);
        return await tokens.Sign(pool.Id, use, claims, default);
    }

    private static void Add(Dictionary<string, string> all, IEnumerable<(string Name, string Token)> more)
    {
        foreach (var (name, token) in more)
            all[name] = token;
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
