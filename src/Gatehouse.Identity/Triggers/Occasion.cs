namespace Gatehouse.Identity;

/// <summary>When a function of a pool has its say.</summary>
public enum Occasion
{
    /// <summary>Somebody is about to be added.</summary>
    BeforeSignUp,

    /// <summary>A sign-up is confirmed, or a password recovered.</summary>
    AfterConfirmation,

    /// <summary>Somebody wants to sign in.</summary>
    BeforeSignIn,

    /// <summary>Somebody has proven who they are.</summary>
    AfterSignIn,

    /// <summary>Tokens are about to be signed.</summary>
    TokenIssue,

    /// <summary>A message to somebody is about to be worded.</summary>
    MessageText,

    /// <summary>Somebody whom the pool does not know gives a password, or has forgotten it.</summary>
    Migration,

    /// <summary>A mail is about to be sent.</summary>
    MailDelivery,

    /// <summary>A text message is about to be sent.</summary>
    TextDelivery,

    /// <summary>It is about to be decided what comes next in a sign-in, where a function decides that.</summary>
    SignInCourse,

    /// <summary>A riddle is about to be set.</summary>
    RiddleMaking,

    /// <summary>The answer to a riddle is about to be judged.</summary>
    RiddleAnswer,

    /// <summary>Another provider vouches for somebody.</summary>
    FederatedArrival,
}
