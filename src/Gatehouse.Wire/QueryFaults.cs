using System.Text;
using System.Xml;

namespace Gatehouse.Wire;

/// <summary>Faults as the Query services name and write them.</summary>
internal static class QueryFaults
{
    private const int LongestText = 4096;
    private static readonly XmlWriterSettings Plain = new() { OmitXmlDeclaration = true, Encoding = new UTF8Encoding(false) };

    /// <summary>A fault of the signature, under the name that it has in Query.</summary>
    public static Fault Unproven(Fault fault) => new(
        fault.Code switch
        {
            "MissingAuthenticationTokenException" => "MissingAuthenticationToken",
            "InvalidSignatureException" => "SignatureDoesNotMatch",
            "UnrecognizedClientException" => "InvalidClientTokenId",
            "IncompleteSignatureException" => "IncompleteSignature",
            "ExpiredTokenException" => "ExpiredToken",
            var other => other,
        },
        fault.Message,
        403);

    /// <summary>A fault that every service has, under the name that it has in Query; others stay as they are.</summary>
    public static Fault OfTheWire(Fault fault) => fault.Code switch
    {
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
            xml.Member("Message", fault.Message.Length > LongestText ? fault.Message[..LongestText] : fault.Message);
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
}
