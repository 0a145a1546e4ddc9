using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>The names of second factors on the wire: challenges and settings have the same.</summary>
public static class FactorNames
{
    /// <summary>The name of a factor.</summary>
    public static string Of(SecondFactor factor) => factor switch
    {
        SecondFactor.Sms => ChallengeNameType.SMS_MFA,
        SecondFactor.SoftwareToken => ChallengeNameType.SOFTWARE_TOKEN_MFA,
        _ => ChallengeNameType.EMAIL_OTP,
    };

    /// <summary>The name of a first factor.</summary>
    public static string Of(FirstFactor factor) => factor switch
    {
        FirstFactor.Password => AuthFactorType.PASSWORD,
        FirstFactor.EmailCode => AuthFactorType.EMAIL_OTP,
        FirstFactor.SmsCode => AuthFactorType.SMS_OTP,
        _ => AuthFactorType.WEB_AUTHN,
    };

    /// <summary>The first factor of a name that a pool may have among its settings.</summary>
    public static FirstFactor First(string name) => name switch
    {
        AuthFactorType.PASSWORD => FirstFactor.Password,
        AuthFactorType.EMAIL_OTP => FirstFactor.EmailCode,
        AuthFactorType.SMS_OTP => FirstFactor.SmsCode,
        _ => FirstFactor.Passkey,
    };

    /// <summary>The factor of a name; null when it is none. The mailbox has two names in the documentation of the service.</summary>
    public static SecondFactor? Read(string name) => name switch
    {
        ChallengeNameType.SMS_MFA => SecondFactor.Sms,
        ChallengeNameType.SOFTWARE_TOKEN_MFA => SecondFactor.SoftwareToken,
        ChallengeNameType.EMAIL_OTP or "EMAIL_MFA" => SecondFactor.Email,
        _ => null,
    };
}
