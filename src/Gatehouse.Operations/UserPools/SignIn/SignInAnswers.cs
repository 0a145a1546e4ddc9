using System.Text.Encodings.Web;
using System.Text.Json;
using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Words the result of a sign-in step as the wire does: challenges with their parameters, or tokens.</summary>
public static class SignInAnswers
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly IReadOnlyDictionary<string, string> None = new Dictionary<string, string>();

    /// <summary>The answer for a result.</summary>
    public static SignInAnswer Of(SignInResult result) => result switch
    {
        SignInResult.SignedIn signedIn => new(null, null, None, Tokens(signedIn.Tokens)),
        SignInResult.ProveBySrp srp => new(ChallengeNameType.PASSWORD_VERIFIER, srp.Session, Parameters(srp), null),
        SignInResult.SolveRiddle solve => new(ChallengeNameType.CUSTOM_CHALLENGE, solve.Session, Parameters(solve), null),
        SignInResult.ChooseNewPassword choose => new(ChallengeNameType.NEW_PASSWORD_REQUIRED, choose.Session, Parameters(choose), null),
        SignInResult.ChooseFirst choose =>
            new(ChallengeNameType.SELECT_CHALLENGE, choose.Session, choose.Options is { } options ? Parameters(options) : None, null) { Available = Names(choose.Factors) },
        SignInResult.AskPassword ask => new(ask.BySrp ? ChallengeNameType.PASSWORD_SRP : ChallengeNameType.PASSWORD, ask.Session, None, null),
        SignInResult.ProveFirst first => new(FactorNames.Of(first.Factor), first.Session, Parameters(first.Sent), null),
        SignInResult.ProveFactor prove => new(FactorNames.Of(prove.Factor), prove.Session, Parameters(prove), null),
        SignInResult.ProvePasskey prove =>
            new(ChallengeNameType.WEB_AUTHN, prove.Session, Parameters(prove.Options), null),
        SignInResult.ProveDevice prove => new(ChallengeNameType.DEVICE_SRP_AUTH, prove.Session, Parameters(prove), null),
        SignInResult.ProveDeviceBySrp srp => new(ChallengeNameType.DEVICE_PASSWORD_VERIFIER, srp.Session, Parameters(srp), null),
        SignInResult.ChooseFactor choose =>
            new(ChallengeNameType.SELECT_MFA_TYPE, choose.Session, Parameters("MFAS_CAN_CHOOSE", choose.User, choose.Factors), null),
        SignInResult.SetUpFactor setUp =>
            new(ChallengeNameType.MFA_SETUP, setUp.Session, Parameters("MFAS_CAN_SETUP", setUp.User, setUp.Factors), null),
        _ => throw new InvalidOperationException($"No words for {result.GetType().Name}."),
    };

    /// <summary>Tokens as the wire shows them.</summary>
    public static AuthenticationResultType Tokens(IssuedTokens tokens) => new()
    {
        AccessToken = tokens.AccessToken,
        ExpiresIn = (int)tokens.ExpiresIn.TotalSeconds,
        TokenType = "Bearer",
        RefreshToken = tokens.RefreshToken,
        IdToken = tokens.IdToken,
        NewDeviceMetadata = tokens.NewDevice is { } device ? new() { DeviceKey = device.Key, DeviceGroupKey = device.GroupKey } : null,
    };

    private static Dictionary<string, string> Parameters(SignInResult.ProveBySrp srp) => new()
    {
        ["SALT"] = srp.Salt,
        ["SECRET_BLOCK"] = srp.SecretBlock,
        ["SRP_B"] = srp.PublicB,
        ["USERNAME"] = srp.UserId,
        ["USER_ID_FOR_SRP"] = srp.UserId,
    };

    private static Dictionary<string, string> Parameters(string options) => new() { ["CREDENTIAL_REQUEST_OPTIONS"] = options };

    private static Dictionary<string, string> Parameters(SignInResult.SolveRiddle solve) =>
        new(solve.Shown) { ["USERNAME"] = solve.Username };

    private static Dictionary<string, string> Parameters(SignInResult.ProveDevice prove) => new()
    {
        ["DEVICE_KEY"] = prove.DeviceKey,
        ["USERNAME"] = prove.User.Username,
        ["USER_ID_FOR_SRP"] = prove.User.Username,
    };

    private static Dictionary<string, string> Parameters(SignInResult.ProveDeviceBySrp srp) => new()
    {
        ["DEVICE_KEY"] = srp.DeviceKey,
        ["SALT"] = srp.Salt,
        ["SECRET_BLOCK"] = srp.SecretBlock,
        ["SRP_B"] = srp.PublicB,
        ["USERNAME"] = srp.User.Username,
    };

    private static Dictionary<string, string> Parameters(SignInResult.ChooseNewPassword choose) => new()
    {
        ["USER_ID_FOR_SRP"] = choose.User.Username,
        ["userAttributes"] = JsonSerializer.Serialize(choose.Known, Plain),
        ["requiredAttributes"] = JsonSerializer.Serialize(choose.Missing.Select(name => "userAttributes." + name), Plain),
    };

    private static Dictionary<string, string> Parameters(SignInResult.ProveFactor prove)
    {
        var parameters = prove.Sent is { } sent ? Parameters(sent) : [];
        parameters["USER_ID_FOR_SRP"] = prove.User.Username;
        if (prove.Sent is null && prove.User.State.Authenticators?.Proven?.Name is { } device)
            parameters["FRIENDLY_DEVICE_NAME"] = device;
        return parameters;
    }

    // Before anything is proven nobody is told whose address it is.
    private static Dictionary<string, string> Parameters(Delivery sent) => new()
    {
        ["CODE_DELIVERY_DELIVERY_MEDIUM"] = sent.Channel is Channel.Sms ? DeliveryMediumType.SMS : DeliveryMediumType.EMAIL,
        ["CODE_DELIVERY_DESTINATION"] = sent.Destination,
    };

    private static List<string> Names(IReadOnlyList<FirstFactor> factors) =>
    [
        .. factors.SelectMany(factor => factor is FirstFactor.Password
            ? [ChallengeNameType.PASSWORD, ChallengeNameType.PASSWORD_SRP]
            : (string[])[FactorNames.Of(factor)]),
    ];

    private static Dictionary<string, string> Parameters(string list, User user, IReadOnlyList<SecondFactor> factors) => new()
    {
        [list] = JsonSerializer.Serialize(factors.Select(FactorNames.Of), Plain),
        ["USER_ID_FOR_SRP"] = user.Username,
    };
}
