namespace Gatehouse.Access.Policies;

/// <summary>What was decided.</summary>
public enum Verdict
{
    /// <summary>No policy says that it may be.</summary>
    ImplicitDeny,

    /// <summary>A policy says that it may not be.</summary>
    ExplicitDeny,

    /// <summary>It may be.</summary>
    Allowed,
}

/// <summary>Which of the policies decided.</summary>
public enum Layer
{
    /// <summary>Those of the user or role.</summary>
    Identity,

    /// <summary>The permissions boundary.</summary>
    Boundary,

    /// <summary>Those that narrow the session.</summary>
    Session,

    /// <summary>That of the resource.</summary>
    Resource,
}

/// <summary>What was decided, and by what. Of nothing is decided, it is an implicit denial.</summary>
/// <param name="Verdict">The decision.</param>
/// <param name="Layer">Which policies allowed or denied; of an implicit denial, those that were silent.</param>
/// <param name="Policy">The policy that allowed or denied; null where none did: an implicit denial, or the account itself.</param>
/// <param name="Statement">Its statement.</param>
/// <param name="Resource">The resource that it is about: of several, the first that was not allowed.</param>
public readonly record struct Decision(Verdict Verdict, Layer Layer, AttachedPolicy? Policy, PolicyStatement? Statement, string? Resource)
{
    /// <summary>Whether it may be.</summary>
    public bool IsAllowed => Verdict == Verdict.Allowed;

    /// <summary>The decision in a line for logs: <c>ExplicitDeny by statement 0 (NoLogs) of policy deny-logs (Identity)</c>.</summary>
    public override string ToString() => Statement is null
        ? $"{Verdict} ({Layer})"
        : $"{Verdict} by statement {Statement.Index}{(Statement.Sid is null ? "" : $" ({Statement.Sid})")} of policy {Policy!.Name} ({Layer})";
}
