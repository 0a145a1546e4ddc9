using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;
using Gatehouse.TestKit;

namespace Gatehouse.Tests.UserPools;

/// <summary>How the settings of a pool name its functions.</summary>
public sealed class FunctionRulesTests
{
    private const string Arn = "arn:aws:lambda:eu-central-1:123456789012:function:";
    private readonly PoolWorld world = new();

    [Fact]
    public async Task A_pool_has_the_functions_its_settings_name()
    {
        var functions = (await Pool(new()
        {
            PreSignUp = Arn + "a", PostConfirmation = Arn + "b", PreAuthentication = Arn + "c", PostAuthentication = Arn + "d", PreTokenGeneration = Arn + "e",
            CustomMessage = Arn + "f", UserMigration = Arn + "g", DefineAuthChallenge = Arn + "h", CreateAuthChallenge = Arn + "i",
            VerifyAuthChallengeResponse = Arn + "j", InboundFederation = new() { LambdaArn = Arn + "k", LambdaVersion = "V1_0" },
        })).Functions;
        var occasions = new[]
        {
            Occasion.BeforeSignUp, Occasion.AfterConfirmation, Occasion.BeforeSignIn, Occasion.AfterSignIn, Occasion.TokenIssue, Occasion.MessageText,
            Occasion.Migration, Occasion.SignInCourse, Occasion.RiddleMaking, Occasion.RiddleAnswer, Occasion.FederatedArrival,
        };
        Assert.Equal("abcdefghijk".Select(letter => Arn + letter), occasions.Select(occasion => functions[occasion]));
        Assert.Empty(Enum.GetValues<Occasion>().Except([.. occasions, Occasion.MailDelivery, Occasion.TextDelivery]));
        Assert.Equal(TokenSay.Texts, functions.OfTokens);
    }

    [Fact]
    public async Task Senders_are_functions_with_a_key()
    {
        var functions = (await Pool(new()
        {
            CustomEmailSender = new() { LambdaArn = Arn + "mail", LambdaVersion = "V1_0" }, CustomSMSSender = new() { LambdaArn = Arn + "text", LambdaVersion = "V1_0" },
            KMSKeyID = "arn:aws:kms:eu-central-1:123456789012:key/k",
        })).Functions;
        Assert.Equal((Arn + "mail", Arn + "text"), (functions[Occasion.MailDelivery], functions[Occasion.TextDelivery]));
        Assert.Equal("arn:aws:kms:eu-central-1:123456789012:key/k", functions.SenderKey);
    }

    [Theory]
    [InlineData("V1_0", TokenSay.Texts)]
    [InlineData("V2_0", TokenSay.Everything)]
    [InlineData("V3_0", TokenSay.Applications)]
    public async Task The_version_of_the_event_says_how_much_a_function_may_say_of_tokens(string version, TokenSay expected)
    {
        var functions = (await Pool(new() { PreTokenGenerationConfig = new() { LambdaArn = Arn + "t", LambdaVersion = version } })).Functions;
        Assert.Equal(Arn + "t", functions[Occasion.TokenIssue]);
        Assert.Equal(expected, functions.OfTokens);
    }

    [Fact]
    public async Task A_pool_without_such_settings_has_none_and_an_update_that_leaves_them_out_takes_them_away()
    {
        Assert.Empty((await Pool(null)).Functions.References);
        var pool = await Pool(new() { PreSignUp = Arn + "a" });
        Assert.False((await world.UpdatePool.Run(new() { UserPoolId = pool.Id }, Calls.Signed())).Refused(out _, out _));
        Assert.Empty((await world.Store.Pools.Find(pool.Id, default))!.Functions.References);
    }

    private async Task<UserPool> Pool(LambdaConfigType? functions)
    {
        var made = await world.CreatePool.Run(new() { PoolName = "people", LambdaConfig = functions }, Calls.Signed());
        Assert.False(made.Refused(out _, out var answer));
        return (await world.Store.Pools.Find(answer.UserPool!.Id!, default))!;
    }
}
