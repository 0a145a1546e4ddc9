using System.Text.Json.Serialization;
using Gatehouse.Identity;

namespace Gatehouse.Federation;

/// <summary>Where the big providers are asked whose an access token is.</summary>
/// <param name="Facebook">The base of Facebook's Graph API, without a slash at its end.</param>
/// <param name="Amazon">The base of Login with Amazon, without a slash at its end.</param>
public sealed record SocialAddresses(string Facebook, string Amazon)
{
    /// <summary>Where they are.</summary>
    public static readonly SocialAddresses Real = new("https://graph.facebook.com", "https://api.amazon.com");
}

/// <summary>What Facebook says of an application or a person.</summary>
internal sealed record FacebookNode
{
    [JsonPropertyName("id")]
    public string? Id { get; init; }
}

/// <summary>What Amazon says of a token.</summary>
internal sealed record AmazonToken
{
    [JsonPropertyName("aud")]
    public string? Client { get; init; }

    [JsonPropertyName("app_id")]
    public string? Application { get; init; }

    [JsonPropertyName("user_id")]
    public string? User { get; init; }

    [JsonPropertyName("exp")]
    public double? SecondsLeft { get; init; }
}

/// <summary>
/// Asks who got an access token, and by which application: a token that another application got proves nothing here, as its people never
/// meant to come to us.
/// </summary>
internal sealed class AccessTokens(IOutside outside, SocialAddresses addresses)
{
    private const int Longest = 4096;

    /// <summary>Asks Facebook (<c>/app</c> and <c>/me</c> of the Graph API).</summary>
    public async ValueTask<Outcome<ForeignToken>> Facebook(string token, IReadOnlyCollection<string>? applications, CancellationToken ct)
    {
        if ((await Node("app", token, ct)).Refused(out var refusal, out var application))
            return refusal;
        if (applications?.Contains(application) is false)
            return LoginFlaw.OtherAudience;

        return (await Node("me", token, ct)).Refused(out refusal, out var person) ? refusal : Proven(person, application, [application]);
    }

    /// <summary>Asks Amazon (<c>/auth/o2/tokeninfo</c>).</summary>
    public async ValueTask<Outcome<ForeignToken>> Amazon(string token, IReadOnlyCollection<string>? applications, CancellationToken ct)
    {
        if ((await Ask($"{addresses.Amazon}/auth/o2/tokeninfo?access_token=", token, ct)).Refused(out var refusal, out var document))
            return refusal;
        if (JsonBody.Read(document, FederationJson.Wire.AmazonToken).Refused(out _, out var said) || said is not { User: { Length: > 0 } user, SecondsLeft: { } left })
            return RefusalKind.Unreachable;
        if (left <= 0)
            return LoginFlaw.NotSigned;

        var ids = new[] { said.Application, said.Client }.OfType<string>().Distinct().ToList();
        return ids.Find(id => applications?.Contains(id) is not false) is { } application ? Proven(user, application, ids) : LoginFlaw.OtherAudience;
    }

    private async ValueTask<Outcome<string>> Node(string name, string token, CancellationToken ct)
    {
        if ((await Ask($"{addresses.Facebook}/{name}?fields=id&access_token=", token, ct)).Refused(out var refusal, out var document))
            return refusal;

        return JsonBody.Read(document, FederationJson.Wire.FacebookNode).Refused(out _, out var node) || node is not { Id: { Length: > 0 } id } ? RefusalKind.Unreachable : id;
    }

    // That a provider calls a token bad is an answer; that it is not well, or has had enough of us, is none.
    private async ValueTask<Outcome<byte[]>> Ask(string question, string token, CancellationToken ct)
    {
        if (token.Length > Longest)
            return LoginFlaw.NotAToken;
        if ((await outside.Ask(new Uri(question + Uri.EscapeDataString(token)), ct)).Refused(out var refusal, out var answer))
            return refusal;

        return answer.Status switch
        {
            200 => answer.Body,
            400 or 401 or 403 => LoginFlaw.NotSigned,
            _ => RefusalKind.Unreachable,
        };
    }

    private static ForeignToken Proven(string person, string application, List<string> ids) =>
        new(person, application, new Dictionary<string, object> { ["sub"] = person, ["aud"] = application, ["app_id"] = ids });
}
