using Gatehouse.Access.Policies;
using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>How policies come to roles and users, and go.</summary>
/// <param name="Entity"><c>role</c> or <c>user</c>, as errors say it.</param>
/// <param name="LargestInline">The most characters of all of its own policies together, white space aside.</param>
internal sealed record RightsRules(string Entity, int LargestInline)
{
    public static readonly RightsRules OfRoles = new("role", 10_240);
    public static readonly RightsRules OfUsers = new("user", 2048);

    public Reply<Rights> Put(IHasRights holder, string name, string document)
    {
        if (Documents.Broken(document, PolicyKind.Inline) is { } fault)
            return fault;

        var rights = holder.Rights.With(name, document);
        return rights.Inline.Values.Sum(Documents.SizeOf) > LargestInline
            ? Faults.LimitExceeded($"Maximum policy size of {LargestInline} bytes exceeded for {Entity} {holder.Name}")
            : rights;
    }

    public Reply<string> Get(IHasRights holder, string name) => holder.Rights.Inline.TryGetValue(name, out var document) ? document : NoPolicy(name);

    public Reply<Rights> Remove(IHasRights holder, string name) => holder.Rights.Inline.ContainsKey(name) ? holder.Rights.Without(name) : NoPolicy(name);

    public Reply<Rights> Attach(IHasRights holder, string arn)
    {
        var rights = holder.Rights.Attach(arn);
        return rights.Attached.Count > Rights.MostAttached
            ? Faults.LimitExceeded($"Cannot exceed quota for PoliciesPer{char.ToUpperInvariant(Entity[0])}{Entity[1..]}: {Rights.MostAttached}")
            : rights;
    }

    public static Reply<Rights> Detach(IHasRights holder, string arn) =>
        holder.Rights.Attached.Contains(arn) ? holder.Rights.Detach(arn) : Faults.NoSuchEntity($"Policy {arn} was not found.");

    /// <summary>Why something that has rights cannot be removed; null when it can.</summary>
    public static Fault? Keeps(IHasRights holder) => holder.Rights switch
    {
        { Attached.Count: > 0 } => Faults.DeleteConflict("Cannot delete entity, must detach all policies first."),
        { Inline.Count: > 0 } => Faults.DeleteConflict("Cannot delete entity, must delete policies first."),
        _ => null,
    };

    private Fault NoPolicy(string name) => Faults.NoSuchEntity($"The {Entity} policy with name {name} cannot be found.");
}
