namespace Gatehouse.Identity;

/// <summary>What tokens say of a person's groups.</summary>
/// <param name="Names">The groups, the one of lowest precedence first; equal ones by name.</param>
/// <param name="Roles">The roles of the groups in the same order, each once.</param>
/// <param name="Preferred">The role of lowest precedence; null when there is none, or more than one.</param>
public sealed record GroupClaims(IReadOnlyList<string> Names, IReadOnlyList<string> Roles, string? Preferred)
{
    /// <summary>For a person in no group.</summary>
    public static readonly GroupClaims None = new([], [], null);

    /// <summary>For a person in these groups.</summary>
    public static GroupClaims Of(IEnumerable<Group> groups)
    {
        var ordered = groups.OrderBy(Rank).ThenBy(group => group.Name, StringComparer.Ordinal).ToList();
        var giving = ordered.FindAll(group => group.Role is not null);
        var first = giving.TakeWhile(group => Rank(group) == Rank(giving[0])).Select(group => group.Role).Distinct(StringComparer.Ordinal).ToList();
        return new(
            [.. ordered.Select(group => group.Name)],
            [.. giving.Select(group => group.Role!).Distinct(StringComparer.Ordinal)],
            first.Count == 1 ? first[0] : null);
    }

    private static long Rank(Group group) => group.Precedence ?? long.MaxValue;
}
