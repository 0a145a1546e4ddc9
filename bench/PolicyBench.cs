using System.Diagnostics;
using System.Globalization;
using System.Text;
using Gatehouse.Access.Policies;

namespace Gatehouse.Bench;

/// <summary>How many decisions by policies one processor makes in a second, and how many documents it reads.</summary>
public static class PolicyBench
{
    private const string Account = "123456789012";

    private const string Folder =
        """
        {"Version":"2012-10-17","Statement":[
          {"Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::bucket","Condition":{"StringLike":{"s3:prefix":["app/${cognito-identity.amazonaws.com:sub}/*"]}}},
          {"Effect":"Allow","Action":["s3:GetObject","s3:PutObject"],"Resource":["arn:aws:s3:::bucket/app/${cognito-identity.amazonaws.com:sub}/*"]},
          {"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}
        """;

    private const string Statement =
        """{"Effect":"Allow","Action":["s3:Get*","sqs:*"],"Resource":"arn:aws:s3:::other-NUMBER/*/${aws:username}/*","Condition":{"StringEquals":{"k":"v"}}},""";

    private static readonly Subject Caller =
        Subject.RoleSession($"arn:aws:sts::{Account}:assumed-role/web/CognitoIdentityCredentials", $"arn:aws:iam::{Account}:role/web", "AROAEXAMPLE000000000");

    private static readonly AccessRequest Request = new(
        Caller,
        "s3:GetObject",
        ["arn:aws:s3:::bucket/app/eu-central-1:11111111-2222-3333-4444-555555555555/photo.jpg"],
        new RequestContext
        {
            { "cognito-identity.amazonaws.com:sub", "eu-central-1:11111111-2222-3333-4444-555555555555" }, { "aws:SecureTransport", "true" }, { "aws:SourceIp", "192.0.2.1" },
        }.Describe(Caller));

    private static readonly PolicySet Role = One(Folder);

    /// <summary>Measures.</summary>
    /// <param name="time">How long each is done.</param>
    /// <returns>A table in Markdown.</returns>
    public static string Run(TimeSpan time)
    {
        var page = new StringBuilder("| on one processor | per second |\n| --- | ---: |\n");
        Measure("decisions by one policy that allows everything", Everything(1));
        Measure("decisions by the policy of an identity pool's role", One(Folder));
        Measure("decisions by it, a boundary and a session's policy", One(Folder) with { Boundary = Everything(1).Identity, Sessions = [Everything(1).Identity] });
        Measure("decisions by twenty managed policies of 6,144 characters", new() { Identity = [.. One(Folder).Identity, .. Enumerable.Range(0, 20).Select(_ => Attach(Largest()))] });
        Line("documents of 6,144 characters read", () => Policy.TryRead(Largest(), PolicyKind.Managed, out _, out _), time);
        return page.ToString();

        void Measure(string name, PolicySet policies) => Line(name, () => Authorizer.Decide(Request, policies).IsAllowed, time);

        void Line(string name, Func<bool> work, TimeSpan lasting) =>
            page.Append(CultureInfo.InvariantCulture, $"| {name} | {Often(work, lasting):N0} |\n");
    }

    /// <summary>One decision by the policy of an identity pool's role.</summary>
    public static bool IsAllowed() => Authorizer.Decide(Request, Role).IsAllowed;

    private static double Often(Func<bool> work, TimeSpan time)
    {
        // Once without counting: the runtime compiles what is hot only after a while.
        foreach (var lasting in (TimeSpan[])[time / 4, time])
        {
            var (done, watch) = (0L, Stopwatch.StartNew());
            var before = Environment.CpuUsage.TotalTime;
            for (; watch.Elapsed < lasting; done += 100)
            {
                for (var i = 0; i < 100; i++)
                {
                    if (!work())
                        throw new InvalidOperationException("It is meant to be allowed.");
                }
            }

            if (lasting == time)
                return done / (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        }

        return 0;
    }

    private static PolicySet Everything(int count) =>
        new() { Identity = [.. Enumerable.Range(0, count).Select(_ => Attach("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"""))] };

    private static PolicySet One(string document) => new() { Identity = [Attach(document)] };

    // Statements about other things, as many as a managed policy holds.
    private static string Largest()
    {
        var document = new StringBuilder("""{"Version":"2012-10-17","Statement":[""");
        for (var i = 0; document.Length < 5_950; i++)
            document.Append(Statement.Replace("NUMBER", i.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        return document.Append("""{"Effect":"Deny","Action":"iam:*","Resource":"*"}]}""").ToString();
    }

    private static AttachedPolicy Attach(string document) =>
        Policy.TryRead(document, PolicyKind.Managed, out var policy, out var reason) ? new(policy, "bench") : throw new InvalidOperationException(reason);
}
