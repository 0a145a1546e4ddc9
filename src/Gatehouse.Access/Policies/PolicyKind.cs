namespace Gatehouse.Access.Policies;

/// <summary>What a policy document is for. Each has its own grammar, and its own words for what is wrong.</summary>
public enum PolicyKind
{
    /// <summary>A managed policy: says resources, no principal, and is of version 2012-10-17.</summary>
    Managed,

    /// <summary>A policy inside a user or a role: as a managed one, of any version.</summary>
    Inline,

    /// <summary>A policy that narrows one session: as one inside a role.</summary>
    Session,

    /// <summary>The policy of a role that says who may assume it: says principals and <c>sts:</c> actions, no resource.</summary>
    Trust,

    /// <summary>A policy of a resource: says principals and resources.</summary>
    Resource,
}
