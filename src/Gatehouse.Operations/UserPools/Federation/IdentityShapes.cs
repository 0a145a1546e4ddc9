using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Identities at other providers on the wire.</summary>
public static class IdentityShapes
{
    /// <summary>The attribute that lists them.</summary>
    public const string Attribute = "identities";

    private const string Subject = "Cognito_Subject";
    private const string Username = "username";
    private const string NameId = "NameID";

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>By what a provider knows a person, or the fault for an identifier that tells nobody from others.</summary>
    /// <param name="member">The member of the request, for the text of the fault.</param>
    /// <param name="asked">The identifier.</param>
    /// <param name="provider">The provider; null for one that is gone, of which nothing is known.</param>
    public static Reply<IdentityKey> Read(string member, ProviderUserIdentifierType asked, IdentityProvider? provider)
    {
        if (asked.ProviderAttributeName is not { Length: > 0 } name)
            return Faults.InvalidParameter($"Invalid {member}: ProviderAttributeName is required.");
        if (asked.ProviderAttributeValue is not { } value || !IdentityKey.IsValue(value))
            return Faults.InvalidParameter($"Invalid {member}: ProviderAttributeValue must have 1 to {IdentityKey.MaxLength} characters.");
        if (name == Subject)
            return new IdentityKey(asked.ProviderName!, null, value);
        if (provider is null)
            return new IdentityKey(asked.ProviderName!, name, value);
        if (ProviderTypes.IsSocial(provider.Type))
            return Faults.InvalidParameter($"Invalid {member}: ProviderAttributeName must be {Subject} for social identity providers.");

        return AttributeOf(provider, name) is { } attribute
            ? new IdentityKey(provider.Name, attribute == Username ? null : attribute, value)
            : Faults.InvalidParameter($"Invalid {member}: {name} is not a mapped attribute of the identity provider {provider.Name}.");
    }

    /// <summary>Identities as the text of the attribute that lists them.</summary>
    public static string Write(IReadOnlyList<LinkedIdentity> identities)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Plain))
        {
            json.WriteStartArray();
            foreach (var identity in identities)
                Write(json, identity);
            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }

    private static void Write(Utf8JsonWriter json, LinkedIdentity identity)
    {
        json.WriteStartObject();
        json.WriteString("userId", identity.Value);
        json.WriteString("providerName", identity.Provider);
        json.WriteString("providerType", ProviderText.Of(identity.Type));
        json.WriteString("issuer", identity.Issuer);
        json.WriteBoolean("primary", identity.IsOwn);
        json.WriteNumber("dateCreated", identity.Since.ToUnixTimeMilliseconds());
        json.WriteEndObject();
    }

    // Callers name the attribute of the pool, or the claim that is mapped into it. A SAML subject is no claim, and has a name all the same.
    private static string? AttributeOf(IdentityProvider provider, string name)
    {
        if (provider.Mapping.ContainsKey(name))
            return name;
        if (provider.Mapping.FirstOrDefault(pair => pair.Value == name) is { Key: { } attribute })
            return attribute;

        return provider.Type is ProviderType.Saml && name == NameId ? Username : null;
    }
}
