namespace Gatehouse.Access.Policies;

/// <summary>What kind of caller a subject is.</summary>
public enum SubjectKind
{
    /// <summary>Nobody in particular: the request is not signed.</summary>
    Anonymous,

    /// <summary>The account itself.</summary>
    Root,

    /// <summary>A user of the account.</summary>
    User,

    /// <summary>Temporary credentials of a role.</summary>
    RoleSession,

    /// <summary>Temporary credentials that a user asked for in another name.</summary>
    FederatedUser,

    /// <summary>Somebody whom an identity provider vouches for, about to assume a role.</summary>
    Federated,

    /// <summary>A service.</summary>
    Service,
}

/// <summary>Who makes a request.</summary>
public sealed record Subject
{
    private Subject(SubjectKind kind, string? arn = null)
    {
        (Kind, Arn) = (kind, arn);
        Account = arn?.Split(':', 6) is [_, _, _, _, { Length: > 0 } account, _] ? account : null;
    }

    /// <summary>Nobody in particular.</summary>
    public static Subject Anonymous { get; } = new(SubjectKind.Anonymous);

    /// <summary>What kind of caller it is.</summary>
    public SubjectKind Kind { get; }

    /// <summary>The name of who calls, for a session the session's; null for those who have none.</summary>
    public string? Arn { get; }

    /// <summary>The twelve digits of the account; null for those who have none.</summary>
    public string? Account { get; }

    /// <summary>The role or user whose session it is; null when it is no session.</summary>
    public string? Entity { get; private init; }

    /// <summary>The unique id of the user, or of the session's role or user: <c>AIDA…</c>, <c>AROA…</c>; null when it has none.</summary>
    public string? UniqueId { get; private init; }

    /// <summary>The identity provider that vouches, also for a session it led to, or the host name of the service; null for none.</summary>
    public string? Provider { get; init; }

    /// <summary>The canonical id of the account, 64 hexadecimal digits; null when nobody asked for it.</summary>
    public string? CanonicalId { get; init; }

    /// <summary>The account itself.</summary>
    /// <param name="account">Twelve digits.</param>
    public static Subject Root(string account) => new(SubjectKind.Root, $"arn:aws:iam::{account}:root");

    /// <summary>A user.</summary>
    /// <param name="arn">As <c>arn:aws:iam::123456789012:user/path/ann</c>.</param>
    /// <param name="id">As <c>AIDA…</c>.</param>
    public static Subject User(string arn, string? id = null) => new(SubjectKind.User, arn) { UniqueId = id };

    /// <summary>A session of a role.</summary>
    /// <param name="arn">As <c>arn:aws:sts::123456789012:assumed-role/role/session</c>, without the role's path.</param>
    /// <param name="role">As <c>arn:aws:iam::123456789012:role/path/role</c>.</param>
    /// <param name="roleId">As <c>AROA…</c>.</param>
    public static Subject RoleSession(string arn, string role, string? roleId = null) =>
        new(SubjectKind.RoleSession, arn) { Entity = role, UniqueId = roleId };

    /// <summary>A session that a user asked for in another name.</summary>
    /// <param name="arn">As <c>arn:aws:sts::123456789012:federated-user/name</c>.</param>
    /// <param name="user">The user who asked.</param>
    public static Subject FederatedUser(string arn, string user) => new(SubjectKind.FederatedUser, arn) { Entity = user };

    /// <summary>Somebody whom an identity provider vouches for.</summary>
    /// <param name="provider">As <c>cognito-identity.amazonaws.com</c>, or the name of an OIDC or SAML provider.</param>
    public static Subject Federated(string provider) => new(SubjectKind.Federated) { Provider = provider };

    /// <summary>A service.</summary>
    /// <param name="host">As <c>lambda.amazonaws.com</c>.</param>
    public static Subject Service(string host) => new(SubjectKind.Service) { Provider = host };

    /// <summary>Whether policies are attached to it, so that it may do something by them.</summary>
    internal bool HasIdentity => Kind is SubjectKind.Root or SubjectKind.User or SubjectKind.RoleSession or SubjectKind.FederatedUser;

    /// <summary>What <c>aws:PrincipalType</c> says.</summary>
    internal string TypeName => Kind switch
    {
        SubjectKind.Root => "Account",
        SubjectKind.User => "User",
        SubjectKind.RoleSession => "AssumedRole",
        SubjectKind.FederatedUser => "FederatedUser",
        SubjectKind.Federated => "FederatedUser",
        SubjectKind.Service => "Service",
        _ => "Anonymous",
    };

    /// <summary>What <c>aws:userid</c> says.</summary>
    internal string? UserId => Kind switch
    {
        SubjectKind.Root => Account,
        SubjectKind.RoleSession when UniqueId is not null => $"{UniqueId}:{Last}",
        SubjectKind.FederatedUser => $"{Account}:{Last}",
        _ => UniqueId,
    };

    /// <summary>What <c>aws:username</c> says: sessions have none.</summary>
    internal string? UserName => Kind == SubjectKind.User ? Last : null;

    private string? Last => Arn?[(Arn.LastIndexOf('/') + 1)..];
}
