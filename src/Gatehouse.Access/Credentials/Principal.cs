namespace Gatehouse.Access;

/// <summary>Who makes a signed call.</summary>
/// <param name="AccountId">The account: 12 digits.</param>
public abstract record Principal(string AccountId)
{
    /// <summary>The ARN by which policies and answers name it.</summary>
    public abstract string Arn { get; }

    /// <summary>What <c>aws:userid</c> says: stays the same for one being, and never stands for another one of the same name.</summary>
    public abstract string UserId { get; }

    /// <summary>What <c>aws:PrincipalType</c> says.</summary>
    public abstract string Type { get; }

    /// <summary>What a temporary credential says beside who it stands for; null for lasting keys.</summary>
    public SessionTerms? Session { get; init; }

    /// <summary>What a principal is named by in logs: its ARN.</summary>
    public sealed override string ToString() => Arn;
}

/// <summary>The owner of the installation, who may do everything.</summary>
/// <param name="AccountId">The account.</param>
public sealed record Root(string AccountId) : Principal(AccountId)
{
    /// <inheritdoc/>
    public override string Arn => $"arn:aws:iam::{AccountId}:root";

    /// <inheritdoc/>
    public override string UserId => AccountId;

    /// <inheritdoc/>
    public override string Type => "Account";
}

/// <summary>A user of IAM: an administrator or a program with rights of its own.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Path">Begins and ends with a slash.</param>
/// <param name="Name">The name.</param>
/// <param name="Id"><c>AIDA…</c>.</param>
public sealed record UserPrincipal(string AccountId, string Path, string Name, string Id) : Principal(AccountId)
{
    /// <inheritdoc/>
    public override string Arn => $"arn:aws:iam::{AccountId}:user{Path}{Name}";

    /// <inheritdoc/>
    public override string UserId => Id;

    /// <inheritdoc/>
    public override string Type => "User";
}

/// <summary>Somebody who assumed a role.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="RoleName">The role's name, without its path.</param>
/// <param name="RoleId"><c>AROA…</c>: a role that was made anew under the same name is another one.</param>
/// <param name="SessionName">What the session was named when it began.</param>
public sealed record RolePrincipal(string AccountId, string RoleName, string RoleId, string SessionName) : Principal(AccountId)
{
    /// <inheritdoc/>
    public override string Arn => $"arn:aws:sts::{AccountId}:assumed-role/{RoleName}/{SessionName}";

    /// <inheritdoc/>
    public override string UserId => $"{RoleId}:{SessionName}";

    /// <inheritdoc/>
    public override string Type => "AssumedRole";
}

/// <summary>Somebody to whom a user of IAM, or root, lent some of their own rights.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Name">As the lender named them.</param>
/// <param name="Lender">Whose rights, at most, they have.</param>
public sealed record FederatedPrincipal(string AccountId, string Name, Principal Lender) : Principal(AccountId)
{
    /// <inheritdoc/>
    public override string Arn => $"arn:aws:sts::{AccountId}:federated-user/{Name}";

    /// <inheritdoc/>
    public override string UserId => $"{AccountId}:{Name}";

    /// <inheritdoc/>
    public override string Type => "FederatedUser";
}
