using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gatehouse.Clients.Tests.Rig;

/// <summary>What stands in front of a server and speaks TLS for it, as <c>localhost</c>, by a certificate of its own.</summary>
public sealed class TlsFront : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly X509Certificate2 certificate;
    private readonly Task serving;

    /// <param name="port">Where the server listens.</param>
    /// <param name="directory">Where the certificate is put.</param>
    public TlsFront(int port, string directory)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
        Certificate = Path.Combine(directory, "front.pem");
        File.WriteAllText(Certificate, made.ExportCertificatePem());
        listener.Start();
        serving = Serve(port);
    }

    /// <summary>The file with the certificate.</summary>
    public string Certificate { get; }

    /// <summary>Where it is reached, as <c>localhost:1234</c>.</summary>
    public string Host => $"localhost:{((IPEndPoint)listener.LocalEndpoint).Port}";

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        listener.Stop();
        await serving;
        certificate.Dispose();
        end.Dispose();
    }

    private async Task Serve(int port)
    {
        var all = new List<Task>();
        try
        {
            while (true)
                all.Add(Pass(await listener.AcceptTcpClientAsync(end.Token), port));
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(all);
        }
    }

    // Whoever hangs up, or is not understood, is let go.
    private async Task Pass(TcpClient client, int port)
    {
        try
        {
            using var caller = client;
            await using var outside = new SslStream(caller.GetStream());
            await outside.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, end.Token);
            using var server = new TcpClient();
            await server.ConnectAsync(IPAddress.Loopback, port, end.Token);
            var inside = server.GetStream();
            await Task.WhenAny(outside.CopyToAsync(inside, end.Token), inside.CopyToAsync(outside, end.Token));
        }
        catch (Exception over) when (over is IOException or OperationCanceledException or SocketException or System.Security.Authentication.AuthenticationException)
        {
        }
    }
}
