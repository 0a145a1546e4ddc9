using Gatehouse.Contracts.Iam;
using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;
using Gatehouse.Operations.IdentityPools;
using Gatehouse.Operations.UserPools;

namespace Gatehouse.Operations;

/// <summary>What is known of a request besides who makes it: the condition keys that its policies may ask for.</summary>
public sealed class RequestFacts(Realm realm, PoolArns arns, IdentityPoolArns identityArns, IPools pools, IIdentityPools identityPools)
{
    private const string ResourceTag = "aws:ResourceTag/";
    private const string RequestTag = "aws:RequestTag/";

    /// <summary>The keys, each with its values.</summary>
    public async ValueTask<IReadOnlyDictionary<string, IReadOnlyList<string>>> Of(object request, Call call)
    {
        var facts = new Dictionary<string, IReadOnlyList<string>>
        {
            ["aws:SecureTransport"] = [realm.PublicUrl.StartsWith("https:", StringComparison.Ordinal) ? "true" : "false"],
        };
        if (call.Address is { } address)
            facts["aws:SourceIp"] = [(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString()];
        if (call.UserAgent is { } agent)
            facts["aws:UserAgent"] = [agent];
        if (call.SignedRegion is { } region)
            facts["aws:RequestedRegion"] = [region];

        Tell(facts, TagsOf(request));
        foreach (var (key, value) in await TagsOfPool(request, call))
            facts[ResourceTag + key] = [value];
        foreach (var (key, value) in OfIam(request))
            facts[key] = [value];
        return facts;
    }

    private static void Tell(Dictionary<string, IReadOnlyList<string>> facts, IEnumerable<KeyValuePair<string, string>> tags)
    {
        var all = tags.ToList();
        foreach (var (key, value) in all)
            facts[RequestTag + key] = [value];
        if (all.Count > 0)
            facts["aws:TagKeys"] = [.. all.Select(tag => tag.Key)];
    }

    // Of a pool that a call cannot reach nothing is told: whoever asks for its tags sees what they see of one that nobody made.
    private async ValueTask<IReadOnlyDictionary<string, string>> TagsOfPool(object request, Call call)
    {
        var arn = Given(request, "ResourceArn");
        var poolId = arn is not null && !arns.PoolOf(arn).Refused(out _, out var named) ? named : Given(request, "UserPoolId");
        if (poolId is { Length: <= 55 } && await pools.Find(poolId, call.Aborted) is { } pool && IsNear(call, pool.Region, pool.Replicas.Select(replica => replica.Region)))
            return PoolTags.Of(pool);

        var identityPoolId = arn is not null && !identityArns.PoolOf(arn).Refused(out _, out named) ? named : Given(request, "IdentityPoolId");
        return identityPoolId is not null && await identityPools.Find(identityPoolId, call.Aborted) is { } identities && IsNear(call, identities.Region, [])
            ? identities.Tags
            : new Dictionary<string, string>();
    }

    private static bool IsNear(Call call, string region, IEnumerable<string> copies) =>
        call.SignedRegion is not { } signed || signed == region || copies.Contains(signed);

    private static string? Given(object request, string member) => request.GetType().GetProperty(member)?.GetValue(request) as string;

    private static IEnumerable<KeyValuePair<string, string>> TagsOf(object request) => request switch
    {
        CreateUserPoolRequest pool => pool.UserPoolTags ?? new Dictionary<string, string>(),
        UpdateUserPoolRequest pool => pool.UserPoolTags ?? new Dictionary<string, string>(),
        Contracts.UserPools.TagResourceRequest tagged => tagged.Tags,
        Contracts.IdentityPools.TagResourceInput tagged => tagged.Tags,
        Contracts.IdentityPools.CreateIdentityPoolInput pool => pool.IdentityPoolTags ?? new Dictionary<string, string>(),
        Contracts.IdentityPools.IdentityPool pool => pool.IdentityPoolTags ?? new Dictionary<string, string>(),
        _ => Listed(request.GetType().GetProperty("Tags")?.GetValue(request)),
    };

    private static IEnumerable<KeyValuePair<string, string>> Listed(object? tags) => tags switch
    {
        IReadOnlyList<Tag> ofIam => ofIam.Select(tag => KeyValuePair.Create(tag.Key, tag.Value)),
        IReadOnlyList<Contracts.Sts.Tag> ofSession => ofSession.Select(tag => KeyValuePair.Create(tag.Key, tag.Value)),
        _ => [],
    };

    private static IEnumerable<(string Key, string Value)> OfIam(object request) => request switch
    {
        AttachRolePolicyRequest role                    => [("iam:PolicyARN", role.PolicyArn)],
        AttachUserPolicyRequest user                    => [("iam:PolicyARN", user.PolicyArn)],
        DetachRolePolicyRequest role                    => [("iam:PolicyARN", role.PolicyArn)],
        DetachUserPolicyRequest user                    => [("iam:PolicyARN", user.PolicyArn)],
        CreateRoleRequest { PermissionsBoundary: { } b } => [("iam:PermissionsBoundary", b)],
        CreateUserRequest { PermissionsBoundary: { } b } => [("iam:PermissionsBoundary", b)],
        _                                               => [],
    };
}
