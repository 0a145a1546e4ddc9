namespace Gatehouse.Access.Policies;

/// <summary>How near a statement comes to a principal; the nearer, the less else is needed.</summary>
internal enum Grant
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>It names the account, which decides by its own policies who of it may.</summary>
    Account,

    /// <summary>It names the role, or the user, whose session asks: what bounds the session still counts.</summary>
    Entity,

    /// <summary>It names exactly who asks, or everyone.</summary>
    Direct,
}
