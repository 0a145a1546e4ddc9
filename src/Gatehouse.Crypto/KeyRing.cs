using System.Xml.Linq;
using Gatehouse.Identity;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Gatehouse.Crypto;

/// <summary>Keeps ASP.NET Core's data protection keys in our store.</summary>
/// <remarks>
/// Nodes that start together on an empty store must not each go on with a key of their own, so the first key has a fixed name.
/// </remarks>
internal sealed class KeyRing(IKeyRingStore store) : IXmlRepository
{
    private const string First = "first-key";

    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements() => [.. store.All().Select(XElement.Parse)];

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName) =>
        store.Add(store.All().Count == 0 ? First : friendlyName, element.ToString(SaveOptions.DisableFormatting));
}
