using CsCheck;
using Gatehouse.Operations.UserPools;

namespace Gatehouse.Tests.UserPools;

/// <summary>A few operations from bytes to bytes.</summary>
public class BytesTests
{
    private readonly World world = new();
    private readonly TestPool pool;
    private readonly TestClient app;

    public BytesTests()
    {
        pool = world.Pool(p => p with { AutoVerified = ["email"] });
        app = pool.Client();
    }

    [Fact]
    public async Task A_sign_up_answers_what_was_made()
    {
        var answer = await world.Send<SignUp>(
            $$"""{"ClientId":"{{app.Id}}","Username":"ana","Password":"Correct-horse-9","UserAttributes":[{"Name":"email","Value":"ana@example.com"}]}""");
        Assert.Equal(
            $$$"""{"UserConfirmed":false,"CodeDeliveryDetails":{"Destination":"a***@e***","DeliveryMedium":"EMAIL","AttributeName":"email"},"UserSub":"{{{pool.Find("ana")!.Sub}}}"}""",
            answer);
    }

    [Fact]
    public async Task Operations_without_an_answer_answer_an_empty_object()
    {
        pool.User("ana");
        Assert.Equal("{}", await world.Send<AdminDisableUser>($$"""{"UserPoolId":"{{pool.Id}}","Username":"ana"}"""));
        Assert.Equal("{}", await world.Send<AdminDeleteUser>($$"""{"UserPoolId":"{{pool.Id}}","Username":"ana"}"""));
    }

    [Fact]
    public async Task A_fault_says_nothing_of_a_password()
    {
        var answer = await world.Send<SignUp>($$"""{"ClientId":"{{app.Id}}","Username":"a b","Password":"Sehr geheim"}""");
        Assert.StartsWith("InvalidParameterException: 2 validation errors detected: ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{\"ClientId\":1}")]
    [InlineData("{\"ClientId\":\"a\",\"ClientId\":\"b\"}")]
    [InlineData("{\"ClientId\":\"\\ud800\"}")]
    [InlineData("{\"AuthFlow\":\"USER_PASSWORD_AUTH\",\"ClientId\":\"a\",\"AuthParameters\":{\"USERNAME\":\"\\udc00\"}}")]
    [InlineData("{\"AuthFlow\":\"USER_PASSWORD_AUTH\",\"ClientId\":\"a\",\"AuthParameters\":{\"USERNAME\":\"a\",\"USERNAME\":\"b\"}}")]
    [InlineData("{\"AuthFlow\":\"USER_PASSWORD_AUTH\",\"ClientId\":\"a\",\"AuthParameters\":{\"USERNAME\":5}}")]
    public async Task What_cannot_be_read_is_not_run(string body) => Assert.Equal("SerializationException: ", await world.Send<InitiateAuth>(body));

    [Fact]
    public async Task No_value_of_any_parameter_breaks_a_sign_in()
    {
        pool.User("ana");
        string[] names = ["USERNAME", "PASSWORD", "SRP_A", "REFRESH_TOKEN", "SECRET_HASH", "DEVICE_KEY"];
        string[] flows = ["USER_PASSWORD_AUTH", "USER_SRP_AUTH", "REFRESH_TOKEN_AUTH"];
        var text = Gen.OneOf(Gen.String, Gen.String[Gen.Char['\0', '\uffff'], 0, 40], Gen.Const("ana"), Gen.Const("\ufffe"), Gen.Const("ab\0c"));
        await Gen.Select(Gen.Int[0, 2], text.Array[6]).SampleAsync(
            async (flow, values) =>
            {
                world.Wait(TimeSpan.FromHours(1));
                var said = await app.Initiate(flows[flow], [.. names.Zip(values)]);
                return said.Fault is { Code: "NotAuthorizedException" or "UserNotFoundException" or "InvalidParameterException" };
            },
            iter: 2_000,
            threads: 1);
    }

    [Fact]
    public async Task No_value_of_any_response_breaks_a_challenge()
    {
        pool.User("ana");
        string[] names = ["USERNAME", "NEW_PASSWORD", "PASSWORD_CLAIM_SECRET_BLOCK", "PASSWORD_CLAIM_SIGNATURE", "TIMESTAMP", "userAttributes.name"];
        var text = Gen.OneOf(Gen.String, Gen.String[Gen.Char['\0', '\uffff'], 0, 40], Gen.Const("ana"), Gen.Const("AAAA"), Gen.Const("\ufffe"));
        await Gen.Select(Gen.Bool, text.Array[6], Gen.String[20, 40]).SampleAsync(
            async (srp, values, session) =>
            {
                var said = await app.Respond(srp ? "PASSWORD_VERIFIER" : "NEW_PASSWORD_REQUIRED", session, [.. names.Zip(values)]);
                return said.Fault is { Code: "NotAuthorizedException" or "InvalidParameterException" };
            },
            iter: 2_000);
    }
}
