using Gatehouse.Access.Policies;
using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>
/// Policies that say who may take on a role. They are kept with the ids of the users and roles of the account, so that nobody is trusted for
/// the name of somebody who is gone, and shown with the ARNs of those who are there.
/// </summary>
public sealed class TrustDocuments(IParts<IamUser> users, IParts<IamRole> roles, Realm realm)
{
    private const int Largest = 4096;

    /// <summary>A policy as it is to be kept; a fault when it is none, is too large, or names a user or role of the account that is not there.</summary>
    public async ValueTask<Reply<string>> Read(string document, Call call)
    {
        if (Documents.Broken(document, PolicyKind.Trust) is { } malformed)
            return malformed;
        if (Documents.SizeOf(document) > Largest)
            return Faults.LimitExceeded($"Cannot exceed quota for ACLSizePerRole: {Largest}");

        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var arn in PrincipalTexts.In(document).Where(IsOfAccount))
        {
            if (await IdOf(arn, call) is not { } id)
                return Faults.MalformedPolicyDocument($"Invalid principal in policy: \"AWS\":\"{arn}\"");

            ids.Add(arn, id);
        }

        return PrincipalTexts.Replace(document, ids);
    }

    /// <summary>A role whose policy shows whom it names.</summary>
    public async ValueTask<IamRole> Show(IamRole role, Call call) => (await Show([role], call))[0];

    /// <summary>Roles whose policies show whom they name: by ARN who is there, by id who is gone.</summary>
    public async ValueTask<IReadOnlyList<IamRole>> Show(IReadOnlyList<IamRole> some, Call call)
    {
        var named = some.SelectMany(role => PrincipalTexts.In(role.Trust)).ToHashSet(StringComparer.Ordinal);
        var arns = new Dictionary<string, string>(StringComparer.Ordinal);
        if (named.Any(name => name.StartsWith("AIDA", StringComparison.Ordinal)))
        {
            foreach (var user in await users.All("", "", call.Aborted))
                arns[user.Id] = user.ArnIn(realm.AccountId);
        }

        if (named.Any(name => name.StartsWith("AROA", StringComparison.Ordinal)))
        {
            foreach (var role in await roles.All("", "", call.Aborted))
                arns[role.Id] = role.ArnIn(realm.AccountId);
        }

        return [.. some.Select(role => role with { Trust = PrincipalTexts.Replace(role.Trust, arns) })];
    }

    private bool IsOfAccount(string name) =>
        name.Split(':', 6) is ["arn", _, "iam", "", var account, not "root"] && account == realm.AccountId;

    private async ValueTask<string?> IdOf(string arn, Call call)
    {
        // No name and no path has other characters, and not every store can be asked for them.
        if (arn.AsSpan().ContainsAnyExceptInRange('!', '~'))
            return null;

        var key = IamRole.KeyOf(arn[(arn.LastIndexOf('/') + 1)..]);
        if (await users.Find("", "", key, call.Aborted) is { } user && user.ArnIn(realm.AccountId) == arn)
            return user.Id;

        return await roles.Find("", "", key, call.Aborted) is { } role && role.ArnIn(realm.AccountId) == arn ? role.Id : null;
    }
}
