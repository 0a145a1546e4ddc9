namespace Gatehouse.Wire.SigV4;

/// <summary>What a signature is good for: <c>20150830/us-east-1/cognito-idp/aws4_request</c>.</summary>
/// <param name="Date">As <c>yyyyMMdd</c>, in UTC.</param>
/// <param name="Region">The region.</param>
/// <param name="Service">The signing name of the service.</param>
/// <param name="Terminator">Always <c>aws4_request</c> in what is accepted.</param>
public sealed record CredentialScope(string Date, string Region, string Service, string Terminator)
{
    /// <summary>The only terminator there is.</summary>
    public const string Aws4Request = "aws4_request";

    /// <summary>The scope as it is signed.</summary>
    public override string ToString() => $"{Date}/{Region}/{Service}/{Terminator}";
}
