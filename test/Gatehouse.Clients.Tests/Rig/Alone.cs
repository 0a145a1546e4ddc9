namespace Gatehouse.Clients.Tests.Rig;

/// <summary>Tests that measure time or kill servers, and therefore have the machine for themselves.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    /// <summary>The collection's name.</summary>
    public const string Name = "alone";
}
