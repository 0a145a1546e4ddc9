using System.Text;
using System.Xml;

namespace Gatehouse.Wire;

/// <summary>Faults as the Query services name and write them.</summary>
internal static class QueryFaults
{
    private const int LongestText = 4096;
    private static readonly XmlWriterSettings Plain = new() { OmitXmlDeclaration = true, Encoding = new UTF8Encoding(false) };

    /// <summary>Gives a fault of the wire the name and status that it has in Query; others stay as they are.</summary>
    public static Fault Rename(Fault fault) => fault.Code switch
    {
        "MissingAuthenticationTokenException" => fault with { Code = "MissingAuthenticationToken", Status = 403 },
        "InvalidSignatureException" => fault with { Code = "SignatureDoesNotMatch", Status = 403 },
        "UnrecognizedClientException" => fault with { Code = "InvalidClientTokenId", Status = 403 },
        "IncompleteSignatureException" => fault with { Code = "IncompleteSignature", Status = 403 },
        "ExpiredTokenException" => fault with { Code = "ExpiredToken", Status = 403 },
        "AccessDeniedException" => fault with { Code = "AccessDenied", Status = 403 },
        "InternalErrorException" => fault with { Code = "InternalFailure" },
        "RequestEntityTooLargeException" => fault with { Code = "RequestEntityTooLarge" },
        "UnsupportedMediaTypeException" => fault with { Code = "UnsupportedMediaType" },
        _ => fault,
    };

    /// <summary>Writes a fault as XML.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="service">The signing name of the service; null when the request named none.</param>
    /// <param name="requestId">The id of the request.</param>
    public static ReadOnlyMemory<byte> Render(Fault fault, string? service, string requestId)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, Plain))
        {
            xml.WriteStartElement("ErrorResponse", Namespace(service));
            xml.WriteStartElement("Error");
            xml.WriteElementString("Type", fault.Status < 500 ? "Sender" : "Receiver");
            xml.WriteElementString("Code", fault.Code);
            xml.WriteElementString("Message", Clean(fault.Message));
            xml.WriteEndElement();
            xml.WriteElementString("RequestId", requestId);
            xml.WriteEndElement();
        }

        return bytes.ToArray();
    }

    private static string Namespace(string? service) => service switch
    {
        "sts" => "https://sts.amazonaws.com/doc/2011-06-15/",
        "iam" => "https://iam.amazonaws.com/doc/2010-05-08/",
        _ => "http://webservices.amazon.com/AWSFault/2005-15-09",
    };

    // XML has no way at all to write most control characters.
    private static string Clean(string text) => string.Create(Math.Min(text.Length, LongestText), text, static (clean, text) =>
    {
        for (var i = 0; i < clean.Length; i++)
            clean[i] = XmlConvert.IsXmlChar(text[i]) ? text[i] : '?';
    });
}
