using System.Diagnostics.CodeAnalysis;

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

    /// <summary>Reads a scope as <see cref="ToString"/> writes it.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out CredentialScope? scope)
    {
        scope = text.Split('/') is [var date, var region, var service, var terminator] ? new(date, region, service, terminator) : null;
        return scope is not null;
    }

    /// <summary>The scope as it is signed.</summary>
    public override string ToString() => $"{Date}/{Region}/{Service}/{Terminator}";
}
