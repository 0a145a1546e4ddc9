using Gatehouse.Access.Policies;
using Gatehouse.Contracts.Iam;

namespace Gatehouse.Operations.Iam;

/// <summary>Policy documents, as callers send and get them.</summary>
internal static class Documents
{
    /// <summary>The most characters of a managed policy, white space aside.</summary>
    private const int LargestManaged = 6144;

    /// <summary>Says what is wrong with a document; null when nothing is.</summary>
    public static Fault? Broken(string document, PolicyKind kind)
    {
        if (!Gatehouse.Access.Policies.Policy.TryRead(document, kind, out var policy, out var reason))
            return Faults.MalformedPolicyDocument(reason);
        return kind is PolicyKind.Managed && policy.Size > LargestManaged ? Faults.LimitExceeded($"Cannot exceed quota for PolicySize: {LargestManaged}") : null;
    }

    /// <summary>A document as answers hold it: percent-encoded (RFC 3986).</summary>
    public static string Encoded(string document) => Uri.EscapeDataString(document);

    /// <summary>How much of a quota a document takes.</summary>
    public static int SizeOf(string document) => document.Count(letter => letter is not (' ' or '\t' or '\r' or '\n'));
}
