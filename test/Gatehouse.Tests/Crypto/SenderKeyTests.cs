using System.Security.Cryptography;
using System.Text.Json;
using Gatehouse.Crypto;

namespace Gatehouse.Tests.Crypto;

/// <summary>Codes sealed for functions that send messages.</summary>
public sealed class SenderKeyTests
{
    private const string Arn = "arn:aws:kms:us-east-1:000000000000:key/11111111-2222";
    private static readonly byte[] Shared = RandomNumberGenerator.GetBytes(32);
    private static readonly RSA Owner = RSA.Create(2048);

    [Theory]
    [InlineData("123456")]
    [InlineData("Grüße 9!")]
    [InlineData("")]
    public void A_shared_key_opens_what_it_sealed(string code)
    {
        var jwe = SenderKey.Parse(Convert.ToBase64String(Shared))!.Seal(code, Arn);
        Assert.Equal(code, Jwe.Open(jwe, Shared));
        Assert.Equal($$"""{"alg":"dir","enc":"A256GCM","kid":"{{Arn}}"}""", Jwe.Header(jwe).ToJsonString());
    }

    [Fact]
    public void A_public_key_seals_what_only_its_owner_opens()
    {
        var jwe = SenderKey.Parse(Owner.ExportSubjectPublicKeyInfoPem())!.Seal("123456", Arn);
        Assert.Equal("123456", Jwe.Open(jwe, Owner));
        Assert.Equal("RSA-OAEP-256", (string?)Jwe.Header(jwe)["alg"]);
        using var other = RSA.Create(2048);
        Assert.ThrowsAny<CryptographicException>(() => Jwe.Open(jwe, other));
    }

    [Fact]
    public void What_was_changed_does_not_open()
    {
        var key = SenderKey.Parse(Convert.ToBase64String(Shared))!;
        var (one, two) = (key.Seal("123456", Arn).Split('.'), key.Seal("123456", Arn + "x").Split('.'));
        Assert.ThrowsAny<CryptographicException>(() => Jwe.Open(string.Join('.', [two[0], .. one[1..]]), Shared));
        Assert.ThrowsAny<CryptographicException>(() => Jwe.Open(string.Join('.', [.. one[..3], two[3], one[4]]), Shared));
        Assert.NotEqual(one[2], two[2]);
        Assert.NotEqual(one[3], two[3]);
    }

    public static TheoryData<string> Keys =>
    [
        Convert.ToBase64String(Shared), Convert.ToBase64String(Shared).TrimEnd('='), System.Buffers.Text.Base64Url.EncodeToString(Shared),
        Convert.ToBase64String(Shared) + "\n", Owner.ExportRSAPublicKeyPem(), Owner.ExportSubjectPublicKeyInfoPem(),
    ];

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_key_may_be_written_in_every_usual_way(string text) => Assert.NotNull(SenderKey.Parse(text));

    public static TheoryData<string> NoKeys =>
    [
        "", "a passphrase", Convert.ToBase64String(Shared[..31]), Convert.ToBase64String([.. Shared, 1]), Owner.ExportPkcs8PrivateKeyPem(), Owner.ExportRSAPrivateKeyPem(),
        "-----BEGIN PUBLIC KEY-----\nnonsense\n-----END PUBLIC KEY-----", "-----BEGIN", RSA.Create(1024).ExportSubjectPublicKeyInfoPem(),
        ECDsa.Create(ECCurve.NamedCurves.nistP256).ExportSubjectPublicKeyInfoPem(),
    ];

    [Theory]
    [MemberData(nameof(NoKeys))]
    public void What_is_no_such_key_is_none(string text) => Assert.Null(SenderKey.Parse(text));

    [Theory]
    [InlineData(Arn)]
    [InlineData("11111111-2222")]
    [InlineData("*")]
    public void A_key_is_found_by_the_whole_reference_or_its_end_or_for_all(string name)
    {
        var keys = Read((name, Shared));
        Assert.Equal("1", Jwe.Open(keys.Seal(Arn, "1")!, Shared));
        Assert.Equal(name == "*", keys.Seal("arn:aws:kms:us-east-1:000000000000:key/other", "1") is not null);
    }

    [Fact]
    public void The_closest_name_wins()
    {
        var (whole, end, any) = (RandomNumberGenerator.GetBytes(32), RandomNumberGenerator.GetBytes(32), RandomNumberGenerator.GetBytes(32));
        Assert.Equal("1", Jwe.Open(Read(("*", any), ("11111111-2222", end), (Arn, whole)).Seal(Arn, "1")!, whole));
        Assert.Equal("1", Jwe.Open(Read(("*", any), ("11111111-2222", end)).Seal(Arn, "1")!, end));
        Assert.Null(SenderKeys.None.Seal(Arn, "1"));
    }

    [Theory]
    [InlineData("{", "must be a JSON object")]
    [InlineData("[]", "must be a JSON object")]
    [InlineData("{\"k\":7}", "must be a JSON object")]
    [InlineData("{\"k\":null}", "must be right about k")]
    [InlineData("{\"k\":\"short\"}", "must be right about k")]
    [InlineData("{\"k\":\"short\",\"k\":\"short\"}", "must be a JSON object")]
    public void A_setting_that_is_wrong_says_where(string json, string start)
    {
        var keys = SenderKeys.Read(json, out var problem);
        Assert.StartsWith(start, problem, StringComparison.Ordinal);
        Assert.DoesNotContain("short", problem, StringComparison.Ordinal);
        Assert.Null(keys.Seal("k", "1"));
    }

    private static SenderKeys Read(params (string Name, byte[] Key)[] keys)
    {
        var read = SenderKeys.Read(JsonSerializer.Serialize(keys.ToDictionary(key => key.Name, key => Convert.ToBase64String(key.Key))), out var problem);
        Assert.Null(problem);
        return read;
    }
}
