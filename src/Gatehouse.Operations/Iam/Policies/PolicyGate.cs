using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Finds and changes managed policies, and says who uses them.</summary>
public sealed class PolicyGate(ManagedPolicies library, IParts<ManagedPolicy> policies, IParts<IamRole> roles, IParts<IamUser> users)
{
    /// <summary>The policy of an ARN.</summary>
    public async ValueTask<Reply<ManagedPolicy>> Find(string arn, Call call) =>
        await library.Find(arn, call.Aborted) is { } policy ? policy : arn.StartsWith("arn:aws:iam::", StringComparison.Ordinal) ? Unknown(arn) : Faults.InvalidInput($"ARN {arn} is not valid.");

    /// <summary>The policies of the installation, and those built in.</summary>
    public async ValueTask<IReadOnlyList<ManagedPolicy>> All(bool own, bool builtIn, Call call) =>
        [.. own ? await policies.All("", "", call.Aborted) : [], .. builtIn ? BuiltInPolicies.All : []];

    /// <summary>Adds a policy, unless its name is taken.</summary>
    public async ValueTask<Fault?> Add(ManagedPolicy policy, Call call) => ReferenceEquals((await policies.Add(policy, call.Aborted)).Part, policy)
        ? null
        : Faults.EntityAlreadyExists($"A policy called {policy.Name} already exists. Duplicate names are not allowed.");

    /// <summary>Changes a policy in one atomic step, or answers the fault of the change; then nothing is stored. Null removes it.</summary>
    public async ValueTask<Fault?> Change(string arn, Func<ManagedPolicy, Reply<Changed>> change, Call call)
    {
        if ((await Find(arn, call)).Refused(out var fault, out var found))
            return fault;
        if (BuiltInPolicies.Has(found))
            return new Fault("AccessDenied", $"Policy {arn} is built in and cannot be changed.", 403);

        await policies.Change(
            "",
            "",
            found.Key,
            there =>
            {
                if (there?.Id != found.Id)
                {
                    fault = Unknown(arn);
                    return there;
                }

                return change(there).Refused(out fault, out var changed) ? there : changed.Policy;
            },
            call.Aborted);
        return fault;
    }

    /// <summary>Roles and users, each with how they use a policy.</summary>
    public async ValueTask<IReadOnlyList<PolicyUse>> Uses(string? arn, Call call)
    {
        IEnumerable<IHasRights> holders = [.. await roles.All("", "", call.Aborted), .. await users.All("", "", call.Aborted)];
        return
        [
            .. from holder in holders
               from use in holder.Rights.Attached.Select(one => new PolicyUse(holder, one, false))
                   .Concat(holder.Rights.Boundary is { } bound ? [new(holder, bound, true)] : [])
               where arn is null || use.Arn == arn
               select use,
        ];
    }

    private static Fault Unknown(string arn) => Faults.NoSuchEntity($"Policy {arn} was not found.");
}

/// <summary>A policy as it shall be.</summary>
/// <param name="Policy">Null to remove it.</param>
public sealed record Changed(ManagedPolicy? Policy);

/// <summary>How a role or a user uses a managed policy.</summary>
/// <param name="Holder">The role or user.</param>
/// <param name="Arn">The policy.</param>
/// <param name="IsBound">As bound, not as permission.</param>
public sealed record PolicyUse(IHasRights Holder, string Arn, bool IsBound)
{
    /// <summary>How often a policy is attached, and how often it is a bound.</summary>
    public static (int Attached, int Bounds) Count(IEnumerable<PolicyUse> uses) => (uses.Count(use => !use.IsBound), uses.Count(use => use.IsBound));
}
