using System.Text.Json;
using CsCheck;
using Gatehouse.Access.Policies;

namespace Gatehouse.Tests.Access.Policies;

/// <summary>Short ways to say what is asked.</summary>
internal static class Given
{
    public const string Account = "123456789012";
    public const string Other = "999999999999";

    public static readonly Subject Ann = Subject.User($"arn:aws:iam::{Account}:user/ann", "AIDAEXAMPLEANN000000");

    public static readonly Subject Session = Subject.RoleSession(
        $"arn:aws:sts::{Account}:assumed-role/reader/web", $"arn:aws:iam::{Account}:role/app/reader", "AROAEXAMPLEREADER000");

    public static readonly Subject Stranger = Subject.User($"arn:aws:iam::{Other}:user/eve", "AIDAEXAMPLEEVE000000");

    /// <summary>A policy that must be one.</summary>
    public static Policy Policy(string document, PolicyKind kind = PolicyKind.Inline)
    {
        Assert.True(Gatehouse.Access.Policies.Policy.TryRead(document, kind, out var policy, out var reason), $"{reason} {document}");
        return policy;
    }

    /// <summary>A policy of one statement, with the members of the statement as JSON.</summary>
    public static Policy Statement(string members, PolicyKind kind = PolicyKind.Inline, string version = "2012-10-17") =>
        Policy($"{{\"Version\":\"{version}\",\"Statement\":{{{members}}}}}", kind);

    public static Policy Allow(string action, string resource = "*") =>
        Statement($"""
            "Effect":"Allow","Action":{Json(action)},"Resource":{Json(resource)}
            """);

    public static Policy Deny(string action, string resource = "*") =>
        Statement($"""
            "Effect":"Deny","Action":{Json(action)},"Resource":{Json(resource)}
            """);

    /// <summary>A policy of a resource.</summary>
    public static AttachedPolicy Granting(string principal, string effect = "Allow", string element = "Principal", PolicyKind kind = PolicyKind.Resource) =>
        new(
            Statement(
                $"""
                "Effect":"{effect}","{element}":{principal},"Action":"{(kind == PolicyKind.Trust ? "sts:AssumeRole" : "*")}"{(kind == PolicyKind.Trust ? "" : ",\"Resource\":\"*\"")}
                """,
                kind),
            "resource",
            PolicySource.Resource);

    public static AttachedPolicy[] Attached(params Policy[] policies) => [.. policies.Select((policy, i) => new AttachedPolicy(policy, $"policy-{i}"))];

    public static PolicySet Identity(params Policy[] policies) => new() { Identity = Attached(policies) };

    public static AccessRequest Request(string action, string resource = "*", RequestContext? context = null, Subject? by = null) =>
        new(by ?? Ann, action, [resource], context ?? []);

    public static Verdict Verdict(this PolicySet policies, AccessRequest request)
    {
        var decision = Authorizer.Decide(request, policies);
        var explained = Assert.Single(Authorizer.Explain(request, policies));
        Assert.Equal(decision, explained.Decision);
        return decision.Verdict;
    }

    public static Gen<T> Pick<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    public static string Json(object value) => JsonSerializer.Serialize(value);
}
