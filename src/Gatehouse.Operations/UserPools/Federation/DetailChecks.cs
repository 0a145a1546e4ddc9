using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>What every provider's details must be, whatever its type.</summary>
public sealed class DetailChecks(IOutside outside)
{
    private const int MostDetails = 50;
    private const int LongestName = 64;
    private const int LongestValue = 2048;
    private const int LongestKey = 8192;

    private static readonly string[] Addresses = [Details.Authorize, Details.Token, Details.UserInfo, Details.Keys, Details.Issuer, Details.MetadataUrl];

    /// <summary>What is wrong; null when nothing.</summary>
    public Fault? Broken(IReadOnlyDictionary<string, string> details)
    {
        if (details.Count > MostDetails || details.Any(detail => detail.Key.Length > LongestName))
            return Faults.InvalidParameter("Too many provider details.");
        if (details.FirstOrDefault(detail => detail.Value.Length > Longest(detail.Key)) is { Key: { } tooLong })
            return Faults.InvalidParameter($"Provider detail {tooLong} is too long.");

        foreach (var name in Addresses.Where(details.ContainsKey))
        {
            if (!Uri.TryCreate(details[name], UriKind.Absolute, out var address) || address.Fragment.Length > 0)
                return Faults.InvalidParameter($"Provider detail {name} is not a URL.");
            if (!outside.Admits(address))
                return address.Scheme == Uri.UriSchemeHttps ? NotAllowed(name) : Faults.InvalidParameter(NeedsTls(name));
        }

        return null;
    }

    private static string NeedsTls(string name) => name == Details.MetadataUrl ? "MetadataURL must start with https://" : "OIDC endpoint must start with https://";

    private static Fault NotAllowed(string name) => Faults.InvalidParameter($"Provider detail {name} names a host that may not be asked.");

    // The metadata document has a bound of its own, in the service model.
    private static int Longest(string name) => name switch
    {
        Details.MetadataFile => int.MaxValue,
        Details.PrivateKey => LongestKey,
        _ => LongestValue,
    };
}
