using Gatehouse.Access.Policies;
using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>What is to be tried out.</summary>
/// <param name="Subject">Who would ask.</param>
/// <param name="Policies">The policies that would have a say.</param>
/// <param name="Actions">What they would do.</param>
/// <param name="Resources">To what; null for everything.</param>
/// <param name="Context">What would be known.</param>
public sealed record Trial(
    Subject Subject, PolicySet Policies, IReadOnlyList<string> Actions, IReadOnlyList<string>? Resources, IReadOnlyList<ContextEntry>? Context);

/// <summary>Tries policies out: what would be decided, and by which statements.</summary>
public sealed class Simulator(Markers markers)
{
    // AWS answers so, though its list of values does not have it.
    private const string Given = "IAM Policy";

    /// <summary>Decides every action on every resource.</summary>
    /// <param name="trial">What is tried.</param>
    /// <param name="marker">The caller's marker.</param>
    /// <param name="most">The caller's <c>MaxItems</c>.</param>
    public Reply<SimulatePolicyResponse> Run(Trial trial, string? marker, int? most)
    {
        var context = new RequestContext().Describe(trial.Subject);
        foreach (var entry in trial.Context ?? [])
            context.Add(entry.ContextKeyName ?? "", entry.ContextKeyValues ?? []);

        var resources = trial.Resources is { Count: > 0 } ? trial.Resources : ["*"];
        var asked = trial.Actions.SelectMany((action, i) => resources.Select((resource, j) => (Action: action, Resource: resource, Key: $"{i:D6} {j:D6}")));
        if (markers.Cut("Simulate", asked, one => one.Key, marker, most).Refused(out var fault, out var page))
            return fault;

        return new SimulatePolicyResponse
        {
            EvaluationResults = [.. page.Items.Select(one => Write(one.Action, Authorizer.Explain(new(trial.Subject, one.Action, [one.Resource], context), trial.Policies)[0]))],
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }

    /// <summary>Reads policies that were only given along.</summary>
    /// <param name="documents">The documents.</param>
    /// <param name="name">By what they are called: <c>PolicyInputList.1</c>.</param>
    /// <param name="kind">What they are.</param>
    public static Reply<List<Gatehouse.Access.Policies.AttachedPolicy>> Read(IReadOnlyList<string>? documents, string name, PolicyKind kind = PolicyKind.Inline)
    {
        var read = new List<Gatehouse.Access.Policies.AttachedPolicy>();
        foreach (var document in documents ?? [])
        {
            if (!Gatehouse.Access.Policies.Policy.TryRead(document, kind, out var policy, out var reason))
                return Faults.InvalidInput(reason);
            read.Add(new(policy, $"{name}.{read.Count + 1}"));
        }

        return read;
    }

    private static EvaluationResult Write(string action, Explanation said) => new()
    {
        EvalActionName = action,
        EvalResourceName = said.Resource,
        EvalDecision = said.Decision.Verdict switch
        {
            Verdict.Allowed      => PolicyEvaluationDecisionType.Allowed,
            Verdict.ExplicitDeny => PolicyEvaluationDecisionType.ExplicitDeny,
            _                    => PolicyEvaluationDecisionType.ImplicitDeny,
        },
        MatchedStatements = [.. said.Matched.Select(Write)],
        MissingContextValues = said.MissingKeys,
        PermissionsBoundaryDecisionDetail = said.AllowedByBoundary is { } allowed ? new() { AllowedByPermissionsBoundary = allowed } : null,
    };

    private static Statement Write(MatchedStatement matched) => new()
    {
        SourcePolicyId = matched.Policy.Name,
        SourcePolicyType = matched.Policy.Source switch
        {
            PolicySource.User        => PolicySourceType.User,
            PolicySource.Group       => PolicySourceType.Group,
            PolicySource.Role        => PolicySourceType.Role,
            PolicySource.AwsManaged  => PolicySourceType.Aws_managed,
            PolicySource.UserManaged => PolicySourceType.User_managed,
            PolicySource.Resource    => PolicySourceType.Resource,
            _                        => Given,
        },
        StartPosition = new() { Line = matched.Statement.Start.Line, Column = matched.Statement.Start.Column },
        EndPosition = new() { Line = matched.Statement.End.Line, Column = matched.Statement.End.Column },
    };
}
