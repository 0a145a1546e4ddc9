using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;

namespace Gatehouse.Tests.UserPools.Federation;

/// <summary>Providers of a pool in a test: the requests that succeed, and short ways to ask.</summary>
internal sealed class Providers(TestPool pool)
{
    private readonly World world = pool.World;

    public static Dictionary<string, string> Google => Wire.Map(
        ("client_id", "1example.apps.googleusercontent.com"), ("client_secret", "google-secret"), ("authorize_scopes", "email profile openid"));

    public static Dictionary<string, string> Apple => Wire.Map(
        ("client_id", "com.example"), ("private_key", "1EXAMPLE"), ("key_id", "2EXAMPLE"), ("team_id", "3EXAMPLE"), ("authorize_scopes", "email name"));

    public static Dictionary<string, string> Oidc => Wire.Map(
        ("client_id", "gatehouse"), ("client_secret", "oidc-secret"), ("authorize_scopes", "openid email"), ("oidc_issuer", "https://login.example.com"),
        ("attributes_request_method", "GET"), ("authorize_url", "https://login.example.com/a"), ("token_url", "https://login.example.com/t"),
        ("attributes_url", "https://login.example.com/u"), ("jwks_uri", "https://login.example.com/k"));

    public static Dictionary<string, string> Discovered
    {
        get
        {
            var details = Oidc;
            foreach (var endpoint in new[] { "authorize_url", "token_url", "attributes_url", "jwks_uri" })
                details.Remove(endpoint);
            return details;
        }
    }

    public static Dictionary<string, string> Saml => Wire.Map(("MetadataFile", Tests.Federation.Metadata.Whole()));

    /// <summary>Details that are right for a type.</summary>
    public static Dictionary<string, string> Of(string type) => type switch
    {
        "SAML" => Saml,
        "OIDC" => Oidc,
        "SignInWithApple" => Apple,
        _ => Google,
    };

    public Task<Said<CreateIdentityProviderResponse>> Create(
        string name, string type, Dictionary<string, string>? details = null, Func<CreateIdentityProviderRequest, CreateIdentityProviderRequest>? with = null)
    {
        var request = new CreateIdentityProviderRequest
        {
            UserPoolId = pool.Id, ProviderName = name, ProviderType = type, ProviderDetails = details ?? Of(type),
        };
        return world.Call(world.Op<CreateIdentityProvider>(), with?.Invoke(request) ?? request);
    }

    public async Task<IdentityProviderType> Describe(string name) => (await Ask(name)).Ok.IdentityProvider!;

    public Task<Said<DescribeIdentityProviderResponse>> Ask(string name) =>
        world.Call(world.Op<DescribeIdentityProvider>(), new() { UserPoolId = pool.Id, ProviderName = name });

    public Task<Said<UpdateIdentityProviderResponse>> Update(string name, Func<UpdateIdentityProviderRequest, UpdateIdentityProviderRequest> with) =>
        world.Call(world.Op<UpdateIdentityProvider>(), with(new() { UserPoolId = pool.Id, ProviderName = name }));

    public Task<Said<Nothing>> Delete(string name) =>
        world.Call(world.Op<DeleteIdentityProvider>(), new DeleteIdentityProviderRequest { UserPoolId = pool.Id, ProviderName = name });

    public Task<Said<GetIdentityProviderByIdentifierResponse>> ByIdentifier(string identifier) =>
        world.Call(world.Op<GetIdentityProviderByIdentifier>(), new() { UserPoolId = pool.Id, IdpIdentifier = identifier });

    public Task<Said<ListIdentityProvidersResponse>> List(int? size = null, string? token = null) =>
        world.Call(world.Op<ListIdentityProviders>(), new() { UserPoolId = pool.Id, MaxResults = size, NextToken = token });

    /// <summary>A provider as it is stored.</summary>
    public IdentityProvider? Stored(string name) => world.Store.Parts<IdentityProvider>().Find(pool.Id, "", name, default).Done();
}
