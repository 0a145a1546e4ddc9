using System.Xml.Linq;
using Gatehouse.Identity;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Gatehouse.Crypto;

/// <summary>Keeps ASP.NET Core's data protection keys in our store.</summary>
internal sealed class KeyRing(IKeyRingStore store) : IXmlRepository
{
    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements() => [.. store.All().Select(XElement.Parse)];

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName) =>
        store.Add(friendlyName, element.ToString(SaveOptions.DisableFormatting));
}
