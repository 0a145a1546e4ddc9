using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Xml.Linq;
using Gatehouse.Federation.Saml;
using Gatehouse.Identity;

namespace Gatehouse.Federation;

/// <summary>Reads the metadata of one SAML 2.0 identity provider (saml-metadata-2.0-os, section 2).</summary>
/// <param name="mayBeAsked">Which addresses people may be sent to.</param>
/// <param name="time">Metadata may expire.</param>
internal sealed class SamlMetadata(Func<Uri, bool> mayBeAsked, TimeProvider time)
{
    private const int MaxCertificates = 10;
    private const string Redirect = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect";
    private const string Saml2 = "urn:oasis:names:tc:SAML:2.0:protocol";

    private static readonly XNamespace Md = "urn:oasis:names:tc:SAML:2.0:metadata";
    private static readonly XNamespace Ds = "http://www.w3.org/2000/09/xmldsig#";

    /// <summary>The provider that a document describes, or a sentence that says what is wrong.</summary>
    public Outcome<SamlParty> Read(XElement? root)
    {
        if (root?.Name != Md + "EntityDescriptor")
            return Wrong("it is not an EntityDescriptor");
        if ((string?)root.Attribute("entityID") is not { Length: > 0 and <= 1024 } entityId)
            return Wrong("entityID is missing");
        if (IsPast(root))
            return Wrong("it has expired");
        if (root.Elements(Md + "IDPSSODescriptor").FirstOrDefault(SpeaksSaml2) is not { } provider || IsPast(provider))
            return Wrong("it describes no SAML 2.0 identity provider");
        if (Location(provider, "SingleSignOnService") is not { } signOn)
            return Wrong("it names no usable SingleSignOnService with HTTP-Redirect binding");

        var certificates = provider.Elements(Md + "KeyDescriptor")
            .Where(key => (string?)key.Attribute("use") is null or "signing")
            .SelectMany(key => key.Descendants(Ds + "X509Certificate"))
            .Take(MaxCertificates)
            .Select(Certificate)
            .OfType<byte[]>()
            .ToList();
        if (certificates.Count == 0)
            return Wrong("it has no usable certificate for signatures");

        return new SamlParty(entityId, signOn) { SignOutUrl = Location(provider, "SingleLogoutService"), Certificates = certificates };
    }

    private static Refusal Wrong(string what) => new(RefusalKind.Invalid, $"The SAML metadata can not be used: {what}.");

    private bool IsPast(XElement element) =>
        (string?)element.Attribute("validUntil") is { } until
        && !(DateTimeOffset.TryParse(until, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var end) && end > time.GetUtcNow());

    private static bool SpeaksSaml2(XElement provider) =>
        ((string?)provider.Attribute("protocolSupportEnumeration") ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Contains(Saml2);

    private string? Location(XElement provider, string service) => provider.Elements(Md + service)
        .Where(element => (string?)element.Attribute("Binding") == Redirect)
        .Select(element => (string?)element.Attribute("Location"))
        .FirstOrDefault(location => location is { Length: <= 2048 } && Uri.TryCreate(location, UriKind.Absolute, out var address) && mayBeAsked(address));

    private static byte[]? Certificate(XElement element)
    {
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(element.Value));
            using var key = PartyKey.Of(certificate);
            return key is null ? null : certificate.RawData;
        }
        catch (Exception failure) when (failure is FormatException or CryptographicException)
        {
            return null;
        }
    }
}
