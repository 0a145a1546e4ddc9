using System.Security.Cryptography;
using System.Text;

namespace Gatehouse.Hosting;

/// <summary>A pool with an application and a person in it, with everything needed to sign in. For a developer's own machine only.</summary>
/// <param name="PoolId">The pool.</param>
/// <param name="ClientId">The application.</param>
/// <param name="ClientSecret">Its secret.</param>
public sealed record Demo(string PoolId, string ClientId, string ClientSecret)
{
    /// <summary>The name of the pool, of the application and of the person.</summary>
    public const string Name = "demo";

    /// <summary>The person's address.</summary>
    public const string Email = "demo@example.com";

    /// <summary>The person's password, set again at every start.</summary>
    public const string Password = "Demo-Password-1";

    /// <summary>Base64(HMAC-SHA-256(client secret, user name + client id)).</summary>
    public string SecretHash => Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(ClientSecret), Encoding.UTF8.GetBytes(Name + ClientId)));

    /// <summary>A first sign-in with the AWS command line.</summary>
    public string AwsCommand =>
        $"aws cognito-idp initiate-auth --auth-flow USER_PASSWORD_AUTH --client-id {ClientId} "
        + $"--auth-parameters USERNAME={Name},PASSWORD={Password},SECRET_HASH={SecretHash} --query AuthenticationResult.IdToken --output text";

    /// <summary>The same with curl.</summary>
    public string CurlCommand(string url) =>
        $"curl -s {url}/ -H 'Content-Type: application/x-amz-json-1.1' -H 'X-Amz-Target: AWSCognitoIdentityProviderService.InitiateAuth' "
        + $$$"""-d '{"AuthFlow":"USER_PASSWORD_AUTH","ClientId":"{{{ClientId}}}","AuthParameters":{"USERNAME":"{{{Name}}}","PASSWORD":"{{{Password}}}","SECRET_HASH":"{{{SecretHash}}}"}}'""";

    /// <summary>Does not show the secret.</summary>
    public override string ToString() => $"Demo {PoolId}";
}
