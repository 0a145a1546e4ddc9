using Gatehouse.Tests.UserPools;

namespace Gatehouse.Tests.Federation;

/// <summary>The metadata of a SAML provider as providers write it.</summary>
internal static class Metadata
{
    public const string SignOn = "https://idp.example.com/sso/saml";
    public const string SignOut = "https://idp.example.com/slo/saml";

    public static string Certificate => Convert.ToBase64String(TestCertificates.One);

    public static string Whole(
        string attributes = """entityID="https://idp.example.com/entity" """,
        string protocol = "urn:oasis:names:tc:SAML:2.0:protocol",
        string? keys = null,
        string? services = null) => $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" {attributes}>
          <md:IDPSSODescriptor WantAuthnRequestsSigned="false" protocolSupportEnumeration="{protocol}">
            {keys ?? Key(Certificate, "use=\"signing\"")}
            <md:SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="{SignOut}"/>
            <md:NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress</md:NameIDFormat>
            {services ?? Service(SignOn)}
          </md:IDPSSODescriptor>
        </md:EntityDescriptor>
        """;

    public static string Key(string certificate, string use = "") =>
        $"<md:KeyDescriptor {use}><ds:KeyInfo><ds:X509Data><ds:X509Certificate>{certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>";

    public static string Service(string location, string binding = "HTTP-Redirect") =>
        $"""<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:{binding}" Location="{location}"/>""";

    public static string Discovery(string issuer, string? token = null, string? userInfo = "/userinfo") => $$"""
        {
          "issuer": "{{issuer}}",
          "authorization_endpoint": "{{issuer}}/authorize",
          "token_endpoint": "{{token ?? issuer + "/token"}}",
          {{(userInfo is null ? "" : $"\"userinfo_endpoint\": \"{issuer}{userInfo}\",")}}
          "jwks_uri": "{{issuer}}/jwks",
          "response_types_supported": ["code"],
          "claims_supported": { "nested": [1, null, true] }
        }
        """;
}
