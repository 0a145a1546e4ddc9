using Gatehouse.Contracts.UserPools;

namespace Gatehouse.Tests.UserPools;

/// <summary>What a call of a sign-in answered, whichever of the four operations it came through.</summary>
internal sealed record Asked(string? Challenge, string? Session, IReadOnlyDictionary<string, string> Parameters, IReadOnlyList<string> Available)
{
    public AuthenticationResultType? Tokens { get; init; }

    public string? Refusal { get; init; }

    /// <summary>The challenge, <c>tokens</c>, or the fault.</summary>
    public string Word => Refusal ?? (Tokens is null ? Challenge! : "tokens");

    public static Asked Of(Said<InitiateAuthResponse> said) => Of(
        said, said.Value?.ChallengeName, said.Value?.Session, said.Value?.ChallengeParameters, said.Value?.AvailableChallenges, said.Value?.AuthenticationResult);

    public static Asked Of(Said<AdminInitiateAuthResponse> said) => Of(
        said, said.Value?.ChallengeName, said.Value?.Session, said.Value?.ChallengeParameters, said.Value?.AvailableChallenges, said.Value?.AuthenticationResult);

    public static Asked Of(Said<RespondToAuthChallengeResponse> said) => Of(
        said, said.Value?.ChallengeName, said.Value?.Session, said.Value?.ChallengeParameters, said.Value?.AvailableChallenges, said.Value?.AuthenticationResult);

    public static Asked Of(Said<AdminRespondToAuthChallengeResponse> said) => Of(
        said, said.Value?.ChallengeName, said.Value?.Session, said.Value?.ChallengeParameters, said.Value?.AvailableChallenges, said.Value?.AuthenticationResult);

    private static Asked Of<T>(
        Said<T> said,
        string? challenge,
        string? session,
        IReadOnlyDictionary<string, string>? parameters,
        IReadOnlyList<string>? available,
        AuthenticationResultType? tokens)
        where T : class => new(challenge, session, parameters ?? new Dictionary<string, string>(), available ?? [])
        {
            Tokens = tokens, Refusal = said.IsOk ? null : said.Refusal,
        };
}
