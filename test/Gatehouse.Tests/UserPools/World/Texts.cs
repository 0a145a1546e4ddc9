namespace Gatehouse.Tests.UserPools;

/// <summary>Refusals in the words clients match on, once for all tests. Source: what clients of the real service quote.</summary>
internal static class Texts
{
    public const string WrongPassword = "NotAuthorizedException: Incorrect username or password.";
    public const string Locked = "NotAuthorizedException: Password attempts exceeded";
    public const string Disabled = "NotAuthorizedException: User is disabled.";
    public const string NoUser = "UserNotFoundException: User does not exist.";
    public const string NoUserOrClient = "UserNotFoundException: Username/client id combination not found.";
    public const string NotConfirmed = "UserNotConfirmedException: User is not confirmed.";
    public const string ResetRequired = "PasswordResetRequiredException: Password reset required for the user";
    public const string TemporaryExpired = "NotAuthorizedException: Temporary password has expired and must be reset by an administrator.";
    public const string CodeMismatch = "CodeMismatchException: Invalid verification code provided, please try again.";
    public const string CodeExpired = "ExpiredCodeException: Invalid code provided, please request a code again.";
    public const string AttemptLimit = "LimitExceededException: Attempt limit exceeded, please try after some time.";
    public const string TooManyAttempts = "TooManyFailedAttemptsException: Attempt limit exceeded, please try after some time.";
    public const string UserExists = "UsernameExistsException: User already exists";
    public const string EmailExists = "UsernameExistsException: An account with the given email already exists.";
    public const string EmailAliasExists = "AliasExistsException: An account with the given email already exists.";
    public const string AlreadyConfirmed = "NotAuthorizedException: User cannot be confirmed. Current status is CONFIRMED";
    public const string NotWritable = "NotAuthorizedException: A client attempted to write unauthorized attribute";
    public const string SessionInvalid = "NotAuthorizedException: Invalid session for the user.";
    public const string SessionExpired = "NotAuthorizedException: Invalid session for the user, session is expired.";
    public const string SessionSpent = "NotAuthorizedException: Invalid session for the user, session can only be used once.";
    public const string CannotReset = "NotAuthorizedException: User password cannot be reset in the current state.";
    public const string NothingVerified =
        "InvalidParameterException: Cannot reset password for the user as there is no registered/verified email or phone_number";

    public const string AskAdministrator = "NotAuthorizedException: Contact administrator to reset password.";
    public const string RefreshInvalid = "NotAuthorizedException: Invalid Refresh Token.";
    public const string RefreshExpired = "NotAuthorizedException: Refresh Token has expired";
    public const string TokenInvalid = "NotAuthorizedException: Invalid Access Token";
    public const string TokenExpired = "NotAuthorizedException: Access Token has expired";
    public const string TokenRevoked = "NotAuthorizedException: Access Token has been revoked";
    public const string TokenScope = "NotAuthorizedException: Access Token does not have required scopes";
    public const string TooShort = "InvalidPasswordException: Password did not conform with policy: Password not long enough";

    public const string FactorMismatch = "CodeMismatchException: Invalid code or auth state for the user.";
    public const string TokenMismatch = "CodeMismatchException: Invalid code received for user";
    public const string TokenUsed = "ExpiredCodeException: Your software token has already been used once.";
    public const string TokenNotProven = "EnableSoftwareTokenMFAException: Code mismatch";
    public const string NoToken = "SoftwareTokenMFANotFoundException: Software Token MFA does not exist for the user.";
    public const string TokensNotOffered = "SoftwareTokenMFANotFoundException: Software Token MFA not enabled for the userPool";
    public const string TooManyRequests = "TooManyRequestsException: Attempt limit exceeded, please try after some time.";

    public static string NoClient(string id) => $"ResourceNotFoundException: User pool client {id} does not exist.";

    public static string NoPool(string id) => $"ResourceNotFoundException: User pool {id} does not exist.";
}
