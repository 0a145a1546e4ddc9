using System.Buffers;
using Gatehouse.Contracts.UserPools;

namespace Gatehouse.Operations.UserPools;

/// <summary>To which addresses a sign-up page may link: places on the web, in whatever script they are written.</summary>
public static class TermsLinks
{
    // No URL has these (RFC 3986, section 2; RFC 3987 adds letters, not these), and browsers read some of them as others.
    private static readonly SearchValues<char> NotInAddresses = SearchValues.Create("\\<>\"'`^{|} ");

    /// <summary>What is wrong with the links; null when nothing. Keys and lengths are checked by the contract.</summary>
    public static Fault? Broken(IReadOnlyDictionary<string, string> links)
    {
        var broken = links.Where(link => !IsPlace(link.Value)).Select(link => link.Key).FirstOrDefault();
        return broken is null ? null : Faults.InvalidParameter($"The link for {broken} is not an absolute http or https URL.");
    }

    private static bool IsPlace(string address) =>
        (address.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || address.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
        && !address.AsSpan().ContainsAny(NotInAddresses)
        && Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && uri.Host.Length > 0
        && !Authority(address).Contains('@');

    // As it stands: what comes before an @ would be shown as if it were the place.
    private static ReadOnlySpan<char> Authority(string address)
    {
        var rest = address.AsSpan(address.IndexOf("//", StringComparison.Ordinal) + 2);
        return rest.IndexOfAny("/?#") is var end and >= 0 ? rest[..end] : rest;
    }
}
