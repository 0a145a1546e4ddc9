using CsCheck;
using Gatehouse.Access.Policies;

namespace Gatehouse.Tests.Access.Policies;

/// <summary>What must be so whatever the policies say.</summary>
public sealed class DecisionPropertyTests
{
    private static readonly int Times = Environment.GetEnvironmentVariable("GATEHOUSE_LONG") is { Length: > 0 } ? 50_000 : 1_500;

    private static readonly Gen<string> Conditions = Given.Pick(
        "",
        ",\"Condition\":{\"StringEquals\":{\"k\":\"a\"}}",
        ",\"Condition\":{\"StringNotEquals\":{\"k\":\"a\"}}",
        ",\"Condition\":{\"StringLike\":{\"k\":\"${aws:username}*\"}}",
        ",\"Condition\":{\"StringNotLike\":{\"k\":\"${aws:username}*\"}}",
        ",\"Condition\":{\"ForAllValues:StringEquals\":{\"k\":[\"a\",\"b\"]}}",
        ",\"Condition\":{\"ForAnyValue:StringNotEquals\":{\"k\":[\"a\"]}}",
        ",\"Condition\":{\"Null\":{\"k\":\"true\"}}",
        ",\"Condition\":{\"NumericLessThanIfExists\":{\"k\":\"5\"}}");

    private static readonly Gen<string> Actions = Gen.Select(
        Given.Pick("Action", "NotAction"), Given.Pick("*", "s3:*", "s3:Get*", "S3:getobject", "s3:P?tObject", "ec2:*"), (name, value) => $"\"{name}\":\"{value}\"");

    private static readonly Gen<string> Resources = Gen.Select(
        Given.Pick("Resource", "NotResource"),
        Given.Pick("*", "arn:aws:s3:::a/*", "arn:aws:s3:::a/${aws:username}", "arn:aws:s3:::?/x", "arn:aws:s3:::b/y", "arn:aws:ec2"),
        (name, value) => $"\"{name}\":\"{value}\"");

    private static readonly Gen<string> Statements = Gen.Select(
        Given.Pick("Allow", "Deny"), Actions, Resources, Conditions, (effect, action, resource, condition) => $"{{\"Effect\":\"{effect}\",{action},{resource}{condition}}}");

    private static readonly Gen<string> Principals = Given.Pick(
        "\"*\"", "{\"AWS\":\"*\"}", $"{{\"AWS\":\"{Given.Account}\"}}", $"{{\"AWS\":\"{Given.Ann.Arn}\"}}", $"{{\"AWS\":\"{Given.Session.Entity}\"}}",
        $"{{\"AWS\":\"{Given.Session.Arn}\"}}", "{\"Service\":\"lambda.amazonaws.com\"}", "{\"Federated\":\"accounts.google.com\"}");

    private static readonly Gen<Policy> Policies = Statements.Array[1, 4].Select(statements => Read(statements));

    private static readonly Gen<AttachedPolicy[]> Attached = Policies.Array[0, 3].Select(Given.Attached);

    private static readonly Gen<AttachedPolicy?> Grants = Gen
        .Select(Principals, Statements, (principal, statement) => statement.Replace("\"Effect\"", $"\"Principal\":{principal},\"Effect\"", StringComparison.Ordinal))
        .Array[0, 3].Select(statements => statements.Length == 0 ? null : new AttachedPolicy(Read(statements, PolicyKind.Resource), "resource"));

    private static readonly Gen<PolicySet> Sets = Gen.Select(
        Attached, Attached.Null(), Attached.Array[0, 2], Grants, Given.Pick<string?>(null, Given.Account, Given.Other),
        (identity, boundary, sessions, resource, owner) => new PolicySet
        {
            Identity = identity, Boundary = boundary, Sessions = sessions, Resource = resource, ResourceAccount = owner,
        });

    private static readonly Gen<Subject> Callers = Given.Pick(
        Given.Ann, Given.Session, Given.Stranger, Subject.Anonymous, Subject.Root(Given.Account), Subject.Service("lambda.amazonaws.com"),
        Subject.Federated("accounts.google.com"), Subject.FederatedUser($"arn:aws:sts::{Given.Account}:federated-user/guest", Given.Ann.Arn!));

    private static readonly Gen<RequestContext> Contexts = Gen.Select(
        Given.Pick("a", "b", "5", "").Array[0, 2], Given.Pick("-", "a", "x", "*"),
        (values, user) =>
        {
            var context = new RequestContext().With("aws:username", user);
            context.Add("k", values);
            return context;
        });

    private static readonly Gen<AccessRequest> Requests = Gen.Select(
        Callers, Given.Pick("s3:GetObject", "s3:PutObject", "ec2:RunInstances", "iam:GetUser"),
        Given.Pick("arn:aws:s3:::a/x", "arn:aws:s3:::b/y", "arn:aws:ec2:r:1:i/x", "*").Array[1, 2], Contexts,
        (caller, action, resources, context) => new AccessRequest(caller, action, resources, context));

    [Fact]
    public void One_more_denial_never_allows_more() => Always(
        (set, request, more) => !IsAllowed(set with { Identity = [.. set.Identity, .. Denials(more)] }, request) || IsAllowed(set, request));

    [Fact]
    public void One_more_denial_by_boundary_session_or_resource_never_allows_more() => Always((set, request, more) =>
        IsAllowed(set, request)
        || !IsAllowed(set with { Boundary = set.Boundary is null ? null : [.. set.Boundary, .. Denials(more)] }, request)
            && !IsAllowed(set with { Sessions = [.. set.Sessions.Select(list => (IReadOnlyList<AttachedPolicy>)[.. list, .. Denials(more)])] }, request));

    [Fact]
    public void A_denial_that_applies_decides() => Always((set, request, _) =>
        Authorizer.Decide(request, set with { Identity = [.. set.Identity, .. Given.Attached(Given.Deny("*"))] }).Verdict == Verdict.ExplicitDeny);

    [Fact]
    public void One_permission_less_never_allows_more() => Always((set, request, _) =>
        set.Identity.All(gone => !IsAllowed(set with { Identity = [.. set.Identity.Where(kept => kept != gone || HasDenial(kept))] }, request) || IsAllowed(set, request)));

    [Fact]
    public void One_permission_more_never_denies_more() => Always(
        (set, request, more) => !IsAllowed(set, request) || IsAllowed(set with { Identity = [.. set.Identity, .. Permissions(more)] }, request));

    // Case 171: for whatever policies.
    [Fact]
    public void What_narrows_a_session_never_widens_it() => Always((set, request, more) =>
        request.Subject.Kind == SubjectKind.FederatedUser && set.Sessions.Count == 0
        || !IsAllowed(set with { Sessions = [.. set.Sessions, Given.Attached(more)] }, request) || IsAllowed(set, request));

    [Fact]
    public void What_was_handed_to_a_session_in_another_name_is_all_it_has_of_its_user() => Always((set, request, more) =>
        !IsAllowed(set with { Sessions = [Given.Attached(more)], Resource = null, ResourceAccount = null }, request)
        || IsAllowed(new() { Identity = Given.Attached(more) }, As(Given.Ann, request)));

    [Fact]
    public void A_boundary_never_widens() => Always(
        (set, request, more) => !IsAllowed(set with { Boundary = Given.Attached(more) }, request) || IsAllowed(set with { Boundary = null }, request));

    [Fact]
    public void Without_a_resource_that_speaks_nobody_has_more_than_each_layer_allows() => Always((set, request, _) =>
        !IsAllowed(set with { Resource = null }, request)
        || (request.Subject.Kind == SubjectKind.Root || IsAllowed(new() { Identity = set.Identity }, As(Given.Ann, request)))
            && (set.Boundary is null || IsAllowed(new() { Identity = set.Boundary }, As(Given.Ann, request)))
            && set.Sessions.All(list => IsAllowed(new() { Identity = list }, As(Given.Ann, request))));

    [Fact]
    public void A_role_is_never_assumed_without_its_own_word() => Always((set, request, _) =>
    {
        var trust = Given.Granting("""{"AWS":"555555555555"}""", kind: PolicyKind.Trust);
        return !IsAllowed(set with { Resource = trust }, new(request.Subject, "sts:AssumeRole", request.Resources, request.Context));
    });

    [Fact]
    public void The_order_of_policies_makes_no_difference() => Always((set, request, _) =>
        Authorizer.Decide(request, set).Verdict == Authorizer.Decide(request, set with
        {
            Identity = [.. set.Identity.Reverse()],
            Boundary = set.Boundary is null ? null : [.. set.Boundary.Reverse()],
            Sessions = [.. set.Sessions.Reverse()],
        }).Verdict);

    [Fact]
    public void The_order_of_statements_makes_no_difference() => Gen.Select(Statements.Array[1, 5], Requests).Sample(
        (statements, request) =>
            Authorizer.Decide(request, Given.Identity(Read(statements))).Verdict
            == Authorizer.Decide(request, Given.Identity(Read([.. statements.Reverse()]))).Verdict,
        iter: Times);

    [Fact]
    public void It_makes_no_difference_how_statements_are_spread_over_policies() => Gen.Select(Statements.Array[1, 5], Requests).Sample(
        (statements, request) =>
            Authorizer.Decide(request, Given.Identity(Read(statements))).Verdict
            == Authorizer.Decide(request, Given.Identity([.. statements.Select(statement => Read([statement]))])).Verdict,
        iter: Times);

    [Fact]
    public void An_explanation_says_what_was_decided() => Always((set, request, _) =>
    {
        var told = Authorizer.Explain(request, set);
        var decision = Authorizer.Decide(request, set);
        return told.All(one => one.Decision.IsAllowed) == decision.IsAllowed
            && told.Any(one => one.Decision.Verdict == Verdict.ExplicitDeny) == (decision.Verdict == Verdict.ExplicitDeny)
            && told.All(one => one.Decision.Statement is not { } statement || one.Matched.Any(match => match.Statement == statement))
            && told.All(one => one.Matched.Any(match => match.Statement.Effect == Effect.Deny) == (one.Decision.Verdict == Verdict.ExplicitDeny));
    });

    [Fact]
    public void A_statement_and_its_exception_never_both_mean_a_request() => Gen.Select(Statements, Requests).Sample(
        (statement, request) =>
        {
            var twin = statement.Contains("\"NotAction\"", StringComparison.Ordinal)
                ? statement.Replace("\"NotAction\"", "\"Action\"", StringComparison.Ordinal)
                : statement.Replace("\"Action\"", "\"NotAction\"", StringComparison.Ordinal);
            return !Means(statement, request) || !Means(twin, request);
        },
        iter: Times);

    private static void Always(Func<PolicySet, AccessRequest, Policy, bool> holds) => Gen.Select(Sets, Requests, Policies).Sample(holds, iter: Times);

    private static bool Means(string statement, AccessRequest request) =>
        Authorizer.Explain(request, Given.Identity(Read([statement]))).All(told => told.Matched.Count > 0);

    private static bool IsAllowed(PolicySet set, AccessRequest request) => Authorizer.Decide(request, set).IsAllowed;

    private static AccessRequest As(Subject subject, AccessRequest request) => new(subject, request.Action, request.Resources, request.Context);

    private static bool HasDenial(AttachedPolicy attached) => attached.Policy.Statements.Any(statement => statement.Effect == Effect.Deny);

    private static AttachedPolicy[] Denials(Policy policy) => Given.Attached(Given.Policy(policy.Document.Replace("\"Allow\"", "\"Deny\"", StringComparison.Ordinal)));

    private static AttachedPolicy[] Permissions(Policy policy) => Given.Attached(Given.Policy(policy.Document.Replace("\"Deny\"", "\"Allow\"", StringComparison.Ordinal)));

    private static Policy Read(string[] statements, PolicyKind kind = PolicyKind.Inline) =>
        Given.Policy($"{{\"Version\":\"2012-10-17\",\"Statement\":[{string.Join(',', statements)}]}}", kind);
}
