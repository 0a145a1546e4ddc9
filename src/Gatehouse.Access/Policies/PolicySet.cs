namespace Gatehouse.Access.Policies;

/// <summary>To whom a policy belongs, as simulations tell it.</summary>
public enum PolicySource
{
    /// <summary>To nobody: it was only given along.</summary>
    None,

    /// <summary>It is inside a user.</summary>
    User,

    /// <summary>It is inside a group.</summary>
    Group,

    /// <summary>It is inside a role.</summary>
    Role,

    /// <summary>It is a managed policy that comes with the installation.</summary>
    AwsManaged,

    /// <summary>It is a managed policy of the account.</summary>
    UserManaged,

    /// <summary>It belongs to a resource.</summary>
    Resource,
}

/// <summary>A policy where it is at work.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Name">By what people know it: the name of a policy inside something, or the ARN of a managed one.</param>
/// <param name="Source">To whom it belongs.</param>
public sealed record AttachedPolicy(Policy Policy, string Name, PolicySource Source = PolicySource.None);

/// <summary>All policies that have a say in a request.</summary>
/// <remarks>
/// A policy that would be missing here would be one that forbids nothing. Where one cannot be read, do not leave it out: put a policy there that denies.
/// </remarks>
public sealed record PolicySet
{
    /// <summary>No policy at all: nothing is allowed, but to the account itself.</summary>
    public static PolicySet Empty { get; } = new();

    /// <summary>The policies of the user or role. One of them must allow.</summary>
    public IReadOnlyList<AttachedPolicy> Identity { get; init; } = [];

    /// <summary>What narrows the session: lists of policies, of <em>each</em> of which one must allow. An empty list allows nothing; no list narrows nothing.</summary>
    public IReadOnlyList<IReadOnlyList<AttachedPolicy>> Sessions { get; init; } = [];

    /// <summary>The permissions boundary, of which one policy must allow; null when there is none. An empty list allows nothing.</summary>
    public IReadOnlyList<AttachedPolicy>? Boundary { get; init; }

    /// <summary>The policy of the resource: of a role, its trust policy; null when it has none.</summary>
    public AttachedPolicy? Resource { get; init; }

    /// <summary>The twelve digits of the account whose the resource is; null for the account of who asks.</summary>
    public string? ResourceAccount { get; init; }
}
