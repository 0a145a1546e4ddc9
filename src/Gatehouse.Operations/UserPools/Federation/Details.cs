namespace Gatehouse.Operations.UserPools;

/// <summary>Names of provider details on the wire.</summary>
internal static class Details
{
    public const string ClientId = "client_id";
    public const string ClientSecret = "client_secret";
    public const string Scopes = "authorize_scopes";
    public const string Authorize = "authorize_url";
    public const string Token = "token_url";
    public const string TokenMethod = "token_request_method";
    public const string UserInfo = "attributes_url";
    public const string UserInfoMethod = "attributes_request_method";
    public const string UserInfoNamesThem = "attributes_url_add_attributes";
    public const string Keys = "jwks_uri";
    public const string Issuer = "oidc_issuer";
    public const string ApiVersion = "api_version";
    public const string TeamId = "team_id";
    public const string KeyId = "key_id";
    public const string PrivateKey = "private_key";
    public const string MetadataFile = "MetadataFile";
    public const string MetadataUrl = "MetadataURL";
    public const string SignOn = "SSORedirectBindingURI";
    public const string SignOut = "SLORedirectBindingURI";
    public const string SigningAlgorithm = "RequestSigningAlgorithm";
    public const string EncryptionCertificate = "ActiveEncryptionCertificate";

    /// <summary>Whether every one of these is there.</summary>
    public static bool Has(this IReadOnlyDictionary<string, string> details, params IEnumerable<string> names) => names.All(details.ContainsKey);
}
