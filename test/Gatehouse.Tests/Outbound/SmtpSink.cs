using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Gatehouse.Tests.Outbound;

/// <summary>A mail server on a bare socket, as good or bad as a test wants it.</summary>
internal sealed class SmtpSink : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly TaskCompletionSource recovered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task serving;
    private int connections;

    public SmtpSink()
    {
        listener.Start();
        serving = Serve();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>It accepts connections and says nothing until <see cref="Recover"/>.</summary>
    public bool Stalls { get; init; }

    /// <summary>It speaks TLS with a certificate that nobody signed.</summary>
    public bool IsForged { get; init; }

    /// <summary>What it answers to a command instead of the usual; null for the usual, <c>""</c> to hang up.</summary>
    public Func<string, string?> Instead { get; set; } = _ => null;

    public int Connections => connections;

    public ConcurrentQueue<string> Commands { get; } = new();

    public ConcurrentQueue<string> Mails { get; } = new();

    public void Recover() => recovered.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        Recover();
        await end.CancelAsync();
        listener.Stop();
        await serving;
        end.Dispose();
    }

    private async Task Serve()
    {
        var talks = new List<Task>();
        try
        {
            while (true)
                talks.Add(Talk(await listener.AcceptTcpClientAsync(end.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(talks);
        }
    }

    private async Task Talk(TcpClient client)
    {
        using var _ = client;
        Interlocked.Increment(ref connections);
        try
        {
            if (Stalls)
                await recovered.Task;
            Stream stream = client.GetStream();
            if (IsForged)
                stream = await Tls(stream);
            using var reader = new StreamReader(stream, Encoding.UTF8);
            await using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
            await writer.WriteLineAsync("220 sink");
            while (await reader.ReadLineAsync(end.Token) is { } command && await Answer(command, reader, writer))
                Commands.Enqueue(command);
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
            // The other side went away, or the test is over.
        }
    }

    private async Task<bool> Answer(string command, StreamReader reader, StreamWriter writer)
    {
        var verb = command.Split(' ', ':')[0].ToUpperInvariant();
        if (Instead(command) is { } other)
        {
            if (other.Length > 0)
                await writer.WriteLineAsync(other);
            return other.Length > 0;
        }

        await writer.WriteLineAsync(verb switch { "EHLO" => "250-sink\r\n250 8BITMIME", "DATA" => "354 go on", "QUIT" => "221 bye", _ => "250 fine" });
        if (verb == "DATA")
        {
            var mail = new StringBuilder();
            while (await reader.ReadLineAsync(end.Token) is { } line && line != ".")
                mail.Append(line).Append("\r\n");
            var refusal = Instead("<mail>");
            if (refusal is null)
                Mails.Enqueue(mail.ToString());
            await writer.WriteLineAsync(refusal ?? "250 taken");
        }

        return verb != "QUIT";
    }

    private static async Task<Stream> Tls(Stream plain)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        using var made = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        var tls = new SslStream(plain);
        await tls.AuthenticateAsServerAsync(X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null));
        return tls;
    }
}
