using System.Text.RegularExpressions;
using Gatehouse.Contracts.UserPools;

namespace Gatehouse.Operations.UserPools;

/// <summary>What a pool's settings for keys and issuers must be: they are kept for those who move a pool between regions.</summary>
public static partial class DeploymentChecks
{
    /// <summary>What is wrong; null when nothing.</summary>
    public static Fault? Broken(UserPoolType settings) => Keys(settings.KeyConfiguration) ?? Issuer(settings.IssuerConfiguration);

    private static Fault? Keys(KeyConfigurationType? keys)
    {
        if (keys is null)
            return null;
        if (keys.KeyType is { } type && !EncryptionKeyType.All.Contains(type))
            return Faults.InvalidParameter($"Invalid KeyType: {type}");
        if (keys.KmsKeyArn is { } arn && !KeyArn().IsMatch(arn))
            return Faults.InvalidParameter($"Invalid KmsKeyArn: {arn}");

        return keys.KeyType == EncryptionKeyType.CUSTOMER_MANAGED_KEY == keys.KmsKeyArn is not null
            ? null
            : Faults.InvalidParameter("KmsKeyArn must be given with the KeyType CUSTOMER_MANAGED_KEY, and with no other.");
    }

    private static Fault? Issuer(IssuerConfigurationType? issuer) => issuer?.Type is { } type && !IssuerType.All.Contains(type)
        ? Faults.InvalidParameter($"Invalid issuer type: {type}")
        : null;

    [GeneratedRegex(
        @"\Aarn:aws[a-z-]*:kms:[a-z0-9-]{1,32}:[0-9]{12}:(key|alias)/[A-Za-z0-9/_-]{1,256}\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex KeyArn();
}
