namespace Gatehouse.Access.Policies;

/// <summary>What a comparison came to.</summary>
internal enum Match
{
    /// <summary>They differ.</summary>
    No,

    /// <summary>They go together.</summary>
    Yes,

    /// <summary>It cannot be said: the policy names a value that the request does not have, or one that means nothing.</summary>
    Unknown,
}
