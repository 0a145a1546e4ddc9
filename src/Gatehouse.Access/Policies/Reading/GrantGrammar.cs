using System.Collections.Frozen;

namespace Gatehouse.Access.Policies;

/// <summary>The grammar of policies that say principals: those of roles and of resources. What is wrong is told as IAM and S3 tell it.</summary>
internal static class GrantGrammar
{
    private const string Syntax = "Syntax error in policy.";

    private static readonly FrozenSet<string> Within = FrozenSet.Create(
        StringComparer.Ordinal,
        "Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition");

    /// <summary>What is wrong with a document; null when nothing.</summary>
    /// <param name="root">The document as JSON; null when it is none.</param>
    /// <param name="kind">What it is for.</param>
    public static string? Broken(JsonNode? root, PolicyKind kind)
    {
        if (root is not JsonMap policy)
            return "This policy contains invalid Json";
        if (policy.Members.Select(member => member.Key).FirstOrDefault(name => name is not ("Version" or "Id" or "Statement")) is { } unknown)
            return $"Unknown field {unknown}";
        if (!Elements.HasKnownVersion(policy))
            return "The policy must contain a valid version string";
        if (policy["Id"] is { } id && Elements.Text(id) is null)
            return Syntax;
        if (policy["Statement"] is null)
            return "Missing required field Statement";
        if (Elements.Statements(policy["Statement"]) is not { } statements)
            return Syntax;
        if (statements.Count == 0)
            return "Could not parse the policy: Statement is empty!";

        return statements.Select(statement => BrokenStatement(statement, kind)).FirstOrDefault(broken => broken is not null) ?? BrokenSids(statements);
    }

    private static string? BrokenStatement(JsonMap statement, PolicyKind kind)
    {
        if (statement.Members.Select(member => member.Key).FirstOrDefault(name => !Within.Contains(name)) is { } unknown)
            return $"Unknown field {unknown}";
        if (statement["Effect"] is null)
            return "Missing required field Effect";
        if (Elements.Text(statement["Effect"]) is not { } effect || statement["Sid"] is { } sid && Elements.Text(sid) is null)
            return Syntax;
        if (effect is not ("Allow" or "Deny"))
            return $"Invalid effect: {effect}";
        if ((PrincipalGrammar.Broken(statement, kind) ?? BrokenActions(statement, kind) ?? BrokenResources(statement, kind)) is { } broken)
            return broken;

        return Elements.IsCondition(statement["Condition"]) && !Elements.HasBrokenTime(statement) ? BrokenScope(statement, effect) : Syntax;
    }

    private static string? BrokenSids(IReadOnlyList<JsonMap> statements)
    {
        var sids = statements.Select(statement => Elements.Text(statement["Sid"])).Where(sid => sid is { Length: > 0 }).ToList();
        return sids.Distinct(StringComparer.Ordinal).Count() < sids.Count ? "The Statement Ids in the policy are not unique" : null;
    }

    private static string? BrokenActions(JsonMap statement, PolicyKind kind)
    {
        if (statement["Action"] is not null && statement["NotAction"] is not null)
            return Syntax;
        if ((statement["Action"] ?? statement["NotAction"]) is not { } node)
            return "Missing required field Action";
        if (Elements.Texts(node) is not { } actions)
            return Syntax;
        if (actions.Count == 0)
            return "Missing required field Action cannot be empty!";
        if (kind == PolicyKind.Trust && !actions.All(action => action.StartsWith("sts:", StringComparison.OrdinalIgnoreCase)))
            return "AssumeRole policy may only specify STS AssumeRole actions.";

        return actions.All(action => Elements.BrokenAction(action) is null) ? null : "Policy has invalid action";
    }

    private static string? BrokenResources(JsonMap statement, PolicyKind kind)
    {
        if (kind == PolicyKind.Trust)
        {
            return statement["Resource"] is not null ? "Has prohibited field Resource"
                : statement["NotResource"] is not null ? "AssumeRole policy must not contain resources."
                : null;
        }

        if (statement["Resource"] is not null && statement["NotResource"] is not null)
            return Syntax;
        if ((statement["Resource"] ?? statement["NotResource"]) is not { } node)
            return "Missing required field Resource";
        if (Elements.Texts(node) is not { } names)
            return Syntax;
        if (names.Count == 0)
            return "Missing required field Resource cannot be empty!";

        return names.All(name => ResourceNames.Broken(name) is null && ResourceNames.IsLegacy(name)) ? null : "Policy has invalid resource";
    }

    // All identity pools of the world sign alike: a role that does not say which pool it means is everybody's.
    private static string? BrokenScope(JsonMap statement, string effect)
    {
        if (effect == "Deny" || !PrincipalGrammar.Names(statement["Principal"]).Any(name => name is { Family: NameFamily.Federated, Text: PrincipalGrammar.Pools }))
            return null;

        var isScoped = Elements.Conditions(statement["Condition"]).Any(condition =>
            string.Equals(condition.Key, $"{PrincipalGrammar.Pools}:aud", StringComparison.OrdinalIgnoreCase)
            && condition.Operator.Replace("ForAnyValue:", "", StringComparison.Ordinal) is "StringEquals" or "StringEqualsIgnoreCase" or "StringLike"
            && condition.Values.Count > 0 && condition.Values.All(value => value.AsSpan().IndexOfAnyExcept('*', '?') >= 0));
        return isScoped ? null : "A condition block must be present for the Cognito provider";
    }
}
