using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Text;
using System.Xml;
using Gatehouse.Identity;

namespace Gatehouse.Tests.Federation.Saml;

/// <summary>What of a response is signed.</summary>
public enum Signs
{
    Nothing,
    Assertion,
    Response,
    Both,
}

/// <summary>A SAML provider in a test. It signs with the framework's XML signatures, which are another implementation than the one that is judged.</summary>
internal sealed class SamlIdp
{
    public const string Entity = "https://idp.example.com/entity";
    public const string Recipient = "https://id.example.com/saml";
    public const string Audience = "urn:amazon:webservices";
    public const string Sha256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";

    public static readonly SamlIdp One = new(RSA.Create(2048), Entity);
    public static readonly SamlIdp Other = new(RSA.Create(2048), Entity);
    public static readonly SamlIdp Weak = new(RSA.Create(1024), Entity);
    public static readonly SamlIdp Curve = new(ECDsa.Create(ECCurve.NamedCurves.nistP256), Entity);

    private readonly AsymmetricAlgorithm key;

    static SamlIdp() => EcdsaSha256.Register();

    private SamlIdp(AsymmetricAlgorithm key, string entity) => (this.key, EntityId, Certificate) = (key, entity, Certify(key));

    public string EntityId { get; }

    public AsymmetricAlgorithm Key => key;

    /// <summary>It has run out long ago.</summary>
    public byte[] Certificate { get; }

    public SamlParty Party => new(EntityId, "https://idp.example.com/sso") { Certificates = [Certificate] };

    public string Metadata => Federation.Metadata.Whole($"entityID=\"{EntityId}\"", keys: Federation.Metadata.Key(Convert.ToBase64String(Certificate)));

    /// <summary>What is expected of its assertions.</summary>
    public SamlExpectation Expected => new(Party, [Audience], [Recipient]);

    /// <summary>Signs a response and encodes it.</summary>
    public string Respond(string xml, Signs signs = Signs.Assertion, SigningPlan? plan = null) => Encode(Sign(xml, signs, plan));

    public static string Encode(string xml) => Convert.ToBase64String(Encoding.UTF8.GetBytes(xml));

    /// <summary>Signs what is to be signed, the inner first.</summary>
    public string Sign(string xml, Signs signs, SigningPlan? plan = null)
    {
        var document = Document(xml);
        if (signs is Signs.Assertion or Signs.Both)
            Sign((XmlElement)document.GetElementsByTagName("Assertion", SamlDraft.AssertionSpace)[0]!, plan ?? new());
        if (signs is Signs.Response or Signs.Both)
            Sign(document.DocumentElement!, plan ?? new());
        return document.OuterXml;
    }

    public static XmlDocument Document(string xml)
    {
        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        document.LoadXml(xml);
        return document;
    }

    private static byte[] Certify(AsymmetricAlgorithm key)
    {
        var name = new X500DistinguishedName("CN=idp");
        var request = key is RSA rsa ? new CertificateRequest(name, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1) : new(name, (ECDsa)key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2021, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return certificate.RawData;
    }

    private void Sign(XmlElement element, SigningPlan plan)
    {
        var signed = new SignedXml(element) { SigningKey = plan.Key ?? key };
        signed.SignedInfo!.CanonicalizationMethod = plan.Canonicalization;
        signed.SignedInfo.SignatureMethod = plan.Method ?? (key is ECDsa ? EcdsaSha256.Uri : Sha256);
        if (plan.Prefixes is not null && signed.SignedInfo.CanonicalizationMethodObject is XmlDsigExcC14NTransform c14n)
            c14n.InclusiveNamespacesPrefixList = plan.Prefixes;

        foreach (var uri in plan.References ?? ["#" + element.GetAttribute("ID")])
        {
            var reference = new Reference(uri) { DigestMethod = plan.Digest };
            foreach (var transform in plan.Transforms())
                reference.AddTransform(transform);
            signed.AddReference(reference);
        }

        if (plan.KeyInfo is not null)
        {
            signed.KeyInfo = new();
            signed.KeyInfo.AddClause(plan.KeyInfo);
        }

        if (plan.Secret is not null)
            signed.ComputeSignature(plan.Secret);
        else
            signed.ComputeSignature();

        var issuer = element.ChildNodes.OfType<XmlElement>().FirstOrDefault(child => child.LocalName == "Issuer");
        element.InsertAfter(element.OwnerDocument.ImportNode(signed.GetXml(), deep: true), issuer);
    }
}

/// <summary>How a signature is made; as good providers make it but for what a test changes.</summary>
internal sealed record SigningPlan
{
    public string Canonicalization { get; init; } = SignedXml.XmlDsigExcC14NTransformUrl;

    public string? Method { get; init; }

    public string Digest { get; init; } = "http://www.w3.org/2001/04/xmlenc#sha256";

    public string? Prefixes { get; init; }

    public string[]? References { get; init; }

    public AsymmetricAlgorithm? Key { get; init; }

    public KeyedHashAlgorithm? Secret { get; init; }

    public KeyInfoClause? KeyInfo { get; init; }

    public Func<IEnumerable<Transform>>? Steps { get; init; }

    public IEnumerable<Transform> Transforms() => Steps?.Invoke() ?? [new XmlDsigEnvelopedSignatureTransform(), Prefixes is null ? new XmlDsigExcC14NTransform() : new XmlDsigExcC14NTransform(Prefixes)];
}

/// <summary>A response as good providers write it but for what a test changes.</summary>
internal sealed record SamlDraft(DateTimeOffset Now)
{
    public const string AssertionSpace = "urn:oasis:names:tc:SAML:2.0:assertion";
    public const string ProtocolSpace = "urn:oasis:names:tc:SAML:2.0:protocol";

    public string Id { get; init; } = "_a1";

    public string Issuer { get; init; } = $"<saml:Issuer>{SamlIdp.Entity}</saml:Issuer>";

    public string ResponseIssuer { get; init; } = $"<saml:Issuer>{SamlIdp.Entity}</saml:Issuer>";

    public string ResponseAttributes { get; init; } = $"Destination=\"{SamlIdp.Recipient}\"";

    public string NameId { get; init; } = "<saml:NameID Format=\"urn:oasis:names:tc:SAML:2.0:nameid-format:persistent\">jo</saml:NameID>";

    public string Status { get; init; } = "<samlp:Status><samlp:StatusCode Value=\"urn:oasis:names:tc:SAML:2.0:status:Success\"/></samlp:Status>";

    public string? Confirmation { get; init; }

    public string? Conditions { get; init; }

    public string? Statement { get; init; }

    public string Attributes { get; init; } = Attribute("mail", "jo@example.com");

    public string Root { get; init; } = "";

    public string Before { get; init; } = "";

    public string After { get; init; } = "";

    public string Version { get; init; } = "2.0";

    public string? IssueInstant { get; init; }

    public string Time(double seconds) => Now.AddSeconds(seconds).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static string Attribute(string name, params string[] values) =>
        $"<saml:Attribute Name=\"{name}\">{string.Concat(values.Select(value => $"<saml:AttributeValue>{value}</saml:AttributeValue>"))}</saml:Attribute>";

    public static string Restriction(params string[] audiences) =>
        $"<saml:AudienceRestriction>{string.Concat(audiences.Select(one => $"<saml:Audience>{one}</saml:Audience>"))}</saml:AudienceRestriction>";

    public string Between(double from, double until, string? restrictions = null) =>
        $"<saml:Conditions NotBefore=\"{Time(from)}\" NotOnOrAfter=\"{Time(until)}\">{restrictions ?? Restriction(SamlIdp.Audience)}</saml:Conditions>";

    public string Confirmed(string attributes, string method = "urn:oasis:names:tc:SAML:2.0:cm:bearer") =>
        $"<saml:SubjectConfirmation Method=\"{method}\"><saml:SubjectConfirmationData {attributes}/></saml:SubjectConfirmation>";

    public string Xml => $"""
        <samlp:Response xmlns:samlp="{ProtocolSpace}" xmlns:saml="{AssertionSpace}" ID="_r{Id}" Version="{Version}" IssueInstant="{Time(0)}" {ResponseAttributes} {Root}>
          {ResponseIssuer}
          {Status}{Before}
          <saml:Assertion ID="{Id}" Version="{Version}" IssueInstant="{IssueInstant ?? Time(0)}">
            {Issuer}
            <saml:Subject>{NameId}{Confirmation ?? Confirmed($"NotOnOrAfter=\"{Time(300)}\" Recipient=\"{SamlIdp.Recipient}\"")}</saml:Subject>
            {Conditions ?? Between(-300, 300)}
            {Statement ?? $"<saml:AuthnStatement AuthnInstant=\"{Time(0)}\"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>"}
            <saml:AttributeStatement>{Attributes}</saml:AttributeStatement>
          </saml:Assertion>{After}
        </samlp:Response>
        """;
}

/// <summary>ECDSA for the framework's XML signatures, which know only RSA.</summary>
public sealed class EcdsaSha256 : SignatureDescription
{
    public const string Uri = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256";

    public EcdsaSha256() => DigestAlgorithm = "http://www.w3.org/2001/04/xmlenc#sha256";

    public static void Register() => CryptoConfig.AddAlgorithm(typeof(EcdsaSha256), Uri);

    public override HashAlgorithm CreateDigest() => SHA256.Create();

    public override AsymmetricSignatureFormatter CreateFormatter(AsymmetricAlgorithm key) => new Formatter((ECDsa)key);

    private sealed class Formatter(ECDsa key) : AsymmetricSignatureFormatter
    {
        public override void SetKey(AsymmetricAlgorithm other)
        {
        }

        public override void SetHashAlgorithm(string strName)
        {
        }

        public override byte[] CreateSignature(byte[] rgbHash) => key.SignHash(rgbHash);
    }
}
