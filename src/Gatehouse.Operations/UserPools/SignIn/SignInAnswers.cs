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
        SignInResult.ProveBySrp srp => new(ChallengeNameType.PASSWORD_VERIFIER, null, Parameters(srp), null),
        SignInResult.ChooseNewPassword choose => new(ChallengeNameType.NEW_PASSWORD_REQUIRED, choose.Session, Parameters(choose), null),
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
    };

    private static Dictionary<string, string> Parameters(SignInResult.ProveBySrp srp) => new()
    {
        ["SALT"] = srp.Salt,
        ["SECRET_BLOCK"] = srp.SecretBlock,
        ["SRP_B"] = srp.PublicB,
        ["USERNAME"] = srp.UserId,
        ["USER_ID_FOR_SRP"] = srp.UserId,
    };

    private static Dictionary<string, string> Parameters(SignInResult.ChooseNewPassword choose) => new()
    {
        ["USER_ID_FOR_SRP"] = choose.User.Username,
        ["userAttributes"] = JsonSerializer.Serialize(choose.Known, Plain),
        ["requiredAttributes"] = JsonSerializer.Serialize(choose.Missing.Select(name => "userAttributes." + name), Plain),
    };
}
