using System.Text;
using CsCheck;
using Gatehouse.Contracts.Iam;
using Gatehouse.Contracts.Sts;

namespace Gatehouse.Tests.Contracts;

public sealed class QueryTests
{
    private static readonly Call Call = new("11111111-2222-4333-8444-555555555555");

    [Fact]
    public async Task A_form_is_read_and_the_answer_is_XML()
    {
        var operation = new Assume();
        var answer = await Text(operation,
            "Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A000000000000%3Arole%2Fa&RoleSessionName=me&DurationSeconds=900"
            + "&Tags.member.2.Key=b&Tags.member.2.Value=2+%2B+2&Tags.member.1.Key=a&Tags.member.1.Value=1&TransitiveTagKeys.member.1=a&PolicyArns=");

        Assert.Equal(
            """<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>"""
            + "<Credentials><AccessKeyId>ASIA</AccessKeyId><SecretAccessKey>a&lt;b&amp;\uFFFD</SecretAccessKey><Expiration>2026-01-31T23:59:59Z</Expiration></Credentials>"
            + "<PackedPolicySize>6</PackedPolicySize></AssumeRoleResult>"
            + "<ResponseMetadata><RequestId>11111111-2222-4333-8444-555555555555</RequestId></ResponseMetadata></AssumeRoleResponse>",
            answer);
        Assert.Equal(("arn:aws:iam::000000000000:role/a", "me", 900), (operation.Last!.RoleArn, operation.Last.RoleSessionName, operation.Last.DurationSeconds));
        Assert.Equal([("a", "1"), ("b", "2 + 2")], operation.Last.Tags!.Select(tag => (tag.Key, tag.Value)));
        Assert.Equal(["a"], operation.Last.TransitiveTagKeys!);
        Assert.Empty(operation.Last.PolicyArns!);
        Assert.Null(operation.Last.ProvidedContexts);
    }

    [Fact]
    public async Task An_operation_that_answers_nothing_has_no_result_element() =>
        Assert.Equal(
            """<DeleteRoleResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><ResponseMetadata>"""
            + "<RequestId>11111111-2222-4333-8444-555555555555</RequestId></ResponseMetadata></DeleteRoleResponse>",
            await Text(new Delete(), "RoleName=a"));

    [Fact]
    public async Task Lists_and_maps_are_written_as_members_and_entries()
    {
        var xml = await Text(new Simulate(), "PolicySourceArn=arn%3Aaws%3Aiam%3A%3A000000000000%3Auser%2Fa&ActionNames.member.1=a%3Ab");
        Assert.Contains(
            "<EvaluationResults><member><EvalActionName>a:b</EvalActionName><EvalDecision>allowed</EvalDecision><MissingContextValues><member>k</member></MissingContextValues>"
            + "<EvalDecisionDetails><entry><key>x</key><value>allowed</value></entry></EvalDecisionDetails></member></EvaluationResults><IsTruncated>false</IsTruncated>",
            xml, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RoleArn=%", "MalformedQueryString")]
    [InlineData("RoleArn=%4", "MalformedQueryString")]
    [InlineData("RoleArn=%zz", "MalformedQueryString")]
    [InlineData("RoleArn=%ff", "MalformedQueryString")]
    [InlineData("RoleArn=%ED%A0%80", "MalformedQueryString")]
    [InlineData("%ff=a", "MalformedQueryString")]
    [InlineData("RoleArn=a&RoleArn=a", "MalformedQueryString")]
    [InlineData("a.b.c.d.e.f.g.h.i.j.k.l.m=a", "MalformedQueryString")]
    [InlineData("DurationSeconds=x", "MalformedInput")]
    [InlineData("DurationSeconds=1.5", "MalformedInput")]
    [InlineData("DurationSeconds=99999999999", "MalformedInput")]
    [InlineData("Tags.member.x.Key=a", "MalformedInput")]
    [InlineData("Tags.member.1.Key=a&Tags.member.01.Key=b", "MalformedInput")]
    [InlineData("", "ValidationError")]
    [InlineData("RoleArn", "ValidationError")]
    [InlineData("TransitiveTagKeys.member.1.x=a", "ValidationError")]
    public async Task A_form_that_is_none_is_refused(string form, string code) =>
        Assert.Equal(code, (await Refusal(new Assume(), Encoding.UTF8.GetBytes(form)))?.Code);

    [Fact]
    public async Task The_number_of_parameters_is_bounded() =>
        Assert.Equal(
            "MalformedQueryString",
            (await Refusal(new Assume(), Encoding.UTF8.GetBytes(string.Join('&', Enumerable.Range(0, 5_001).Select(number => $"a{number}=")))))?.Code);

    [Fact]
    public void No_bytes_at_all_make_the_reader_throw()
    {
        var piece = Gen.OneOf(Gen.OneOf<string>("&", "=", ".", "%", "%41", "+", "Tags", "member", "1", "Key", "TransitiveTagKeys", "DurationSeconds"), Gen.String);
        Gen.OneOf(piece.Array[0, 20].Select(pieces => Encoding.UTF8.GetBytes(string.Concat(pieces))), Gen.Byte.Array[0, 60])
            .Sample(body => Judge.Of(Model.All["sts"], "AssumeRole", body)?.Code is "MalformedQueryString" or "MalformedInput" or "Broken");
    }

    private static async Task<string> Text(Operation operation, string form)
    {
        Assert.False((await operation.Answer(Encoding.UTF8.GetBytes(form), Call)).Refused(out var fault, out var answer), fault?.Message);
        return Encoding.UTF8.GetString(answer.Span);
    }

    private static async Task<Fault?> Refusal(Operation operation, byte[] form) =>
        (await operation.Answer(form, Call)).Refused(out var fault, out _) ? fault : null;

    private sealed class Assume : AssumeRoleContract
    {
        public AssumeRoleRequest? Last { get; private set; }

        public override ValueTask<Reply<AssumeRoleResponse>> Run(AssumeRoleRequest request, Call call)
        {
            Last = request;
            var credentials = new Credentials
            {
                AccessKeyId = "ASIA", SecretAccessKey = "a<b&\u0001", Expiration = new DateTimeOffset(2026, 1, 31, 23, 59, 59, 500, TimeSpan.Zero),
            };
            return new(new AssumeRoleResponse { Credentials = credentials, PackedPolicySize = 6 });
        }
    }

    private sealed class Delete : DeleteRoleContract
    {
        public override ValueTask<Reply<Nothing>> Run(DeleteRoleRequest request, Call call) => new(Nothing.AtAll);
    }

    private sealed class Simulate : SimulatePrincipalPolicyContract
    {
        public override ValueTask<Reply<SimulatePolicyResponse>> Run(SimulatePrincipalPolicyRequest request, Call call) => new(new SimulatePolicyResponse
        {
            IsTruncated = false,
            EvaluationResults =
            [
                new()
                {
                    EvalActionName = request.ActionNames[0], EvalDecision = "allowed", MissingContextValues = ["k"],
                    EvalDecisionDetails = new Dictionary<string, string> { ["x"] = "allowed" },
                },
            ],
        });
    }
}
