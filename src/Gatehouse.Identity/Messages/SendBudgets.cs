using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Gatehouse.Identity;

/// <summary>
/// Keeps strangers from having us write to people who did not ask for it, or to numbers that they earn by: what each may ask for in the
/// name of one person is counted elsewhere, here is counted what is asked for in the names of many.
/// </summary>
/// <remarks>
/// What goes to addresses that are proven is counted by itself: by signing up with other people's addresses, nobody keeps them from
/// their codes. Whoever fills the count of an address could learn from <see cref="RefusalKind.AddressLimit"/> that somebody has it, which
/// is not to be answered where it is hidden who is known; the other counts are of people who are not there as well.
/// </remarks>
public sealed class SendBudgets(Limits limits, ISecretBox secrets, SendCaps caps, IAlarms alarms)
{
    private const int VaryingDigits = 4;
    private const int NetworkBytes = 8;

    // Whoever comes through a proxy that we were not told of would come from here, and be everybody.
    private static readonly IPNetwork[] Inside =
    [
        .. new[] { "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7", "fe80::/10" }
            .Select(IPNetwork.Parse),
    ];

    /// <summary>Takes one message from every budget that it falls under; answers which is used up, and null when it may be sent.</summary>
    /// <param name="caller">Who asks for it; for administrators nothing is counted.</param>
    /// <param name="to">Where it goes.</param>
    /// <param name="ct">Cancels the wait.</param>
    public async ValueTask<Refusal?> Take(Caller caller, Destination to, CancellationToken ct)
    {
        if (caller.Client is not { } client)
            return null;

        // An application with a secret runs on a server, from whose address everybody comes.
        var (pool, isPhone, kind) = (caller.Pool.Id, to.Attribute == Attributes.Phone, to.IsProven ? "/proven" : "");
        if (client.Secrets.Count == 0 && Network(caller.Address) is { } network && !await Spend(pool, "ip", caps.Origin, network, null, ct))
            return RefusalKind.AttemptLimit;
        if (to.Address is { } address && !await Spend(pool, "address", caps.Address, (to.IsNobody ? $"nobody/{address}" : isPhone ? address : Mailbox(address)) + kind, null, ct))
            return RefusalKind.AddressLimit;
        if (isPhone && Prefix(to) is { } prefix && !await Spend(pool, "prefix", caps.Prefix, prefix + kind, to.IsNobody ? null : prefix, ct))
            return RefusalKind.AddressLimit;

        var (name, cap) = isPhone ? ("sms", caps.Texts) : ("mail", caps.Mails);
        return await Spend(pool, name, cap, kind, null, ct) ? null : RefusalKind.AttemptLimit;
    }

    private async ValueTask<bool> Spend(string pool, string name, int cap, string what, string? where, CancellationToken ct)
    {
        if (cap == 0 || await limits.Take(pool, new Limit("send-" + name, cap), Key($"{pool}/{name}/{what}"), ct))
            return true;

        alarms.CapReached(pool, name, where);
        return false;
    }

    // Counts are no place to look up who was written to.
    private string Key(string what) => Convert.ToHexStringLower(secrets.Mac("send-budget", Encoding.UTF8.GetBytes(what)).AsSpan(0, 16));

    private static string? Prefix(Destination to) =>
        to.IsNobody ? $"nobody/{to.Address}" : to.Address is { Length: > VaryingDigits } number ? number[..^VaryingDigits] : null;

    // One mailbox has many addresses: most servers deliver a+1@ and A+2@ alike.
    private static string Mailbox(string address)
    {
        var (at, plus) = (address.LastIndexOf('@'), address.IndexOf('+'));
        return (plus > 0 && plus < at ? address.Remove(plus, at - plus) : address).ToLowerInvariant();
    }

    private static string? Network(string? address)
    {
        if (address is null || AddressRange.Address(address) is not { } known || Array.Exists(Inside, network => network.Contains(known)))
            return null;

        return known.AddressFamily is AddressFamily.InterNetworkV6 ? Convert.ToHexString(known.GetAddressBytes().AsSpan(0, NetworkBytes)) : known.ToString();
    }
}
