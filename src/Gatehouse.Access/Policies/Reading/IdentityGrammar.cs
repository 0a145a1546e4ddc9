using System.Collections.Frozen;

namespace Gatehouse.Access.Policies;

/// <summary>
/// The grammar of policies that are attached to somebody. What is wrong is told in the order, and in the words, in which IAM tells it.
/// </summary>
internal static class IdentityGrammar
{
    private const string Syntax = "Syntax errors in policy.";
    private const string Legacy = "The policy failed legacy parsing";

    private static readonly FrozenSet<string> Top = FrozenSet.Create(StringComparer.Ordinal, "Version", "Id", "Statement");

    private static readonly FrozenSet<string> Within = FrozenSet.Create(
        StringComparer.Ordinal,
        "Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Principal", "NotPrincipal", "Condition");

    /// <summary>What is wrong with a document; null when nothing.</summary>
    /// <param name="root">The document as JSON; null when it is none.</param>
    /// <param name="kind">What it is for.</param>
    public static string? Broken(JsonNode? root, PolicyKind kind)
    {
        if (root is not JsonMap policy || !IsPolicy(policy) || Elements.Statements(policy["Statement"]) is not { Count: > 0 } statements)
            return Syntax;
        if (!statements.All(IsStatement))
            return Syntax;
        if (kind == PolicyKind.Managed && Elements.Text(policy["Version"]) != Elements.Version2012)
            return "Policy document must be version 2012-10-17 or greater.";
        if (statements.Any(statement => (statement["Principal"] ?? statement["NotPrincipal"]) is not null))
            return "Policy document should not specify a principal.";
        if (statements.Any(IsLegacyBroken))
            return Legacy;

        return BrokenIn(statements);
    }

    private static string? BrokenIn(IReadOnlyList<JsonMap> statements)
    {
        var resource = statements.SelectMany(Resources).Select(ResourceNames.Broken).FirstOrDefault(broken => broken is not null);
        if (resource is null && !statements.SelectMany(Resources).All(ResourceNames.IsLegacy))
            return Legacy;

        var sids = statements.Select(statement => Elements.Text(statement["Sid"])).Where(sid => sid is { Length: > 0 }).ToList();
        if (sids.Distinct(StringComparer.Ordinal).Count() < sids.Count)
            return "Statement IDs (SID) in a single policy must be unique.";
        if (!sids.All(sid => sid!.All(char.IsAsciiLetterOrDigit)))
            return "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*";

        var actions = statements.Select(statement => Elements.Texts(statement["Action"] ?? statement["NotAction"]) ?? []).ToList();
        if (actions.Any(list => list.Count == 0))
            return "Policy statement must contain actions.";

        // An action of the wrong form is told before that there is no resource, and after one that is no name.
        var action = actions.SelectMany(list => list).Select(Elements.BrokenAction).FirstOrDefault(broken => broken is not null);
        return resource ?? action ?? (statements.All(statement => Resources(statement).Any()) ? null : "Policy statement must contain resources.");
    }

    private static bool IsPolicy(JsonMap policy) =>
        policy.Members.All(member => Top.Contains(member.Key))
        && Elements.HasKnownVersion(policy)
        && (policy["Id"] is null || Elements.Text(policy["Id"]) is not null);

    private static bool IsStatement(JsonMap statement) =>
        statement.Members.All(member => Within.Contains(member.Key))
        && !(statement["Action"] is not null && statement["NotAction"] is not null)
        && !(statement["Resource"] is not null && statement["NotResource"] is not null)
        && (Is(statement, "Allow") || Is(statement, "Deny"))
        && (statement["Sid"] is null || Elements.Text(statement["Sid"]) is not null)
        && ((string[])["Action", "NotAction", "Resource", "NotResource"]).All(name => statement[name] is null || Elements.Texts(statement[name]) is not null)
        && Elements.IsCondition(statement["Condition"]);

    private static bool Is(JsonMap statement, string effect) => string.Equals(Elements.Text(statement["Effect"]), effect, StringComparison.OrdinalIgnoreCase);

    private static bool IsLegacyBroken(JsonMap statement) =>
        Elements.Text(statement["Effect"]) is not ("Allow" or "Deny") || Elements.HasBrokenTime(statement);

    private static IEnumerable<string> Resources(JsonMap statement) => Elements.Texts(statement["Resource"] ?? statement["NotResource"]) ?? [];
}
