using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gatehouse.Crypto;
using Gatehouse.Identity;

namespace Gatehouse.Tests.Crypto;

public sealed class TokenTests : IAsyncLifetime
{
    private CryptoHost host = null!;

    private ITokens Tokens => host.Get<ITokens>();

    public async ValueTask InitializeAsync() => host = await Pool.Host();

    public ValueTask DisposeAsync()
    {
        host.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Header_and_claims_are_written_to_the_letter_and_in_order()
    {
        var claims = new Dictionary<string, object>
        {
            ["sub"] = "7c9e",
            ["cognito:groups"] = new List<string> { "a", "ü+/<>&" },
            ["email_verified"] = true,
            ["iss"] = CryptoHost.Realm.Issuer(Pool.Id),
            ["address"] = new Dictionary<string, object> { ["formatted"] = "1 Main St" },
            ["exp"] = 1_788_257_287L,
            ["iat"] = 1_788_253_687L,
        };

        var parts = (await Tokens.Sign(Pool.Id, TokenUse.Id, claims, default)).Split('.');

        Assert.Equal(Pool.Header(0), Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[0])));
        Assert.Equal(
            """{"sub":"7c9e","cognito:groups":["a","ü+/<>&"],"email_verified":true,"iss":"https://id.example.com/us-east-1_Pool1","address":{"formatted":"1 Main St"},"exp":1788257287,"iat":1788253687}""",
            Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1])));
        using var rsa = Pool.Public(0);
        var signed = Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}");
        Assert.True(rsa.VerifyData(signed, Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    [Fact]
    public async Task Claims_come_back_as_they_went_in()
    {
        var claims = Claims();
        claims["cognito:groups"] = new List<string> { "a", "b" };
        claims["ratio"] = 1.5;
        claims["address"] = new Dictionary<string, object> { ["formatted"] = "1 Main St" };
        claims["identities"] = new List<object> { new Dictionary<string, object> { ["primary"] = true } };
        claims["empty"] = new List<string>();

        var read = await Tokens.Read(await Tokens.Sign(Pool.Id, TokenUse.Id, claims, default), TokenUse.Id, default);

        Assert.Equal(JsonSerializer.Serialize(claims), JsonSerializer.Serialize(read));
        Assert.IsType<List<string>>(read!["cognito:groups"]);
        Assert.IsType<long>(read["exp"]);
    }

    [Fact]
    public async Task A_token_is_of_one_pool_and_one_use()
    {
        var access = await Tokens.Sign(Pool.Id, TokenUse.Access, Claims(), default);
        var stranger = await Tokens.Sign(Pool.Other, TokenUse.Access, Claims(), default); // pool 2's key, pool 1's issuer

        Assert.NotNull(await Tokens.Read(access, TokenUse.Access, default));
        Assert.Null(await Tokens.Read(access, TokenUse.Id, default));
        Assert.Null(await Tokens.Read(stranger, TokenUse.Access, default));
        Assert.Null(await Tokens.Read(Pool.Forge(3, Pool.Header(1), Payload()), TokenUse.Access, default));
    }

    [Theory]
    [InlineData("https://id.example.com/us-east-1_Pool1/")]
    [InlineData("https://ID.example.com/us-east-1_Pool1")]
    [InlineData("https://id.example.com/us-east-1_pool1")]
    [InlineData("https://id.example.com//us-east-1_Pool1")]
    [InlineData("https://id.example.com/us-east-1_Pool2")]
    [InlineData("https://id.example.com/")]
    [InlineData("https://id.example.com")]
    [InlineData("https://evil.example.com/us-east-1_Pool1")]
    [InlineData("us-east-1_Pool1")]
    [InlineData("")]
    public async Task Another_issuer_is_refused(string issuer) =>
        Assert.Null(await Tokens.Read(Pool.Forge(1, Pool.Header(1), Payload(("iss", $"\"{issuer}\""))), TokenUse.Access, default));

    [Fact]
    public async Task A_truly_signed_token_reads_back_so_that_the_refusals_mean_something() =>
        Assert.NotNull(await Tokens.Read(Pool.Forge(1, Pool.Header(1), Payload()), TokenUse.Access, default));

    public static TheoryData<string> OddHeaders => new(
        """{"alg":"none"}""",
        """{"kid":"KID","alg":"none"}""",
        """{"kid":"KID","alg":"None"}""",
        """{"kid":"KID","alg":"nOnE"}""",
        """{"kid":"KID","alg":"HS256"}""",
        """{"kid":"KID","alg":"rs256"}""",
        """{"kid":"KID","alg":"RS512"}""",
        """{"kid":"KID","alg":"RS256","crit":["exp"]}""",
        """{"kid":"KID","alg":"RS256","alg":"none"}""",
        """{"kid":"KID","alg":"RS256","jku":"https://evil.example.com/jwks"}""",
        """{"kid":"KID","alg":"RS256","x5u":"https://evil.example.com/cert"}""",
        """{"kid":"KID","alg":"RS256","jwk":{"kty":"RSA","e":"AQAB","n":"AQAB"}}""",
        """{"kid":"KID","alg":"RS256","x5c":["MIIB"]}""",
        """{"kid":"../../../../dev/null","alg":"RS256"}""",
        """{"kid":"x' UNION SELECT 'key'--","alg":"RS256"}""",
        """{"kid":"","alg":"RS256"}""",
        """{"kid":null,"alg":"RS256"}""",
        """{"kid":["KID"],"alg":"RS256"}""",
        """{"alg":"RS256"}""",
        """[]""",
        """null""",
        "");

    [Theory]
    [MemberData(nameof(OddHeaders))]
    public async Task A_token_with_any_header_but_the_keys_own_is_refused_even_when_truly_signed(string header)
    {
        var kid = host.Key(1, TokenUse.Access, default).Kid;

        Assert.Null(await Tokens.Read(Pool.Forge(1, header.Replace("KID", kid, StringComparison.Ordinal), Payload()), TokenUse.Access, default));
    }

    [Fact]
    public async Task A_huge_kid_and_the_kid_of_another_pool_are_refused()
    {
        var huge = $$"""{"kid":"{{new string('A', 10 * 1024)}}","alg":"RS256"}""";

        Assert.Null(await Tokens.Read(Pool.Forge(1, huge, Payload()), TokenUse.Access, default));
        Assert.Null(await Tokens.Read(Pool.Forge(3, Pool.Header(3), Payload()), TokenUse.Access, default));
    }

    [Theory]
    [InlineData("""{"kid":"KID","alg":"HS256"}""")]
    [InlineData("""{"kid":"KID","alg":"RS256"}""")]
    public async Task The_public_key_is_no_shared_secret(string header)
    {
        using var known = Pool.Public(1);
        var row = host.Key(1, TokenUse.Access, default);
        var ownHeader = header.Replace("KID", row.Kid, StringComparison.Ordinal);
        byte[][] secrets =
        [
            Encoding.ASCII.GetBytes(known.ExportSubjectPublicKeyInfoPem()), known.ExportSubjectPublicKeyInfo(), known.ExportRSAPublicKey(),
            row.Modulus, Jwks.Document([row]), [],
        ];

        foreach (var secret in secrets)
            Assert.Null(await Tokens.Read(Pool.Forge(ownHeader, Payload(), text => HMACSHA256.HashData(secret, text)), TokenUse.Access, default));
        Assert.Null(await Tokens.Read(Pool.Forge(ownHeader, Payload(), _ => []), TokenUse.Access, default));
        Assert.Null(await Tokens.Read(Pool.Forge(ownHeader, Payload(), _ => new byte[256]), TokenUse.Access, default));
    }

    [Fact]
    public async Task Another_form_of_the_same_token_is_refused()
    {
        var token = Pool.Forge(1, Pool.Header(1), Payload());
        var parts = token.Split('.');
        string[] forms =
        [
            "", ".", "..", "...", parts[0], $"{parts[0]}.{parts[1]}", $"{parts[0]}.{parts[1]}.", $".{parts[1]}.{parts[2]}",
            $"{parts[0]}..{parts[2]}", token + ".", token + ".AA", $"{token}.AA.AA", "." + token, token + "=", token + "==", token + "A",
            token + "AAAA", " " + token, token + " ", token + "\n", token + "\0", token[..^1], token[..^2], token[..^4], token.Insert(5, " "),
            token.Insert(5, "\r\n"), $"{parts[0]}=.{parts[1]}.{parts[2]}", $"{parts[0]}.{parts[1]}==.{parts[2]}", $"Bearer {token}",
            token.Replace('.', ','), token.Replace('-', '+').Replace('_', '/') + "+", token + "é", token.ToLowerInvariant(),
        ];

        foreach (var form in forms)
            Assert.True(await Tokens.Read(form, TokenUse.Access, default) is null, form);
    }

    [Fact]
    public async Task Every_changed_character_is_noticed()
    {
        // 256 bytes of signature leave four unused bits in its last character: they must be zero, too.
        var token = Pool.Forge(1, Pool.Header(1), Payload());
        for (var position = 0; position < token.Length; position++)
        {
            var changed = token.ToCharArray();
            changed[position] = changed[position] == 'A' ? 'B' : 'A';
            Assert.True(await Tokens.Read(new(changed), TokenUse.Access, default) is null, $"position {position}");
        }

        foreach (var last in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".Where(last => last != token[^1]))
            Assert.Null(await Tokens.Read(token[..^1] + last, TokenUse.Access, default));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{ISS,EXP,IAT}{}")]
    [InlineData("{ISS,EXP,IAT} x")]
    [InlineData("{ISS,EXP,IAT,}")]
    [InlineData("{ISS,EXP,IAT/* */}")]
    [InlineData("{ISS,ISS,EXP,IAT}")]
    [InlineData("""{ISS,EXP,IAT,"\u0065xp":99999999999}""")]
    [InlineData("""{ISS,EXP,IAT,"sub":"a","sub":"b"}""")]
    [InlineData("""{ISS,EXP,IAT,"address":{"a":1,"a":2}}""")]
    [InlineData("""{ISS,EXP,IAT,"sub":null}""")]
    [InlineData("""{ISS,EXP,IAT,"groups":["a",null]}""")]
    [InlineData("""{ISS,EXP,IAT,"x":[[[[[[[[[[]]]]]]]]]]}""")]
    [InlineData("""{ISS,EXP,IAT,"sub":"\ud800"}""")]
    [InlineData("{ISS,EXP}")]
    [InlineData("{ISS,IAT}")]
    [InlineData("""{ISS,IAT,"exp":"1788257287"}""")]
    [InlineData("""{ISS,IAT,"exp":1788257287.5}""")]
    [InlineData("""{ISS,IAT,"exp":1e300}""")]
    [InlineData("""{ISS,IAT,"exp":1e9}""")]
    [InlineData("""{ISS,IAT,"exp":-1}""")]
    [InlineData("""{ISS,IAT,"exp":253402300800}""")]
    [InlineData("""{ISS,IAT,"exp":99999999999999999999}""")]
    [InlineData("""{ISS,IAT,"exp":true}""")]
    [InlineData("""{ISS,EXP,"iat":"1"}""")]
    [InlineData("""{EXP,IAT}""")]
    [InlineData("""{EXP,IAT,"iss":["https://id.example.com/us-east-1_Pool1"]}""")]
    public async Task A_payload_that_is_not_a_sound_set_of_claims_is_refused_even_when_truly_signed(string shape)
    {
        var payload = shape.Replace("ISS", "\"iss\":\"https://id.example.com/us-east-1_Pool1\"", StringComparison.Ordinal)
            .Replace("EXP", "\"exp\":1788257287", StringComparison.Ordinal).Replace("IAT", "\"iat\":1788253687", StringComparison.Ordinal);

        Assert.Null(await Tokens.Read(Pool.Forge(1, Pool.Header(1), payload), TokenUse.Access, default));
    }

    [Fact]
    public async Task A_token_of_more_than_128_KiB_is_refused_unread()
    {
        var fits = Pool.Forge(1, Pool.Header(1), Payload(("pad", $"\"{new string('x', 97_000)}\"")));
        var huge = Pool.Forge(1, Pool.Header(1), Payload(("pad", $"\"{new string('x', 98_000)}\"")));

        Assert.InRange(huge.Length, 131_073, 132_000);
        Assert.NotNull(await Tokens.Read(fits, TokenUse.Access, default));
        Assert.Null(await Tokens.Read(huge, TokenUse.Access, default));
    }

    [Fact]
    public async Task Many_threads_sign_and_read_at_once() =>
        await Parallel.ForAsync(0, 200, async (row, ct) =>
        {
            var claims = Claims();
            claims["row"] = (long)row;
            var read = await Tokens.Read(await Tokens.Sign(Pool.Id, TokenUse.Access, claims, ct), TokenUse.Access, ct);
            Assert.Equal((long)row, read!["row"]);
        });

    private static Dictionary<string, object> Claims() => new()
    {
        ["iss"] = CryptoHost.Realm.Issuer(Pool.Id),
        ["exp"] = 1_788_257_287L,
        ["iat"] = 1_788_253_687L,
    };

    private static string Payload(params (string Name, string Json)[] changes)
    {
        var claims = new Dictionary<string, string>
        {
            ["iss"] = "\"https://id.example.com/us-east-1_Pool1\"",
            ["exp"] = "1788257287",
            ["iat"] = "1788253687",
        };
        foreach (var (name, json) in changes)
            claims[name] = json;
        return $"{{{string.Join(',', claims.Select(claim => $"\"{claim.Key}\":{claim.Value}"))}}}";
    }
}
