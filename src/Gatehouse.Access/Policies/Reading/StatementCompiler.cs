using System.Collections.Immutable;

namespace Gatehouse.Access.Policies;

/// <summary>Makes statements of a document whose grammar was found right.</summary>
internal static class StatementCompiler
{
    /// <summary>Compiles all statements of a policy.</summary>
    public static ImmutableArray<PolicyStatement> Compile(JsonMap policy)
    {
        var variables = Elements.Text(policy["Version"]) == Elements.Version2012;
        return [.. Elements.Statements(policy["Statement"])!.Select((statement, index) => Compile(statement, index, variables))];
    }

    private static PolicyStatement Compile(JsonMap statement, int index, bool variables)
    {
        var actions = Patterns(statement, "Action", "NotAction", Comparing.Texts, Action);
        var resources = Patterns(statement, "Resource", "NotResource", Comparing.Arns, name => Resource(name, variables));
        return new(actions!, resources, Principals(statement), Conditions(statement["Condition"], variables))
        {
            Index = index,
            Sid = Elements.Text(statement["Sid"]),
            Effect = Elements.Text(statement["Effect"]) == "Allow" ? Effect.Allow : Effect.Deny,
            Start = statement.Start,
            End = statement.End,
        };
    }

    private static PatternList? Patterns(JsonMap statement, string name, string except, Comparing how, Func<string, TextPattern> compile) =>
        (statement[name] ?? statement[except]) is { } node
            ? new(statement[name] is null, [.. Elements.Texts(node)!.Select(compile)], how)
            : null;

    private static TextPattern Action(string action) => TextPattern.Compile(action.ToLowerInvariant(), wildcards: true, variablesFrom: int.MaxValue);

    private static TextPattern Resource(string name, bool variables)
    {
        var complete = ResourceNames.Complete(name);
        return TextPattern.Compile(complete, wildcards: true, variables ? BehindFifthColon(complete) : int.MaxValue);
    }

    // Before the part that names the resource a variable is only text.
    private static int BehindFifthColon(string name)
    {
        var at = 0;
        for (var colons = 0; colons < 5 && at < name.Length; at++)
            colons += name[at] == ':' ? 1 : 0;
        return at;
    }

    private static PrincipalElement? Principals(JsonMap statement) =>
        (statement["Principal"] ?? statement["NotPrincipal"]) is { } element
            ? new(statement["Principal"] is null, [.. PrincipalGrammar.Names(element)])
            : null;

    private static ImmutableArray<Condition> Conditions(JsonNode? node, bool variables) =>
    [
        .. from condition in Elements.Conditions(node)
           let how = ConditionOperator.Find(condition.Operator)!.Value
           select new Condition(condition.Key, how, [.. condition.Values.Select(value => how.Values(value, variables))]),
    ];
}
