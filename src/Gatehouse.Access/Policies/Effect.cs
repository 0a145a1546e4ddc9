namespace Gatehouse.Access.Policies;

/// <summary>What a statement does to a request that it is about.</summary>
public enum Effect
{
    /// <summary>Denies it, whatever else is said.</summary>
    Deny,

    /// <summary>Allows it.</summary>
    Allow,
}
