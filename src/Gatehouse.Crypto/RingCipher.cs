using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Crypto;

/// <summary>Seals the elements of the key ring under the master key.</summary>
/// <remarks>The ring names this type in every element it seals: it must keep its name, and its assembly's version.</remarks>
public sealed class RingCipher(IServiceProvider services) : IXmlEncryptor, IXmlDecryptor
{
    private const string Label = "key-ring";

    private readonly MasterKey master = services.GetRequiredService<MasterKey>();

    /// <inheritdoc/>
    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var text = plaintextElement.ToString(SaveOptions.DisableFormatting);
        var sealedText = Convert.ToBase64String(master.Seal(Label, Encoding.UTF8.GetBytes(text)));
        return new(new XElement("sealedKey", new XElement("value", sealedText)), typeof(RingCipher));
    }

    /// <inheritdoc/>
    public XElement Decrypt(XElement encryptedElement)
    {
        var box = Convert.FromBase64String((string?)encryptedElement.Element("value") ?? "");
        return XElement.Parse(Encoding.UTF8.GetString(master.Open(Label, box)));
    }
}
