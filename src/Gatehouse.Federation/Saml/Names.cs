namespace Gatehouse.Federation.Saml;

/// <summary>Names that standards gave.</summary>
internal static class Names
{
    public const string Assertion = "urn:oasis:names:tc:SAML:2.0:assertion";
    public const string Protocol = "urn:oasis:names:tc:SAML:2.0:protocol";
    public const string Signature = "http://www.w3.org/2000/09/xmldsig#";
    public const string Declarations = "http://www.w3.org/2000/xmlns/";

    /// <summary>Exclusive canonicalization without comments.</summary>
    public const string Canonical = "http://www.w3.org/2001/10/xml-exc-c14n#";

    /// <summary>The transform that leaves a signature out of what it signs.</summary>
    public const string Enveloped = Signature + "enveloped-signature";

    public const string Success = "urn:oasis:names:tc:SAML:2.0:status:Success";
    public const string Bearer = "urn:oasis:names:tc:SAML:2.0:cm:bearer";
}
