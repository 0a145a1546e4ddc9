using Gatehouse.Identity;

namespace Gatehouse.Triggers;

/// <summary>Finds the wording for a question.</summary>
internal static class Wordings
{
    private static readonly PreSignUp SignUp = new();
    private static readonly PostConfirmation Confirmation = new();
    private static readonly PreAuthentication SignIn = new();
    private static readonly PostAuthentication Arrival = new();
    private static readonly PlainTokenGeneration PlainTokens = new();
    private static readonly FullTokenGeneration FullTokens = new();
    private static readonly CustomMessage Message = new();
    private static readonly UserMigration Migration = new();
    private static readonly CustomSender MailSending = new(Channel.Email);
    private static readonly CustomSender TextSending = new(Channel.Sms);
    private static readonly DefineAuthChallenge Course = new();
    private static readonly CreateAuthChallenge RiddleMaking = new();
    private static readonly VerifyAuthChallengeResponse RiddleAnswer = new();
    private static readonly InboundFederation Federation = new();

    /// <summary>The wording.</summary>
    public static Wording<TAnswer> Of<TAnswer>(Question<TAnswer> question)
        where TAnswer : notnull
    {
        object wording = question switch
        {
            SignUpQuestion => SignUp,
            ConfirmationQuestion => Confirmation,
            SignInQuestion => SignIn,
            ArrivalQuestion => Arrival,
            TokenQuestion { Caller.Pool.Functions.OfTokens: TokenSay.Texts } => PlainTokens,
            TokenQuestion => FullTokens,
            MessageQuestion => Message,
            MigrationQuestion => Migration,
            SendingQuestion { Message.Channel: Channel.Sms } => TextSending,
            SendingQuestion => MailSending,
            CourseQuestion => Course,
            RiddleQuestion => RiddleMaking,
            RiddleAnswerQuestion => RiddleAnswer,
            FederationQuestion => Federation,
            _ => throw new InvalidOperationException($"No words for a {question.GetType().Name}."),
        };
        return (Wording<TAnswer>)wording;
    }
}
