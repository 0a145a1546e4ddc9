using System.Text.Json;
using Gatehouse.Access;
using Gatehouse.Wire.SigV4;

namespace Gatehouse.Doors;

/// <summary>Writes the answers to questions of the guard and of applications.</summary>
internal static class DoorAnswer
{
    /// <summary>It is let through: by whom it was signed, what it does, in which form it may be sent on, and what was signed of its body.</summary>
    public static void Admit(Utf8JsonWriter json, Judgement.Admitted admitted, DoorRequest request)
    {
        var who = new WhoSigned(admitted.Signed.Signer.Principal);
        json.WriteStartObject();
        json.WriteBoolean("allowed", true);
        Write(json, who);
        if (admitted.Errand is { } errand)
        {
            json.WriteString("action", errand.Wishes[0].Action);
            Write(json, "resources", errand.Wishes.SelectMany(wish => wish.Resources).Distinct(StringComparer.Ordinal));
        }

        json.WriteString("target", admitted.Errand?.Target ?? request.Target);
        json.WriteStartObject("headers");
        foreach (var (name, value) in who.Headers(admitted.Errand).Concat(admitted.Errand?.Headers ?? new Dictionary<string, string>()))
            json.WriteString(name, value);
        json.WriteEndObject();
        Write(json, admitted.Signed.Body);
        json.WriteEndObject();
    }

    /// <summary>More must be told of it.</summary>
    public static void Ask(Utf8JsonWriter json, string what)
    {
        json.WriteStartObject();
        json.WriteBoolean("allowed", false);
        json.WriteString("needs", what);
        json.WriteEndObject();
    }

    /// <summary>It is refused, with all that the client is to be told.</summary>
    public static void Refuse(Utf8JsonWriter json, Refusal refusal, string? sealedReason)
    {
        json.WriteStartObject();
        json.WriteBoolean("allowed", false);
        json.WriteNumber("status", refusal.Status);
        json.WriteString("contentType", refusal.ContentType);
        json.WriteStartObject("headers");
        foreach (var (name, value) in refusal.Headers)
            json.WriteString(name, value);
        if (sealedReason is not null)
            json.WriteString(DoorsEndpoint.Decision, sealedReason);
        json.WriteEndObject();
        json.WriteString("document", refusal.Document);
        json.WriteString("code", refusal.Code);
        json.WriteString("message", refusal.Message);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, WhoSigned who)
    {
        var principal = who.Principal;
        json.WriteStartObject("who");
        json.WriteString("arn", principal.Arn);
        json.WriteString("userId", principal.UserId);
        json.WriteString("type", principal.Type);
        json.WriteString("accountId", principal.AccountId);
        if (principal is RolePrincipal role)
        {
            json.WriteString("roleName", role.RoleName);
            json.WriteString("sessionName", role.SessionName);
        }

        if (who.IdentityId is { } identity)
            json.WriteString("identityId", identity);
        if (who.IdentityPoolId is { } pool)
            json.WriteString("identityPoolId", pool);
        Write(json, "providers", who.Providers);
        json.WriteStartObject("tags");
        foreach (var (key, value) in principal.Session?.Tags ?? new Dictionary<string, string>())
            json.WriteString(key, value);
        json.WriteEndObject();
        json.WriteStartObject("context");
        foreach (var (key, values) in principal.Session?.Context ?? new Dictionary<string, IReadOnlyList<string>>())
            Write(json, key, values);
        json.WriteEndObject();
        if (principal.Session is { } session)
            json.WriteString("expires", session.Expires);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, BodyClaim body)
    {
        json.WriteStartObject("body");
        switch (body)
        {
            case HashedBody hashed:
                json.WriteString("kind", "hash");
                json.WriteString("sha256", hashed.Sha256);
                break;
            case ChunkedBody chunked:
                json.WriteString("kind", "chunks");
                json.WriteBoolean("hasTrailer", chunked.HasTrailer);
                if (chunked.Key is { } key)
                {
                    json.WriteBase64String("key", key.SigningKey);
                    json.WriteString("date", key.Date);
                    json.WriteString("scope", key.Scope.ToString());
                    json.WriteString("seed", key.Seed);
                }

                break;
            default:
                json.WriteString("kind", "any");
                break;
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
