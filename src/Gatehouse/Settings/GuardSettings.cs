using System.Net;
using Gatehouse.AspNetCore;
using Gatehouse.Doors;
using static Gatehouse.Hosting.KnownSettings;

namespace Gatehouse.Hosting;

/// <summary>What the operator decided about a guard, checked. It knows no store and no key but the secret that it asks with.</summary>
public sealed record GuardSettings
{
    /// <summary>Where to listen; never empty.</summary>
    public required IReadOnlyList<ListenAddress> Urls { get; init; }

    /// <summary>Whom to ask.</summary>
    public required DoorServer Server { get; init; }

    /// <summary>The doors; at least one has a service behind it.</summary>
    public required DoorsFile Doors { get; init; }

    /// <summary>The full path of the file that tells of them; null when they are not in a file.</summary>
    public required string? DoorsPath { get; init; }

    /// <summary>The proxies whose word on the client's address and on TLS is believed; empty for none.</summary>
    public required IReadOnlyList<IPNetwork> TrustedProxies { get; init; }

    /// <summary>The form of the log.</summary>
    public required LogForm Log { get; init; }
}

/// <content>The settings of a guard.</content>
public static partial class SettingsReader
{
    /// <summary>Reads and checks what a guard needs; other settings are not looked at.</summary>
    /// <param name="collected">What was set.</param>
    /// <exception cref="SettingException">A setting is wrong or missing; the first one found.</exception>
    public static GuardSettings ReadGuard(IReadOnlyDictionary<Setting, SettingText> collected)
    {
        var texts = new SettingTexts(collected);
        var doors = DoorsOf(texts);
        if (!doors.Doors.Any(door => door.To is not null))
            throw texts.Wrong(KnownSettings.Doors, "must have a door with `to`, the service that the guard stands before; docs/doors.md tells how.");

        var server = new Uri(texts.Read(Url, Origin, "the http or https URL of the server, without query, fragment or a slash at its end, as http://gatehouse:7080")!);
        if (doors.Doors.FirstOrDefault(door => door.To is { } to && Uri.Compare(to, server, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0) is { } own)
            throw texts.Wrong(KnownSettings.Doors, $"must not have the server itself ({server}) as `to` of {own.Name}: the server opens its own door.");

        return new()
        {
            Urls = texts.Read(GuardListen, ListenAddresses, "addresses as http://localhost:7081 or http://*:80, with a semicolon between (TLS is for a proxy in front)")!,
            Server = new(
                server,
                SecretOf(texts) ?? throw texts.Wrong(DoorSecret, "must be set, to the same secret as the server's: `openssl rand -hex 32` makes one.")),
            Doors = doors,
            DoorsPath = DoorsPathOf(texts),
            TrustedProxies = Proxies(texts),
            Log = LogFormOf(texts),
        };
    }
}
