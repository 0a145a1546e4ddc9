using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Reads from a pool's settings which function has a say on which occasion.</summary>
public static class FunctionRules
{
    /// <summary>The functions of these settings.</summary>
    public static PoolFunctions From(LambdaConfigType functions)
    {
        var named = new (Occasion Occasion, string? Function)[]
        {
            (Occasion.BeforeSignUp, functions.PreSignUp),
            (Occasion.AfterConfirmation, functions.PostConfirmation),
            (Occasion.BeforeSignIn, functions.PreAuthentication),
            (Occasion.AfterSignIn, functions.PostAuthentication),
            (Occasion.TokenIssue, functions.PreTokenGenerationConfig?.LambdaArn ?? functions.PreTokenGeneration),
            (Occasion.MessageText, functions.CustomMessage),
            (Occasion.Migration, functions.UserMigration),
            (Occasion.MailDelivery, functions.CustomEmailSender?.LambdaArn),
            (Occasion.TextDelivery, functions.CustomSMSSender?.LambdaArn),
            (Occasion.SignInCourse, functions.DefineAuthChallenge),
            (Occasion.RiddleMaking, functions.CreateAuthChallenge),
            (Occasion.RiddleAnswer, functions.VerifyAuthChallengeResponse),
            (Occasion.FederatedArrival, functions.InboundFederation?.LambdaArn),
        };
        return new()
        {
            References = named.Where(one => one.Function is not null).ToDictionary(one => one.Occasion, one => one.Function!),
            SenderKey = functions.KMSKeyID,
            OfTokens = functions.PreTokenGenerationConfig?.LambdaVersion switch
            {
                PreTokenGenerationLambdaVersionType.V3_0 => TokenSay.Applications,
                PreTokenGenerationLambdaVersionType.V2_0 => TokenSay.Everything,
                _ => TokenSay.Texts,
            },
        };
    }
}
