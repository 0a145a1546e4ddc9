using System.Collections.Concurrent;
using Gatehouse.Access.Policies;

namespace Gatehouse.Identity;

/// <summary>Reads policy documents, each once. Safe for any number of threads.</summary>
public sealed class PolicyLibrary
{
    private const int Most = 4096;

    /// <summary>The policy that denies everything.</summary>
    public static readonly Policy Nothing = Policy.TryRead(
        """{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}""", PolicyKind.Inline, out var policy, out _)
        ? policy
        : throw new InvalidOperationException("The policy that denies everything is none.");

    private readonly ConcurrentDictionary<(PolicyKind Kind, string Document), Policy> read = new();

    /// <summary>The policy of a document. One that cannot be read, though it could be when it was kept, denies everything.</summary>
    public Policy Read(PolicyKind kind, string document)
    {
        if (read.TryGetValue((kind, document), out var known))
            return known;
        if (!Policy.TryRead(document, kind, out var policy, out _))
            return Nothing;

        // Which documents are in use shows again at once.
        if (read.Count >= Most)
            read.Clear();
        return read.GetOrAdd((kind, document), policy);
    }
}
