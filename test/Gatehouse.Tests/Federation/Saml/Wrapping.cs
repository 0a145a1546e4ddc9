using System.Xml;

namespace Gatehouse.Tests.Federation.Saml;

/// <summary>
/// The eight classic ways to wrap a signature: the signed element stays somewhere in the document, where its signature still holds, and
/// another one lies where readers look.
/// </summary>
internal static class Wrapping
{
    public const string Evil = "evil";

    private const string Ds = "http://www.w3.org/2000/09/xmldsig#";

    public static string Of(int way, string signed)
    {
        var document = SamlIdp.Document(signed);
        Action<XmlDocument> wrap = way switch
        {
            1 => document => Response(document, (_, signature, copy) => signature.AppendChild(copy)),
            2 => document => Response(document, (evil, signature, copy) => evil.InsertBefore(copy, signature)),
            3 => document => Assertion(document).ParentNode!.InsertBefore(EvilAssertion(document, keepSignature: false), Assertion(document)),
            4 => Around,
            5 => Instead,
            6 => document => Inside(document, signature => signature),
            7 => InExtensions,
            _ => document => Inside(document, signature => signature.AppendChild(document.CreateElement("ds", "Object", Ds))!),
        };
        wrap(document);
        return document.OuterXml;
    }

    // The root becomes evil and keeps the signature; the original, without it, goes somewhere near.
    private static void Response(XmlDocument document, Action<XmlElement, XmlElement, XmlNode> put)
    {
        var root = document.DocumentElement!;
        var original = (XmlElement)root.CloneNode(deep: true);
        if (Own(original) is { } copied)
            original.RemoveChild(copied);

        Spoil(root);
        var signature = Own(root) ?? Own(Assertion(document))!;
        if (signature.ParentNode != root)
            root.InsertBefore(signature, Status(root));

        put(root, signature, original);
    }

    private static void Around(XmlDocument document)
    {
        var original = Assertion(document);
        var evil = EvilAssertion(document, keepSignature: false);
        original.ParentNode!.ReplaceChild(evil, original);
        evil.AppendChild(original);
    }

    private static void Instead(XmlDocument document)
    {
        var original = Assertion(document);
        var evil = EvilAssertion(document, keepSignature: true);
        if (Own(original) is { } signature)
            original.RemoveChild(signature);
        else
            evil.InsertAfter(Own(document.DocumentElement!)!, evil.FirstChild);

        document.DocumentElement!.ReplaceChild(evil, original);
        document.DocumentElement.AppendChild(original);
    }

    private static void Inside(XmlDocument document, Func<XmlElement, XmlNode> where)
    {
        var original = Assertion(document);
        var evil = EvilAssertion(document, keepSignature: false);
        var signature = Own(original) ?? Own(document.DocumentElement!)!;
        signature.ParentNode!.RemoveChild(signature);
        document.DocumentElement!.ReplaceChild(evil, original);
        evil.InsertAfter(signature, evil.FirstChild);
        where(signature).AppendChild(original);
    }

    private static void InExtensions(XmlDocument document)
    {
        var root = document.DocumentElement!;
        var extensions = document.CreateElement("samlp", "Extensions", SamlDraft.ProtocolSpace);
        extensions.AppendChild(EvilAssertion(document, keepSignature: false));
        root.InsertBefore(extensions, Status(root));
    }

    private static XmlElement Assertion(XmlDocument document) => (XmlElement)document.GetElementsByTagName("Assertion", SamlDraft.AssertionSpace)[0]!;

    private static XmlElement Status(XmlElement root) => root.ChildNodes.OfType<XmlElement>().First(child => child.LocalName == "Status");

    private static XmlElement? Own(XmlElement element) => element.ChildNodes.OfType<XmlElement>().FirstOrDefault(child => child.NamespaceURI == Ds);

    private static XmlElement EvilAssertion(XmlDocument document, bool keepSignature)
    {
        var evil = (XmlElement)Assertion(document).CloneNode(deep: true);
        if (!keepSignature && Own(evil) is { } signature)
            evil.RemoveChild(signature);

        Spoil(evil);
        return evil;
    }

    private static void Spoil(XmlElement element)
    {
        element.SetAttribute("ID", "_evil");
        foreach (XmlElement name in element.GetElementsByTagName("NameID", SamlDraft.AssertionSpace))
            name.InnerText = Evil;
    }
}
