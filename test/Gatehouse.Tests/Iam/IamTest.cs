using System.Xml.Linq;

namespace Gatehouse.Tests.Iam;

/// <summary>What tests of access management share.</summary>
public abstract class IamTest
{
    private protected QueryWorld World { get; } = new();

    private protected Task<XElement> Done<T>(params (string Name, object Value)[] members)
        where T : Operation => World.Done<T>(members);

    private protected async Task<string> Refused<T>(params (string Name, object Value)[] members)
        where T : Operation => (await World.Ask<T>(members)).Refusal ?? "It was done.";
}
