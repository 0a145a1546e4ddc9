namespace Gatehouse.Identity;

/// <summary>How linking an identity ended.</summary>
public enum LinkResult
{
    /// <summary>It is linked.</summary>
    Linked,

    /// <summary>It was linked to this person before.</summary>
    Known,

    /// <summary>The person has as many as one may have.</summary>
    TooMany,
}

/// <content>Identities at other providers.</content>
public sealed partial class User
{
    /// <summary>Nobody has more identities beside their own.</summary>
    public const int MaxLinked = 5;

    /// <summary>The identity that a provider knows by a key; null when it is not this person's.</summary>
    public LinkedIdentity? IdentityOf(IdentityKey key) => State.Identities.FirstOrDefault(identity => identity.Key == key);

    /// <summary>Whether the person came by another provider.</summary>
    public bool IsExternal => State.Identities.Any(identity => identity.IsOwn);

    /// <summary>The identity by which a new person came.</summary>
    public void BeginAs(LinkedIdentity own, DateTimeOffset now) => Apply(State with { Identities = [own] }, now);

    /// <summary>Lets a provider vouch for the person from now on.</summary>
    public LinkResult Link(LinkedIdentity identity, DateTimeOffset now)
    {
        if (IdentityOf(identity.Key) is not null)
            return LinkResult.Known;
        if (State.Identities.Count(known => !known.IsOwn) >= MaxLinked)
            return LinkResult.TooMany;

        Apply(State with { Identities = [.. State.Identities, identity] }, now);
        return LinkResult.Linked;
    }

    /// <summary>
    /// Lets a provider vouch for the person no more, and ends the sessions, for one may have begun by it. Who came by that provider is
    /// kept out. Nothing happens when the identity is not this person's.
    /// </summary>
    public void Unlink(IdentityKey key, DateTimeOffset now)
    {
        if (IdentityOf(key) is not { } identity)
            return;
        if (identity.IsOwn)
        {
            Enable(false, now);
            return;
        }

        Apply(State with { Identities = [.. State.Identities.Where(known => known != identity)] }, now);
        EndSessions();
    }

    /// <summary>Exchanges a key by attribute for the provider's own identifier of the person, which nobody else will ever have there.</summary>
    /// <returns>False when the identity is not this person's any more, or the subject is already.</returns>
    public bool Settle(IdentityKey key, string subject, DateTimeOffset now)
    {
        if (IdentityOf(key) is not { } identity || IdentityOf(key with { Attribute = null, Value = subject }) is not null)
            return false;

        var settled = identity with { Attribute = null, Value = subject };
        Apply(State with { Identities = [.. State.Identities.Select(known => known == identity ? settled : known)] }, now);
        return true;
    }

    /// <summary>The password is no way in any more, and not to be recovered: other providers are.</summary>
    public void ForgetPassword(DateTimeOffset now)
    {
        Apply(State with { Password = null, Status = UserStatus.ExternalProvider, Codes = Without(CodePurpose.Recovery) }, now);
        EndSessions();
    }
}
