namespace Gatehouse.Identity;

/// <summary>Finds managed policies by ARN: the installation's own, and those that are built in.</summary>
public sealed class ManagedPolicies(IParts<ManagedPolicy> policies, Realm realm)
{
    /// <summary>The policy; null when there is none of that ARN.</summary>
    public async ValueTask<ManagedPolicy?> Find(string arn, CancellationToken ct)
    {
        if (BuiltInPolicies.Find(arn) is { } builtIn)
            return builtIn;

        return KeyOf(arn) is { } key && await policies.Find("", "", key, ct) is { } policy && policy.ArnIn(realm.AccountId) == arn ? policy : null;
    }

    /// <summary>Under what a policy of that ARN is kept; null where none of this installation has such an ARN.</summary>
    public string? KeyOf(string arn) => arn.StartsWith($"arn:aws:iam::{realm.AccountId}:policy/", StringComparison.Ordinal)
        ? IamRole.KeyOf(arn[(arn.LastIndexOf('/') + 1)..])
        : null;
}
