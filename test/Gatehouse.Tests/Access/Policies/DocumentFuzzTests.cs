using System.Diagnostics;
using System.Text;
using CsCheck;
using Gatehouse.Access.Policies;

namespace Gatehouse.Tests.Access.Policies;

/// <summary>Whatever is given for a document: it is a policy, or there is a reason why not, and soon.</summary>
public sealed class DocumentFuzzTests
{
    private static readonly int Times = Environment.GetEnvironmentVariable("GATEHOUSE_LONG") is { Length: > 0 } ? 2_000_000 : 8_000;

    private static readonly PolicyKind[] Kinds = Enum.GetValues<PolicyKind>();

    private static readonly string[] Words =
    [
        "Version", "2012-10-17", "2008-10-17", "Id", "Statement", "Sid", "Effect", "Allow", "Deny", "Action", "NotAction", "Resource", "NotResource", "Principal",
        "NotPrincipal", "Condition", "AWS", "Federated", "Service", "CanonicalUser", "*", "?", "s3:Get*", "sts:AssumeRole", "arn:aws:s3:::b/*", "arn:aws:iam::123456789012:root",
        "arn:aws", "arn:aws:::::", ":::::", "cognito-identity.amazonaws.com", "cognito-identity.amazonaws.com:aud", "StringEquals", "ForAnyValue:StringLike", "ForAllValues:Null",
        "DateLessThanIfExists", "NumericEquals", "IpAddress", "BinaryEquals", "ArnLike", "Bool", "${aws:username}", "${aws:x, 'y'}", "${", "${*}", "true", "10.0.0.0/8", "::/0",
        "2026-11-23T10:00:00Z", "-T+", "QQ==", "\\ud800", "\\uffff", "\\u0000", "é", "",
    ];

    private static readonly Gen<string> Text = Gen.OneOf(Given.Pick(Words), Gen.String[Gen.Char["ab*?${}',:/-+T.0123é"], 0, 8]).Select(text => $"\"{text.Replace("\"", "", StringComparison.Ordinal)}\"");

    private static readonly Gen<string> Scalars = Gen.OneOf(Text, Text, Text, Given.Pick("true", "null", "5", "-1.5e3", "1e999", "[]", "{}"));

    private static readonly Gen<string> Json = Gen.Recursive<string>((depth, inner) => depth > 6 ? Scalars : Gen.OneOf(
        Scalars, inner.Array[0, 3].Select(items => $"[{string.Join(',', items)}]"), Gen.Select(Text, inner).Array[0, 4].Select(members => Map(members))));

    // Nearly a policy: each element has what it should, or something else.
    private static readonly Gen<string> Statements = Gen.Select(
        Or("\"Allow\"", "\"Deny\""), Or("\"s3:*\"", "[\"s3:Get*\",\"*\"]", "\"sts:AssumeRole\""), Or("\"*\"", "[\"arn:aws:s3:::b/${aws:username}\"]"),
        Or("{\"AWS\":\"*\"}", "\"*\""), Or("{\"StringLike\":{\"k\":\"a*\"}}", "{}"), Gen.Int[0, 255],
        (effect, action, resource, principal, condition, picks) => Map(new (string, string)[]
            {
                ("\"Effect\"", effect), ("\"Action\"", action), ("\"Resource\"", resource), ("\"Principal\"", principal), ("\"Condition\"", condition), ("\"NotAction\"", action),
                ("\"NotResource\"", resource), ("\"Sid\"", effect),
            }
            .Where((_, i) => i < 2 ? picks % 31 != i : i < 5 ? (picks >> i) % 2 == 1 : picks % 31 == i)));

    private static readonly Gen<string> Documents = Gen.Select(
        Statements.Array[1, 3], Or("\"2012-10-17\"", "\"2008-10-17\""), (statements, version) => $"{{\"Version\":{version},\"Statement\":[{string.Join(',', statements)}]}}");

    private static readonly Gen<string> Broken = Gen.Select(Documents, Gen.Int[0, 10_000], Gen.OneOf(Gen.Char, Gen.Char["\"{}[],:\\\0\ud800"]), (document, at, c) =>
    {
        var text = new StringBuilder(document);
        text[at % text.Length] = c;
        return text.ToString();
    });

    private static readonly AccessRequest Request =
        new(Given.Session, "s3:GetObject", ["arn:aws:s3:::b/x", "*", ""], new() { { "aws:username", "${aws:username}*" }, { "k", "a", "", "*" } });

    private static int policies;

    [Fact]
    public void Whatever_is_given_is_a_policy_or_has_a_reason()
    {
        Gen.OneOf(Documents, Documents, Broken, Json, Gen.String).Sample(Survives, iter: Times);
        Assert.True(policies > Times / 20, $"Only {policies} of {Times} documents were policies: nothing behind the grammar was tried.");
    }

    [Theory]
    [InlineData("[", "")]
    [InlineData("{\"a\":", "")]
    [InlineData("\"", "")]
    [InlineData("${", "\"")]
    [InlineData("${a,'", "\"")]
    [InlineData("\\", "\"")]
    [InlineData("a*?", "\"")]
    [InlineData(":", "\"")]
    [InlineData("-1T:+.", "\"")]
    [InlineData("9", "\"")]
    [InlineData("\",\"", "\"")]
    [InlineData("\n", "")]
    public void A_document_full_of_one_thing_is_judged_at_once(string piece, string end)
    {
        var watch = Stopwatch.StartNew();
        foreach (var before in (string[])["", "\"", "{\"Version\":\"", "{\"Statement\":{\"Sid\":\"", "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":[\"", Resource, Condition, Dates, Principal])
        {
            var times = (130_000 - before.Length) / piece.Length;
            var body = string.Concat(Enumerable.Repeat(piece, times));
            foreach (var after in (string[])["", end + "]}}", end + "}}}}"])
                Assert.True(Survives(before + body + after));
        }

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void Ten_thousand_statements_are_read_at_once()
    {
        var statement = """{"Effect":"Allow"}""";
        Assert.True(Survives($"{{\"Statement\":[{string.Join(',', Enumerable.Repeat(statement, 6_500))}]}}"));
        var members = string.Join(',', Enumerable.Range(0, 9_000).Select(i => $"\"k{i}\":\"a\""));
        Assert.True(Survives("{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"StringEquals\":{" + members + "}}}}"));
        Assert.True(Survives("{" + members + "}"));
    }

    private const string Resource = "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":[\"arn:aws:s3:::";
    private const string Condition = "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"StringLike\":{\"k\":\"";
    private const string Dates = "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"DateLessThan\":{\"k\":\"";
    private const string Principal = "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Principal\":{\"AWS\":[\"";

    private static bool Survives(string document)
    {
        foreach (var kind in Kinds)
        {
            if (!Policy.TryRead(document, kind, out var policy, out var reason))
            {
                Assert.NotEmpty(reason);
                continue;
            }

            Interlocked.Increment(ref policies);
            Assert.InRange(policy.Statements.Length, 1, int.MaxValue);
            var set = kind is PolicyKind.Trust or PolicyKind.Resource ? new PolicySet { Resource = new(policy, "r") } : new() { Identity = [new(policy, "p")] };
            Assert.Equal(Authorizer.Decide(Request, set).IsAllowed, Authorizer.Explain(Request, set).All(told => told.Decision.IsAllowed));
        }

        return true;
    }

    private static Gen<string> Or(params string[] usual) => Gen.Frequency((40, Given.Pick(usual)), (1, Json));

    private static string Map(IEnumerable<(string Name, string Value)> members) => $"{{{string.Join(',', members.Select(member => $"{member.Name}:{member.Value}"))}}}";
}
