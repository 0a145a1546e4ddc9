using System.Diagnostics.CodeAnalysis;

namespace Gatehouse.Identity;

/// <summary>Why the domain did not do what it was asked.</summary>
public enum RefusalKind
{
    /// <summary>There is no such person.</summary>
    UnknownUser,

    /// <summary>User name and password do not go together.</summary>
    WrongPassword,

    /// <summary>Too many wrong passwords of late.</summary>
    Locked,

    /// <summary>The person was disabled.</summary>
    Disabled,

    /// <summary>The sign-up was not confirmed.</summary>
    NotConfirmed,

    /// <summary>The password must be recovered first.</summary>
    ResetRequired,

    /// <summary>The temporary password is too old.</summary>
    TemporaryPasswordExpired,

    /// <summary>The code that was sent as a second factor is wrong.</summary>
    FactorCodeMismatch,

    /// <summary>The code is not the one that the authenticator shows.</summary>
    AuthenticatorMismatch,

    /// <summary>The code of the authenticator was used before.</summary>
    AuthenticatorCodeUsed,

    /// <summary>The person has no authenticator.</summary>
    NoAuthenticator,

    /// <summary>The pool has no place for authenticators.</summary>
    AuthenticatorsNotOffered,

    /// <summary>The first code of a new authenticator is wrong.</summary>
    AuthenticatorNotProven,

    /// <summary>Too much within the hour, of what has no limit of its own on the wire.</summary>
    SlowDown,

    /// <summary>The code is wrong.</summary>
    CodeMismatch,

    /// <summary>There is no code, or it is too old.</summary>
    CodeExpired,

    /// <summary>The code was guessed at too often.</summary>
    CodeDead,

    /// <summary>It was asked for too often within the hour.</summary>
    AttemptLimit,

    /// <summary>Too much was sent to an address within the hour, or to its neighbours.</summary>
    AddressLimit,

    /// <summary>The user name is taken. The detail names the attribute that stands for it, if one does.</summary>
    UserExists,

    /// <summary>Another person has this as a sign-in name. The detail names the attribute.</summary>
    AliasTaken,

    /// <summary>The password breaks a rule. The detail says which.</summary>
    WeakPassword,

    /// <summary>The password is known to have been stolen.</summary>
    PasswordCompromised,

    /// <summary>The person had the password before, and may not have it again.</summary>
    PasswordUsedBefore,

    /// <summary>The application may not write the attribute.</summary>
    AttributeNotWritable,

    /// <summary>Something given is not as it must be. The detail is a sentence.</summary>
    Invalid,

    /// <summary>The person's state does not allow it. The detail is a sentence.</summary>
    WrongState,

    /// <summary>Not allowed here. The detail is a sentence.</summary>
    NotPermitted,

    /// <summary>There are as many as there may be. The detail is a sentence.</summary>
    TooMany,

    /// <summary>The identity at another provider is linked to a person already.</summary>
    IdentityLinked,

    /// <summary>The identity at another provider has come here by itself, and is a person of its own.</summary>
    IdentityIsPerson,

    /// <summary>Somebody else's server did not answer, or not as it should.</summary>
    Unreachable,

    /// <summary>No address is proven to which a code could go.</summary>
    NoVerifiedAddress,

    /// <summary>The step does not belong to this sign-in.</summary>
    StepInvalid,

    /// <summary>The step took too long.</summary>
    StepExpired,

    /// <summary>The step was answered before.</summary>
    StepSpent,

    /// <summary>The refresh token is not one, or not this application's.</summary>
    RefreshInvalid,

    /// <summary>The refresh token is too old.</summary>
    RefreshExpired,

    /// <summary>The refresh token was exchanged before; with it ends the session.</summary>
    RefreshReused,

    /// <summary>A token may not be good for that. The detail names the scope; null when it would be good for nothing at all.</summary>
    ScopeInvalid,

    /// <summary>The access token is not one of ours.</summary>
    TokenInvalid,

    /// <summary>The access token is too old.</summary>
    TokenExpired,

    /// <summary>The access token's session was revoked.</summary>
    TokenRevoked,

    /// <summary>The access token is not meant for this.</summary>
    TokenScope,

    /// <summary>The pool does not keep track of devices.</summary>
    DevicesOff,

    /// <summary>The person has no such device.</summary>
    DeviceUnknown,

    /// <summary>The device is confirmed already.</summary>
    DeviceExists,

    /// <summary>The pool offers no passkeys.</summary>
    PasskeysOff,

    /// <summary>Nobody said what domain passkeys of the pool are for.</summary>
    PasskeysUnconfigured,

    /// <summary>The person has as many passkeys as one may have.</summary>
    TooManyPasskeys,

    /// <summary>No challenge waits for this answer, or another one.</summary>
    PasskeyChallenge,

    /// <summary>Another application began it.</summary>
    PasskeyClient,

    /// <summary>The page may not use passkeys of this pool.</summary>
    PasskeyOrigin,

    /// <summary>The passkey is bound to another domain.</summary>
    PasskeyParty,

    /// <summary>The passkey is registered already.</summary>
    PasskeyTaken,

    /// <summary>What the authenticator says is not as the pool wants it, or does not hold.</summary>
    PasskeyUnfit,

    /// <summary>The answer is not one that a browser gives.</summary>
    PasskeyUnreadable,

    /// <summary>There is no such pool, or it went away meanwhile.</summary>
    UnknownPool,

    /// <summary>A function of the pool said no. The detail is a sentence with its words.</summary>
    FunctionRefused,

    /// <summary>A function of the pool did not answer. The detail is a sentence.</summary>
    FunctionFailed,

    /// <summary>A function of the pool answered something that is no answer. The detail is a sentence.</summary>
    FunctionMistaken,

    /// <summary>The pool has not all the functions that a sign-in needs whose course they decide.</summary>
    CourseUnguided,

    /// <summary>A function made a riddle that has no room in a step.</summary>
    RiddleTooLong,

    /// <summary>The pool has a group of that name.</summary>
    GroupExists,

    /// <summary>The pool has as many groups as it may have.</summary>
    TooManyGroups,

    /// <summary>The person has no such event.</summary>
    UnknownEvent,

    /// <summary>The token is not one for feedback on this event, or it is too old.</summary>
    FeedbackTokenInvalid,

    /// <summary>There is no such identity.</summary>
    UnknownIdentity,

    /// <summary>A token that shall be a login is none. The detail is a sentence.</summary>
    LoginInvalid,

    /// <summary>A login is of a provider that the pool does not believe.</summary>
    ProviderUnknown,

    /// <summary>The pool believes no provider at all.</summary>
    NoProviders,

    /// <summary>None of the logins is one of the identity's.</summary>
    LoginsMismatch,

    /// <summary>The pool has no place for guests.</summary>
    GuestsRefused,

    /// <summary>A login would end with two identities, or an identity with two logins of one provider.</summary>
    LoginTaken,

    /// <summary>The administrator's own program calls another identity by this name.</summary>
    DeveloperUserTaken,

    /// <summary>Nobody has such a login.</summary>
    UnknownLogin,

    /// <summary>The pool has no role for who asks.</summary>
    RoleMissing,

    /// <summary>The pool's rules give no role to who asks, or not the one that was asked for.</summary>
    RoleDenied,
}

/// <summary>Why the domain did not do what it was asked: a value, never an exception.</summary>
/// <param name="Kind">The reason.</param>
/// <param name="Detail">What the kind says it is; null where it says nothing.</param>
public sealed record Refusal(RefusalKind Kind, string? Detail = null)
{
    /// <summary>It is a function of the pool that refused, or that failed.</summary>
    public bool IsOfFunction => Kind is RefusalKind.FunctionRefused or RefusalKind.FunctionFailed or RefusalKind.FunctionMistaken;

    /// <summary>Too much was asked for by too many.</summary>
    public bool IsOfBudget => Kind is RefusalKind.AttemptLimit or RefusalKind.AddressLimit;

    /// <summary>A kind alone is a refusal.</summary>
    public static implicit operator Refusal(RefusalKind kind) => new(kind);
}

/// <summary>What the domain answers: a value, or the reason why there is none.</summary>
public readonly record struct Outcome<T>
    where T : notnull
{
    private readonly T? value;
    private readonly Refusal? refusal;

    private Outcome(T? value, Refusal? refusal) => (this.value, this.refusal) = (value, refusal);

    /// <summary>The one way to open an outcome: it forces both cases to be met.</summary>
    public bool Refused([NotNullWhen(true)] out Refusal? refusal, [NotNullWhen(false)] out T? value)
    {
        (refusal, value) = (this.refusal, this.value);
        return refusal is not null;
    }

    /// <summary>A value is an outcome.</summary>
    public static implicit operator Outcome<T>(T value) => new(value, null);

    /// <summary>A refusal is an outcome.</summary>
    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);

    /// <summary>A kind of refusal is an outcome.</summary>
    public static implicit operator Outcome<T>(RefusalKind kind) => new(default, new Refusal(kind));
}
