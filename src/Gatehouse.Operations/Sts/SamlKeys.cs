using System.Security.Cryptography;
using System.Text;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Sts;

/// <summary>What policies may ask of somebody for whom a SAML provider vouches: the condition keys that begin with <c>saml:</c>.</summary>
/// <param name="Said">What the provider says.</param>
/// <param name="Provider">The ARN of its record.</param>
/// <param name="AccountId">The account.</param>
public sealed record SamlKeys(SamlStatement Said, string Provider, string AccountId)
{
    private const string Format = "urn:oasis:names:tc:SAML:2.0:nameid-format:";

    // By the names that directories give to attributes, as AWS's guide lists them.
    private static readonly Dictionary<string, string[]> ByAttribute = new(StringComparer.Ordinal)
    {
        ["urn:oid:1.3.6.1.4.1.5923.1.1.1.1"] = ["saml:eduPersonAffiliation"],
        ["urn:oid:1.3.6.1.4.1.5923.1.1.1.2"] = ["saml:eduPersonNickname"],
        ["urn:oid:1.3.6.1.4.1.5923.1.1.1.3"] = ["saml:eduPersonOrgDN"],
        ["urn:oid:1.3.6.1.4.1.5923.1.1.1.4"] = ["saml:eduPersonOrgUnitDN"],
        ["urn:oid:1.3.6.1.4.1.5923.1.1.1.5"] = ["saml:eduPersonPrimaryAffiliation"],
        ["urn:oid:1.3.6.1.4.1.5923.1.1.1.6"] = ["saml:eduPersonPrincipalName"],
        ["urn:oid:1.3.6.1.4.1.5923.1.1.1.7"] = ["saml:eduPersonEntitlement"],
        ["urn:oid:1.3.6.1.4.1.5923.1.1.1.8"] = ["saml:eduPersonPrimaryOrgUnitDN"],
        ["urn:oid:1.3.6.1.4.1.5923.1.1.1.9"] = ["saml:eduPersonScopedAffiliation"],
        ["urn:oid:1.3.6.1.4.1.5923.1.1.1.10"] = ["saml:eduPersonTargetedID"],
        ["urn:oid:1.3.6.1.4.1.5923.1.1.1.11"] = ["saml:eduPersonAssurance"],
        ["urn:oid:1.3.6.1.4.1.5923.1.2.1.2"] = ["saml:eduOrgHomePageURI"],
        ["urn:oid:1.3.6.1.4.1.5923.1.2.1.3"] = ["saml:eduOrgIdentityAuthNPolicyURI"],
        ["urn:oid:1.3.6.1.4.1.5923.1.2.1.4"] = ["saml:eduOrgLegalName"],
        ["urn:oid:1.3.6.1.4.1.5923.1.2.1.5"] = ["saml:eduOrgSuperiorURI"],
        ["urn:oid:1.3.6.1.4.1.5923.1.2.1.6"] = ["saml:eduOrgWhitePagesURI"],
        ["urn:oid:2.5.4.3"] = ["saml:cn", "saml:commonName"],
        ["urn:oid:2.5.4.4"] = ["saml:surname"],
        ["urn:oid:2.5.4.42"] = ["saml:givenName"],
        ["urn:oid:2.5.4.45"] = ["saml:x500UniqueIdentifier"],
        ["urn:oid:0.9.2342.19200300.100.1.1"] = ["saml:uid"],
        ["urn:oid:0.9.2342.19200300.100.1.3"] = ["saml:mail"],
        ["urn:oid:0.9.2342.19200300.100.1.45"] = ["saml:organizationStatus"],
        ["http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name"] = ["saml:name"],
        ["http://schemas.xmlsoap.org/claims/CommonName"] = ["saml:commonName"],
        ["http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname"] = ["saml:givenName"],
        ["http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname"] = ["saml:surname"],
        ["http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress"] = ["saml:mail"],
        ["http://schemas.microsoft.com/ws/2008/06/identity/claims/primarygroupsid"] = ["saml:primaryGroupSID"],
    };

    /// <summary><c>persistent</c>, <c>transient</c>, or another format in full.</summary>
    public string SubjectType => Said.SubjectFormat.StartsWith(Format, StringComparison.Ordinal) ? Said.SubjectFormat[Format.Length..] : Said.SubjectFormat;

    /// <summary>One word for provider and account: together with the subject it names one person.</summary>
    public string NameQualifier
    {
        get
        {
            var text = Encoding.UTF8.GetBytes($"{Said.Issuer}{AccountId}/{SamlTrust.NameIn(Provider)}");
#pragma warning disable CA5350, RS0030 // AWS documents this very hash, and policies hold values of it; only the trusted names of providers go in.
            return Convert.ToBase64String(SHA1.HashData(text));
#pragma warning restore CA5350, RS0030
        }
    }

    /// <summary>What the policies of a role may ask as long as the session lasts.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Lasting => new Dictionary<string, IReadOnlyList<string>>
    {
        ["aws:FederatedProvider"] = [Provider],
        ["saml:namequalifier"] = [NameQualifier],
        ["saml:sub"] = [Said.Subject],
        ["saml:sub_type"] = [SubjectType],
    };

    /// <summary>What a trust policy may ask.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> All
    {
        get
        {
            var keys = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
            foreach (var (attribute, values) in Said.Attributes)
            {
                foreach (var name in ByAttribute.GetValueOrDefault(attribute, []))
                    keys[name] = [.. keys.GetValueOrDefault(name) ?? [], .. values];
            }

            // Last, so that no attribute speaks for them.
            foreach (var (name, values) in Lasting)
                keys[name] = values;
            keys["saml:aud"] = [Said.Recipient];
            keys["saml:iss"] = [Said.Issuer];
            keys["saml:doc"] = [$"{AccountId}/{SamlTrust.NameIn(Provider)}"];
            return keys;
        }
    }
}
