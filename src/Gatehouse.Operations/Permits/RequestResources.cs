using System.Collections.Concurrent;
using System.Reflection;
using Gatehouse.Access;
using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;
using Gatehouse.Operations.IdentityPools;

namespace Gatehouse.Operations;

/// <summary>Says what a request is about, by ARN, as AWS's service authorization reference lists it.</summary>
public sealed class RequestResources(Realm realm, IdentityPoolArns arns, IParts<IamRole> roles, IParts<IamUser> users)
{
    private static readonly IReadOnlyList<string> Everything = ["*"];
    private static readonly ConcurrentDictionary<(Type Request, string Member), PropertyInfo?> Members = new();

    /// <summary>The ARNs; <c>*</c> for an action on nothing in particular.</summary>
    public async ValueTask<IReadOnlyList<string>> Of(Operation operation, object request, Call call) => operation.Service switch
    {
        "cognito-idp"      => One(Given(request, "ResourceArn") ?? UserPool(request)),
        "cognito-identity" => One(IdentityPool(request)),
        "iam"              => One(await Iam(request, call)),
        "sts"              => One(Federated(request)),
        _                  => Everything,
    };

    private static IReadOnlyList<string> One(string? arn) => arn is null ? Everything : [arn];

    private string? UserPool(object request) =>
        Given(request, "UserPoolId") is { } id && id.IndexOf('_', StringComparison.Ordinal) > 0 ? realm.PoolArn(id) : null;

    // A pool has one name in policies, however a request may spell it.
    private string? IdentityPool(object request)
    {
        var id = Given(request, "IdentityPoolId");
        if (Given(request, "ResourceArn") is { } arn && arns.PoolOf(arn).Refused(out _, out id))
            return arn;

        return id?.Split(':', 2) is [var region, _] ? $"arn:aws:cognito-identity:{region}:{realm.AccountId}:identitypool/{id}" : null;
    }

    private string? Federated(object request) =>
        request is Contracts.Sts.GetFederationTokenRequest federation ? $"arn:aws:sts::{realm.AccountId}:federated-user/{federation.Name}" : null;

    private async ValueTask<string?> Iam(object request, Call call) => request switch
    {
        CreateRoleRequest role     => $"arn:aws:iam::{realm.AccountId}:role{role.Path ?? "/"}{role.RoleName}",
        CreateUserRequest user     => $"arn:aws:iam::{realm.AccountId}:user{user.Path ?? "/"}{user.UserName}",
        CreatePolicyRequest policy => $"arn:aws:iam::{realm.AccountId}:policy{policy.Path ?? "/"}{policy.PolicyName}",
        CreateSAMLProviderRequest provider => $"arn:aws:iam::{realm.AccountId}:saml-provider/{provider.Name}",
        CreateOpenIDConnectProviderRequest provider => $"arn:aws:iam::{realm.AccountId}:oidc-provider/{provider.Url.Replace("https://", "", StringComparison.OrdinalIgnoreCase).TrimEnd('/')}",
        GetAccessKeyLastUsedRequest key => await users.ByClaim(IamUser.ClaimOf(key.AccessKeyId), call.Aborted) is { } owner ? owner.ArnIn(realm.AccountId) : null,
        SimulatePrincipalPolicyRequest simulation => simulation.PolicySourceArn,
        _ => await Holder(request, call) ?? Given(request, "PolicyArn") ?? Given(request, "OpenIDConnectProviderArn") ?? Given(request, "SAMLProviderArn"),
    };

    private async ValueTask<string?> Holder(object request, Call call)
    {
        if (Given(request, "RoleName") is { } role)
            return await roles.Find("", "", IamRole.KeyOf(role), call.Aborted) is { } there ? there.ArnIn(realm.AccountId) : $"arn:aws:iam::{realm.AccountId}:role/{role}";
        if (Member(request, "UserName") is null)
            return null;

        var user = Given(request, "UserName") ?? (call.Caller as UserPrincipal)?.Name;
        return user is null ? null
            : await users.Find("", "", IamRole.KeyOf(user), call.Aborted) is { } found ? found.ArnIn(realm.AccountId)
            : $"arn:aws:iam::{realm.AccountId}:user/{user}";
    }

    private static string? Given(object request, string member) => Member(request, member)?.GetValue(request) as string;

    private static PropertyInfo? Member(object request, string member) =>
        Members.GetOrAdd((request.GetType(), member), key => key.Request.GetProperty(key.Member, typeof(string)));
}
