using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Gatehouse.Hosting;

/// <summary>
/// Sockets that are bound before anything else is made: a taken port ends the start with a sentence, and the number behind port 0 is
/// known in time for the issuer of tokens.
/// </summary>
internal sealed class Listeners(Setting setting) : IDisposable
{
    private readonly Dictionary<EndPoint, Socket> sockets = [];
    private readonly List<string> urls = [];

    /// <summary>What is listened on, in the order of the setting, with real ports.</summary>
    public IReadOnlyList<string> Urls => urls;

    /// <summary>Binds every address.</summary>
    /// <param name="setting">What names them.</param>
    /// <param name="addresses">The addresses.</param>
    /// <exception cref="SettingException">An address is taken, not of this machine, or needs more rights.</exception>
    public static Listeners Bind(Setting setting, IEnumerable<ListenAddress> addresses)
    {
        var listeners = new Listeners(setting);
        foreach (var address in addresses)
        {
            var port = listeners.Bind(address.Addresses[0], address);
            foreach (var other in address.Addresses.Skip(1).Where(_ => Socket.OSSupportsIPv6))
                listeners.Bind(other, address with { Port = port }, isOptional: true);
            listeners.urls.Add((address with { Port = port }).Local);
        }

        return listeners;
    }

    /// <summary>Has the server listen on all of them.</summary>
    public void Open(KestrelServerOptions server)
    {
        foreach (var endPoint in sockets.Keys.Cast<IPEndPoint>().ToList())
            server.Listen(endPoint, listen => listen.Protocols = HttpProtocols.Http1);
    }

    /// <summary>Hands a bound socket to the server, which closes it.</summary>
    public Socket Take(EndPoint endPoint) => sockets.Remove(endPoint, out var socket) ? socket : SocketTransportOptions.CreateDefaultBoundListenSocket(endPoint);

    /// <summary>Closes what the server did not take.</summary>
    public void Dispose()
    {
        foreach (var socket in sockets.Values)
            socket.Dispose();
        sockets.Clear();
    }

    private int Bind(IPAddress ip, ListenAddress address, bool isOptional = false)
    {
        // A machine without IPv6 listens on all the addresses that it has.
        if (ip.Equals(IPAddress.IPv6Any) && !Socket.OSSupportsIPv6)
            ip = IPAddress.Any;
        try
        {
            var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(new IPEndPoint(ip, address.Port));
            sockets.Add(socket.LocalEndPoint!, socket);
            return ((IPEndPoint)socket.LocalEndPoint!).Port;
        }
        catch (SocketException failure) when (isOptional && failure.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            return address.Port;
        }
        catch (SocketException failure)
        {
            Dispose();
            throw new SettingException(setting.Variable, failure.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => $"must name a free port: {address} is in use.",
                SocketError.AccessDenied        => $"must name a port that this program may open: {address} is not one.",
                _                               => $"must name an address of this machine: {address} is not one.",
            });
        }
    }
}
