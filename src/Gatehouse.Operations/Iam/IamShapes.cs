using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>What answers say of roles, users, policies and keys.</summary>
public sealed class IamShapes(Realm realm)
{
    /// <summary>A role. Listings leave out its tags and its bound, as the real service does.</summary>
    public Role Write(IamRole role, bool isListed = false) => new()
    {
        Path = role.Path,
        RoleName = role.Name,
        RoleId = role.Id,
        Arn = role.ArnIn(realm.AccountId),
        CreateDate = role.Created,
        AssumeRolePolicyDocument = Documents.Encoded(role.Trust),
        Description = role.Description,
        MaxSessionDuration = (int)role.LongestSession.TotalSeconds,
        PermissionsBoundary = isListed ? null : Bound(role),
        Tags = isListed ? null : IamTags.Write(role.Tags),
    };

    /// <summary>A user. Listings leave out the tags and the bound.</summary>
    public Contracts.Iam.User Write(IamUser user, bool isListed = false) => new()
    {
        Path = user.Path,
        UserName = user.Name,
        UserId = user.Id,
        Arn = user.ArnIn(realm.AccountId),
        CreateDate = user.Created,
        PermissionsBoundary = isListed ? null : Bound(user),
        Tags = isListed ? null : IamTags.Write(user.Tags),
    };

    /// <summary>A managed policy, of the installation or built in.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="uses">How often it is attached, and how often it is a bound.</param>
    /// <param name="isListed">In a listing, which has no description and no tags.</param>
    public Policy Write(ManagedPolicy policy, (int Attached, int Bounds) uses, bool isListed = false) => new()
    {
        PolicyName = policy.Name,
        PolicyId = policy.Id,
        Arn = ArnOf(policy),
        Path = policy.Path,
        DefaultVersionId = VersionId(policy.InForce),
        AttachmentCount = uses.Attached,
        PermissionsBoundaryUsageCount = uses.Bounds,
        IsAttachable = true,
        Description = isListed ? null : policy.Description,
        CreateDate = policy.Created,
        UpdateDate = policy.Updated,
        Tags = isListed ? null : IamTags.Write(policy.Tags),
    };

    /// <summary>The ARN of a managed policy.</summary>
    public string ArnOf(ManagedPolicy policy) => policy.ArnIn(BuiltInPolicies.Has(policy) ? BuiltInPolicies.Account : realm.AccountId);

    /// <summary>A version of a policy.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="version">The version.</param>
    /// <param name="withDocument">With its document.</param>
    public static PolicyVersion Write(ManagedPolicy policy, PolicyText version, bool withDocument) => new()
    {
        Document = withDocument ? Documents.Encoded(version.Document) : null,
        VersionId = VersionId(version.Number),
        IsDefaultVersion = version.Number == policy.InForce,
        CreateDate = version.Created,
    };

    /// <summary>Policies that are attached, by ARN.</summary>
    public static AttachedPolicy Attached(string arn) => new() { PolicyName = arn[(arn.LastIndexOf('/') + 1)..], PolicyArn = arn };

    /// <summary>The path of a policy, out of its ARN.</summary>
    public static string PathOf(string arn) => arn[arn.IndexOf('/', StringComparison.Ordinal)..(arn.LastIndexOf('/') + 1)];

    /// <summary>A number of a version as <c>v1</c>.</summary>
    public static string VersionId(int number) => $"v{number}";

    private static AttachedPermissionsBoundary? Bound(IHasRights holder) => holder.Rights.Boundary is { } arn
        ? new() { PermissionsBoundaryType = PermissionsBoundaryAttachmentType.PermissionsBoundaryPolicy, PermissionsBoundaryArn = arn }
        : null;
}
