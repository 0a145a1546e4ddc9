using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Says where a call came from, and believes nobody who could say anything.</summary>
public static class Origins
{
    private const int LongestAddress = 64;

    /// <summary>
    /// The peer of a call that the person's application makes. An application that proves a secret runs on a server; where its settings
    /// allow, it tells the person's address itself.
    /// </summary>
    public static Origin Of(Call call, AppClient? client = null, UserContextDataType? context = null) => new(
        Told(client, context) ?? (call.Address is { } peer ? AddressRange.Plain(peer).ToString() : null),
        DeviceNames.Of(call.UserAgent));

    /// <summary>The person a server speaks for, as the server tells it in a signed call. The server's own address says nothing of them.</summary>
    public static Origin Of(ContextDataType? context) => context is null
        ? Origin.Unknown
        : new(
            Parsed(context.IpAddress),
            DeviceNames.Of(context.HttpHeaders.FirstOrDefault(header => "User-Agent".Equals(header.HeaderName, StringComparison.OrdinalIgnoreCase))?.HeaderValue));

    private static string? Told(AppClient? client, UserContextDataType? context) =>
        client is { Secrets.Count: > 0 } && context?.IpAddress is { } address && ClientSettings.Of(client).EnablePropagateAdditionalUserContextData is true
            ? Parsed(address)
            : null;

    private static string? Parsed(string address) =>
        address.Length <= LongestAddress ? AddressRange.Address(address)?.ToString() : null;
}
