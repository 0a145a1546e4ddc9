using System.Security.Cryptography;
using System.Text;
using Gatehouse.Identity;

namespace Gatehouse.Tests.Identity;

public class AppClientTests
{
    private static readonly AppClient Public = new() { Id = "client1", PoolId = "r_p", Name = "app", Created = default, Modified = default };
    private static readonly AppClient Secret = Public with { Secrets = [new("client1--1", "firstsecret", default)] };
    private static readonly AppClient Rotating = Public with { Secrets = [.. Secret.Secrets, new("client1--2", "secondsecret", default)] };

    [Fact]
    public void A_public_client_needs_no_hash() => Assert.Equal(SecretHashCheck.Accepted, Public.Check(null, "ana"));

    [Fact]
    public void A_public_client_takes_no_hash() => Assert.Equal(SecretHashCheck.Wrong, Public.Check(Hash("", "ana", "client1"), "ana"));

    [Fact]
    public void A_client_with_a_secret_needs_the_hash() => Assert.Equal(SecretHashCheck.Missing, Secret.Check(null, "ana"));

    [Fact]
    public void The_hash_of_the_secret_over_name_and_client_is_accepted() =>
        Assert.Equal(SecretHashCheck.Accepted, Secret.Check(Hash("firstsecret", "ana", "client1"), "ana"));

    [Theory]
    [InlineData("firstsecret", "Ana", "client1")]
    [InlineData("firstsecret", "ana", "client2")]
    [InlineData("othersecret", "ana", "client1")]
    [InlineData("firstsecret", "", "client1")]
    public void A_hash_over_anything_else_is_wrong(string secret, string name, string client) =>
        Assert.Equal(SecretHashCheck.Wrong, Secret.Check(Hash(secret, name, client), "ana"));

    [Theory]
    [InlineData("")]
    [InlineData("=")]
    [InlineData("not base64!")]
    [InlineData("AAAA")]
    public void What_is_no_hash_is_wrong(string hash) => Assert.Equal(SecretHashCheck.Wrong, Secret.Check(hash, "ana"));

    [Fact]
    public void A_hash_that_is_cut_short_or_goes_on_is_wrong()
    {
        var right = Convert.FromBase64String(Hash("firstsecret", "ana", "client1"));
        Assert.Equal(SecretHashCheck.Wrong, Secret.Check(Convert.ToBase64String(right[..31]), "ana"));
        Assert.Equal(SecretHashCheck.Wrong, Secret.Check(Convert.ToBase64String([.. right, 0]), "ana"));
        Assert.Equal(SecretHashCheck.Wrong, Secret.Check(new string('A', 100_000), "ana"));
    }

    [Theory]
    [InlineData("firstsecret")]
    [InlineData("secondsecret")]
    public void While_a_secret_is_exchanged_both_are_good(string secret)
    {
        Assert.Equal(SecretHashCheck.Accepted, Rotating.Check(Hash(secret, "ana", "client1"), "ana"));
        Assert.True(Rotating.HasSecret(secret));
    }

    [Theory]
    [InlineData("")]
    [InlineData("firstsecre")]
    [InlineData("firstsecretx")]
    [InlineData("FIRSTSECRET")]
    public void A_string_that_is_not_the_secret_is_not(string secret) => Assert.False(Rotating.HasSecret(secret));

    [Fact]
    public void A_public_client_has_no_secret_not_even_an_empty_one() => Assert.False(Public.HasSecret(""));

    [Fact]
    public void Neither_a_client_nor_its_secret_prints_the_secret() =>
        Assert.DoesNotContain("firstsecret", Secret.Secrets[0].ToString() + Secret, StringComparison.Ordinal);

    [Theory]
    [InlineData("sub", true, false)]
    [InlineData("email", true, true)]
    [InlineData("name", false, false)]
    [InlineData("dev:score", false, false)]
    public void A_client_reads_and_writes_what_it_is_given(string attribute, bool reads, bool writes)
    {
        var client = Public with { Readable = new HashSet<string> { "email" }, Writable = new HashSet<string> { "email", "dev:score" } };
        Assert.Equal((reads, writes), (client.MayRead(attribute), client.MayWrite(attribute)));
    }

    [Fact]
    public void Without_lists_a_client_reads_and_writes_all_but_what_is_for_administrators()
    {
        Assert.True(Public.MayRead("custom:team") && Public.MayWrite("custom:team"));
        Assert.False(Public.MayWrite("dev:custom:score"));
    }

    [Fact]
    public void A_client_may_refresh_prove_by_SRP_and_answer_custom_challenges_unless_told_otherwise()
    {
        Assert.Equal(SignInWays.Refresh | SignInWays.Srp | SignInWays.Custom, Public.Ways);
        Assert.False(Public.Allows(SignInWays.Password));
    }

    private static string Hash(string secret, string name, string client) =>
        Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(name + client)));
}
