using Gatehouse.Contracts.UserPools;

namespace Gatehouse.Operations.UserPools;

/// <summary>Says that a pool has no domain of that name.</summary>
public static class DomainGone
{
    /// <summary>The fault, in the words that provisioning tools know.</summary>
    public static Fault Fault => Faults.InvalidParameter("No such domain or user pool exists.");
}
