using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>What an OpenID provider must be told; what its issuer tells by discovery need not be.</summary>
public sealed class OidcDetails(IProviderFacts facts)
{
    private static readonly string[] Required = [Details.ClientId, Details.Scopes, Details.Issuer, Details.UserInfoMethod];
    private static readonly string[] Endpoints = [Details.Authorize, Details.Token, Details.UserInfo, Details.Keys];

    /// <summary>The details with the endpoints that were left out, or the fault for what is missing, wrong, or not to be learned.</summary>
    public async ValueTask<Reply<CompleteDetails>> Complete(IReadOnlyDictionary<string, string> asked, CancellationToken ct)
    {
        if (!asked.Has(Required))
            return Faults.InvalidParameter("clientId, authorizeScopes, oidcIssuer and attributesRequestMethod are all required idp details.");
        if (asked[Details.UserInfoMethod] is not ("GET" or "POST") and var method)
        {
            return Faults.InvalidParameter(
                $"1 validation error detected: Value '{method}' at 'attributesRequestMethod' failed to satisfy constraint: Member must satisfy enum value set: [POST, GET]");
        }

        if (!asked[Details.Scopes].Split(' ').Contains("openid"))
            return Faults.InvalidParameter("authorize_scopes must contain openid.");

        var details = new Dictionary<string, string>(asked, StringComparer.Ordinal) { [Details.UserInfoNamesThem] = "false" };
        if (details.Has(Endpoints))
            return new CompleteDetails(details);
        if ((await facts.Discover(details[Details.Issuer], ct)).Refused(out _, out var found))
            return Faults.InvalidParameter("Unable to contact well-known endpoint");

        foreach (var (name, value) in Told(found))
            details.TryAdd(name, value);

        return new CompleteDetails(details);
    }

    private static IEnumerable<KeyValuePair<string, string>> Told(OidcEndpoints found)
    {
        yield return new(Details.Authorize, found.Authorize);
        yield return new(Details.Token, found.Token);
        yield return new(Details.Keys, found.Keys);
        if (found.UserInfo is { } userInfo)
            yield return new(Details.UserInfo, userInfo);
    }
}
