using System.Text;
using System.Xml;

namespace Gatehouse;

/// <summary>One operation of a service that speaks the query protocol: a form in, XML out.</summary>
/// <param name="service">The signing name of the service.</param>
/// <param name="name">The name of the operation in the service model.</param>
/// <param name="access">How a caller proves that it may call.</param>
/// <param name="version">The version of the service's interface, as <c>2011-06-15</c>: it is part of the XML namespace.</param>
public abstract class QueryOperation<TRequest, TResponse>(string service, string name, CallAccess access, string version)
    : Operation<TRequest, TResponse>(service, name, access)
    where TRequest : class, IChecked, IFromForm<TRequest>
    where TResponse : class, IToXml
{
    private static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(false), OmitXmlDeclaration = true };

    private readonly string xmlns = $"https://{service}.amazonaws.com/doc/{version}/";

    /// <inheritdoc/>
    protected sealed override Reply<TRequest> Read(ReadOnlyMemory<byte> body)
    {
        if (QueryForm.Parse(body.Span).Refused(out var malformed, out var form))
            return malformed;

        var request = TRequest.Read(form);
        return form.Misread ? new Fault("MalformedInput", "A parameter is not of the type that the operation takes.") : request;
    }

    /// <inheritdoc/>
    protected sealed override ReadOnlyMemory<byte> Write(TResponse response, Call call)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, Settings))
        {
            xml.WriteStartElement($"{Name}Response", xmlns);
            if (response is not Nothing)
                xml.Member($"{Name}Result", response);

            xml.WriteStartElement("ResponseMetadata");
            xml.Member("RequestId", call.RequestId);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        return bytes.ToArray();
    }
}
