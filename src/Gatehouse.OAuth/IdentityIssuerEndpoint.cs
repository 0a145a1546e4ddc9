using System.Text.Encodings.Web;
using System.Text.Json;
using Gatehouse.Crypto;
using Gatehouse.Identity;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.OAuth;

/// <summary>
/// <c>GET /identities/.well-known/…</c>: the public keys of tokens of identity pools, and what such tokens are like, so that anybody can make
/// this installation a provider whose tokens they believe.
/// </summary>
internal sealed class IdentityIssuerEndpoint(IssuerKeys keys, Realm realm)
{
    /// <summary>The routes begin so.</summary>
    public const string Route = "/" + Realm.Identities + "/.well-known/";

    /// <summary>Answers the key set.</summary>
    public async Task ServeKeys(HttpContext http) => await PublicJson.Send(http.Response, Jwks.Document(await keys.Published(http.RequestAborted)));

    /// <summary>Answers the configuration, its members in alphabetical order.</summary>
    public async Task ServeDiscovery(HttpContext http)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            One(json, "id_token_signing_alg_values_supported", "RS512");
            json.WriteString("issuer", realm.IdentityIssuer);
            json.WriteString("jwks_uri", $"{realm.IdentityIssuer}/.well-known/jwks.json");
            One(json, "response_types_supported", "token");
            One(json, "subject_types_supported", "public");
            json.WriteEndObject();
        }

        await PublicJson.Send(http.Response, buffer.ToArray());
    }

    private static void One(Utf8JsonWriter json, string name, string value)
    {
        json.WriteStartArray(name);
        json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
