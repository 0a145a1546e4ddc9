using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Says in AWS's names and words why the domain refused. The texts are those real clients match on.</summary>
public static class Refused
{
    private const string AttemptLimit = "Attempt limit exceeded, please try after some time.";

    /// <summary>The fault for a refusal.</summary>
    public static Fault As(Refusal refusal) => refusal.Kind switch
    {
        RefusalKind.UnknownUser => Faults.UserNotFound("User does not exist."),
        RefusalKind.WrongPassword => Faults.NotAuthorized("Incorrect username or password."),
        RefusalKind.Locked => Faults.NotAuthorized("Password attempts exceeded"),
        RefusalKind.Disabled => Faults.NotAuthorized("User is disabled."),
        RefusalKind.NotConfirmed => Faults.UserNotConfirmed("User is not confirmed."),
        RefusalKind.ResetRequired => Faults.PasswordResetRequired("Password reset required for the user"),
        RefusalKind.TemporaryPasswordExpired =>
            Faults.NotAuthorized("Temporary password has expired and must be reset by an administrator."),
        RefusalKind.UserExists => Faults.UsernameExists(refusal.Detail is { } by ? Taken(by) : "User already exists"),
        RefusalKind.AliasTaken => Faults.AliasExists(Taken(refusal.Detail!)),
        RefusalKind.IdentityLinked => Faults.InvalidParameter("SourceUser is already linked to DestinationUser"),
        RefusalKind.IdentityIsPerson => Faults.InvalidParameter(
            "Merging is not currently supported, provide a SourceUser that has not been signed up in order to link"),
        RefusalKind.WeakPassword => Faults.InvalidPassword($"Password did not conform with policy: {refusal.Detail}"),
        RefusalKind.PasswordCompromised => Faults.InvalidPassword("Provided password cannot be used for security reasons."),
        RefusalKind.PasswordUsedBefore => Faults.PasswordHistoryPolicyViolation("Password has previously been used."),
        RefusalKind.AttributeNotWritable => Faults.NotAuthorized("A client attempted to write unauthorized attribute"),
        RefusalKind.Invalid => Faults.InvalidParameter(refusal.Detail!),
        RefusalKind.NoVerifiedAddress => Faults.InvalidParameter(
            "Cannot reset password for the user as there is no registered/verified email or phone_number"),
        RefusalKind.WrongState or RefusalKind.NotPermitted => Faults.NotAuthorized(refusal.Detail!),
        RefusalKind.TooMany => Faults.LimitExceeded(refusal.Detail!),
        RefusalKind.ScopeInvalid => Faults.InvalidParameter(
            refusal.Detail is { } scope ? $"Invalid scope requested: {scope}" : "The client has no scope of a resource server."),
        RefusalKind.FunctionRefused => Faults.UserLambdaValidation(refusal.Detail!),
        RefusalKind.FunctionFailed => Faults.UnexpectedLambda(refusal.Detail!),
        RefusalKind.FunctionMistaken => Faults.InvalidLambdaResponse(refusal.Detail!),
        RefusalKind.CourseUnguided => Faults.InvalidParameter("Custom auth lambda trigger is not configured for the user pool."),
        RefusalKind.RiddleTooLong => Faults.InvalidLambdaResponse("The challenge that CreateAuthChallenge made is too long for a session."),
        RefusalKind.AttemptLimit or RefusalKind.AddressLimit => Faults.LimitExceeded(AttemptLimit),
        RefusalKind.SlowDown => Faults.TooManyRequests(AttemptLimit),
        _ => Factor(refusal.Kind) ?? OneTime(refusal.Kind),
    };

    private static Fault? Factor(RefusalKind kind) => kind switch
    {
        RefusalKind.FactorCodeMismatch => Faults.CodeMismatch("Invalid code or auth state for the user."),
        RefusalKind.AuthenticatorMismatch => Faults.CodeMismatch("Invalid code received for user"),
        RefusalKind.AuthenticatorCodeUsed => Faults.ExpiredCode("Your software token has already been used once."),
        RefusalKind.AuthenticatorNotProven => Faults.EnableSoftwareTokenMFA("Code mismatch"),
        RefusalKind.NoAuthenticator => Faults.SoftwareTokenMFANotFound("Software Token MFA does not exist for the user."),
        RefusalKind.AuthenticatorsNotOffered => Faults.SoftwareTokenMFANotFound("Software Token MFA not enabled for the userPool"),
        _ => null,
    };

    private static Fault OneTime(RefusalKind kind) => kind switch
    {
        RefusalKind.CodeMismatch => Faults.CodeMismatch("Invalid verification code provided, please try again."),
        RefusalKind.CodeExpired => Faults.ExpiredCode("Invalid code provided, please request a code again."),
        RefusalKind.CodeDead => Faults.LimitExceeded(AttemptLimit),
        RefusalKind.StepInvalid => Faults.NotAuthorized("Invalid session for the user."),
        RefusalKind.StepExpired => Faults.NotAuthorized("Invalid session for the user, session is expired."),
        RefusalKind.StepSpent => Faults.NotAuthorized("Invalid session for the user, session can only be used once."),
        RefusalKind.RefreshInvalid => Faults.NotAuthorized("Invalid Refresh Token."),
        RefusalKind.RefreshExpired => Faults.NotAuthorized("Refresh Token has expired"),
        RefusalKind.RefreshReused => Faults.RefreshTokenReuse("Refresh Token has been used before, its session is revoked"),
        RefusalKind.TokenExpired => Faults.NotAuthorized("Access Token has expired"),
        RefusalKind.TokenRevoked => Faults.NotAuthorized("Access Token has been revoked"),
        RefusalKind.TokenScope => Faults.NotAuthorized("Access Token does not have required scopes"),
        RefusalKind.DevicesOff => Faults.InvalidUserPoolConfiguration("User pool does not have device tracking enabled."),
        RefusalKind.DeviceUnknown => Faults.ResourceNotFound("Device does not exist."),
        RefusalKind.DeviceExists => Faults.DeviceKeyExists("Device already exists."),
        RefusalKind.UnknownEvent => Faults.ResourceNotFound("Event does not exist."),
        RefusalKind.FeedbackTokenInvalid => Faults.NotAuthorized("Invalid feedback token."),
        _ => Passkey(kind),
    };

    private static Fault Passkey(RefusalKind kind) => kind switch
    {
        RefusalKind.PasskeysOff => Faults.WebAuthnNotEnabled("Passkeys are not enabled for this user pool."),
        RefusalKind.PasskeysUnconfigured => Faults.WebAuthnConfigurationMissing("The user pool has no relying party ID and no domain."),
        RefusalKind.TooManyPasskeys => Faults.LimitExceeded("A user cannot have more than 20 passkeys."),
        RefusalKind.PasskeyChallenge => Faults.WebAuthnChallengeNotFound("The challenge was not found."),
        RefusalKind.PasskeyClient => Faults.WebAuthnClientMismatch("The registration was started by another client."),
        RefusalKind.PasskeyOrigin => Faults.WebAuthnOriginNotAllowed("The origin is not allowed for the relying party."),
        RefusalKind.PasskeyParty => Faults.WebAuthnRelyingPartyMismatch("The credential belongs to another relying party."),
        RefusalKind.PasskeyTaken => Faults.InvalidParameter("The credential is already registered."),
        RefusalKind.PasskeyUnfit => Faults.WebAuthnCredentialNotSupported("The credential is not supported."),
        RefusalKind.PasskeyUnreadable => Faults.InvalidParameter("Invalid credential."),
        _ => Faults.NotAuthorized("Invalid Access Token"),
    };

    private static string Taken(string attribute) => $"An account with the given {attribute} already exists.";
}
