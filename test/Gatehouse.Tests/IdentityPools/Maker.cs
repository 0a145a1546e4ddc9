using System.Text;
using System.Text.Json.Nodes;
using Gatehouse.Contracts.IdentityPools;
using Gatehouse.Operations.IdentityPools;
using Gatehouse.Tests.UserPools;

namespace Gatehouse.Tests.IdentityPools;

/// <summary>Short ways to make and ask pools of identities.</summary>
internal static class Maker
{
    public const string Account = "arn:aws:iam::000000000000:";
    public const string Developer = "login.example";

    public static Dictionary<string, string> Map(params (string Name, string Value)[] values) => values.ToDictionary(pair => pair.Name, pair => pair.Value);

    /// <summary>How a user pool is called as a provider.</summary>
    public static string ProviderOf(string userPoolId) => $"cognito-idp.{World.Region}.amazonaws.com/{userPoolId}";

    public static Task<Said<IdentityPool>> Create(this World world, Func<CreateIdentityPoolInput, CreateIdentityPoolInput>? with = null)
    {
        var request = new CreateIdentityPoolInput { IdentityPoolName = "identities", AllowUnauthenticatedIdentities = true };
        return world.Call(world.Op<CreateIdentityPool>(), with?.Invoke(request) ?? request);
    }

    public static async Task<string> PoolId(this World world, Func<CreateIdentityPoolInput, CreateIdentityPoolInput>? with = null) =>
        (await world.Create(with)).Ok.IdentityPoolId;

    public static Task<Said<IdentityPool>> Describe(this World world, string id) =>
        world.Call(world.Op<DescribeIdentityPool>(), new DescribeIdentityPoolInput { IdentityPoolId = id });

    public static Task<Said<GetIdResponse>> GetId(this World world, string pool, params (string Provider, string Token)[] logins) =>
        world.Call(world.Op<GetId>(), new GetIdInput { IdentityPoolId = pool, Logins = logins.Length == 0 ? null : Map(logins) });

    public static async Task<string> Id(this World world, string pool, params (string Provider, string Token)[] logins) =>
        (await world.GetId(pool, logins)).Ok.IdentityId!;

    public static Task<Said<GetOpenIdTokenResponse>> Token(this World world, string identity, params (string Provider, string Token)[] logins) =>
        world.Call(world.Op<GetOpenIdToken>(), new GetOpenIdTokenInput { IdentityId = identity, Logins = logins.Length == 0 ? null : Map(logins) });

    public static Task<Said<IdentityDescription>> DescribeId(this World world, string identity) =>
        world.Call(world.Op<DescribeIdentity>(), new DescribeIdentityInput { IdentityId = identity });

    public static Task<Said<GetOpenIdTokenForDeveloperIdentityResponse>> Vouch(
        this World world, string pool, string user, string? identity = null, Func<GetOpenIdTokenForDeveloperIdentityInput, GetOpenIdTokenForDeveloperIdentityInput>? with = null)
    {
        var request = new GetOpenIdTokenForDeveloperIdentityInput { IdentityPoolId = pool, IdentityId = identity, Logins = Map((Developer, user)) };
        return world.Call(world.Op<GetOpenIdTokenForDeveloperIdentity>(), with?.Invoke(request) ?? request);
    }

    public static async Task<IReadOnlyList<string>> Ids(this World world, string pool, bool hideDisabled = false) =>
        [.. (await world.Call(world.Op<ListIdentities>(), new ListIdentitiesInput { IdentityPoolId = pool, MaxResults = 60, HideDisabled = hideDisabled })).Ok
            .Identities!.Select(identity => identity.IdentityId!)];

    /// <summary>One of the three parts of a token.</summary>
    public static JsonObject Part(string token, int part) =>
        JsonNode.Parse(Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(token.Split('.')[part])))!.AsObject();
}
