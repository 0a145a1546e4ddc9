using Gatehouse.Access.Policies;
using Gatehouse.Contracts.Iam;

namespace Gatehouse.Operations.Iam;

/// <summary>What a policy must be that says who may take on a role.</summary>
internal static class TrustRules
{
    private const int Largest = 4096;

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public static Fault? Broken(string document) => Documents.Broken(document, PolicyKind.Trust)
        ?? (Documents.SizeOf(document) > Largest ? Faults.LimitExceeded($"Cannot exceed quota for ACLSizePerRole: {Largest}") : null);
}
