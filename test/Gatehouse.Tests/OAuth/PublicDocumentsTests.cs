using System.Net;
using System.Text.Json.Nodes;
using Gatehouse.Tests.Host;

namespace Gatehouse.Tests.OAuth;

/// <summary>What anyone may read of a pool.</summary>
public sealed class PublicDocumentsTests : IAsyncLifetime
{
    private RunningHost host = null!;
    private string pool = null!;

    public async ValueTask InitializeAsync()
    {
        host = await RunningHost.Start(isDev: true);
        pool = (await host.MakeDemo()).PoolId;
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Published_keys_have_exactly_their_public_members()
    {
        var keys = JsonNode.Parse(await host.Http.GetStringAsync($"/{pool}/.well-known/jwks.json"))!["keys"]!.AsArray();
        Assert.Equal(2, keys.Count);
        Assert.Equal(2, keys.Select(key => (string)key!["kid"]!).Distinct().Count());
        Assert.All(keys, key => Assert.Equal(["alg", "e", "kid", "kty", "n", "use"], key!.AsObject().Select(member => member.Key)));
        Assert.All(keys, key => Assert.Equal(("RS256", "AQAB", "RSA", "sig"), ((string)key!["alg"]!, (string)key["e"]!, (string)key["kty"]!, (string)key["use"]!)));
    }

    [Fact]
    public async Task Discovery_names_what_a_pool_without_a_domain_has_in_alphabetical_order()
    {
        var document = JsonNode.Parse(await host.Http.GetStringAsync($"/{pool}/.well-known/openid-configuration"))!.AsObject();
        Assert.Equal(
            [
                "id_token_signing_alg_values_supported", "issuer", "jwks_uri", "response_types_supported", "scopes_supported",
                "subject_types_supported", "token_endpoint_auth_methods_supported",
            ],
            document.Select(member => member.Key));
        Assert.Equal($"{host.Url}/{pool}", (string)document["issuer"]!);
        Assert.Equal($"{host.Url}/{pool}/.well-known/jwks.json", (string)document["jwks_uri"]!);
        Assert.Equal("""["RS256"]""", document["id_token_signing_alg_values_supported"]!.ToJsonString());
    }

    [Theory]
    [InlineData("jwks.json")]
    [InlineData("openid-configuration")]
    public async Task Pages_of_any_origin_read_it_and_may_keep_it_for_an_hour(string document)
    {
        using var answer = await host.Get($"/{pool}/.well-known/{document}", headers: ("Origin", "https://app.example.com"));
        Assert.Equal("*", answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Equal("public, max-age=3600", answer.Headers.CacheControl!.ToString());
        Assert.Equal("application/json", answer.Content.Headers.ContentType!.ToString());
    }

    [Theory]
    [InlineData("us-east-1_ABCDEFGHI")]
    [InlineData("nonsense")]
    [InlineData("us-east-1_%3Cscript%3E")]
    [InlineData("us-east-1_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public async Task An_unknown_pool_has_no_documents(string unknown)
    {
        foreach (var document in new[] { "jwks.json", "openid-configuration" })
        {
            using var answer = await host.Get($"/{unknown}/.well-known/{document}");
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.Equal("""{"message":"User pool does not exist."}""", await answer.Content.ReadAsStringAsync());
            Assert.True(answer.Headers.CacheControl!.NoStore);
        }
    }

    [Fact]
    public async Task Identity_pools_have_one_issuer_with_a_key_of_its_own()
    {
        var configuration = JsonNode.Parse(await host.Http.GetStringAsync("/identities/.well-known/openid-configuration"))!.AsObject();
        Assert.Equal(
            ["id_token_signing_alg_values_supported", "issuer", "jwks_uri", "response_types_supported", "subject_types_supported"], configuration.Select(member => member.Key));
        Assert.Equal($"{host.Url}/identities", (string)configuration["issuer"]!);
        Assert.Equal($"{host.Url}/identities/.well-known/jwks.json", (string)configuration["jwks_uri"]!);

        var keys = await host.Http.GetStringAsync("/identities/.well-known/jwks.json");
        Assert.Equal("RS512", (string)Assert.Single(JsonNode.Parse(keys)!["keys"]!.AsArray())!["alg"]!);
        Assert.Equal(keys, await host.Http.GetStringAsync("/identities/.well-known/jwks_uri"));
        var ofPool = await host.Http.GetStringAsync($"/{pool}/.well-known/jwks.json");
        Assert.DoesNotContain((string)JsonNode.Parse(keys)!["keys"]![0]!["kid"]!, ofPool, StringComparison.Ordinal);
    }
}
