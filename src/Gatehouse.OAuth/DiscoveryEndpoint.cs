using System.Text.Encodings.Web;
using System.Text.Json;
using Gatehouse.Identity;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.OAuth;

/// <summary>
/// <c>GET /{pool}/.well-known/openid-configuration</c>: where a pool's keys are and what its tokens are like (OpenID Connect Discovery 1.0).
/// A pool without a domain has no authorization, token, user-info or logout endpoint to name.
/// </summary>
internal sealed class DiscoveryEndpoint(IPools pools, Realm realm)
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Answers the document with its members in alphabetical order.</summary>
    public async Task Serve(HttpContext http)
    {
        if (await PublicPool.Find(http, pools) is { } pool)
            await PublicJson.Send(http.Response, Document(realm.Issuer(pool.Id)));
        else
            await PublicJson.NotFound(http.Response);
    }

    private static byte[] Document(string issuer)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartObject();
            List(json, "id_token_signing_alg_values_supported", "RS256");
            json.WriteString("issuer", issuer);
            json.WriteString("jwks_uri", $"{issuer}/.well-known/jwks.json");
            List(json, "response_types_supported", "code", "token");
            List(json, "scopes_supported", "openid", "email", "phone", "profile");
            List(json, "subject_types_supported", "public");
            List(json, "token_endpoint_auth_methods_supported", "client_secret_basic", "client_secret_post");
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void List(Utf8JsonWriter json, string name, params ReadOnlySpan<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
