using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Gatehouse.Outbound;

/// <summary>One connection to the mail server, opened when it is first needed and again when the server closed it. Not for two threads at once.</summary>
internal sealed class SmtpConnection(SmtpServer server) : IDisposable
{
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ReplyPatience = TimeSpan.FromSeconds(30);

    private readonly SmtpClient client = new() { Timeout = (int)ReplyPatience.TotalMilliseconds };

    /// <summary>Hands one mail over; throws what MailKit throws, and the connection is then of no use.</summary>
    public async Task Send(MimeMessage mail, CancellationToken ct)
    {
        if (!await IsAlive(ct))
            await Open(ct);
        await client.SendAsync(mail, ct);
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    // Servers close idle connections after a while, and that shows only when something is said.
    private async Task<bool> IsAlive(CancellationToken ct)
    {
        if (!client.IsConnected)
            return false;
        try
        {
            await client.NoOpAsync(ct);
            return true;
        }
        catch (Exception failure) when (failure is IOException or MailKit.ProtocolException or MailKit.CommandException)
        {
            await client.DisconnectAsync(quit: false, ct);
            return false;
        }
    }

    private async Task Open(CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(ConnectPatience);
        await client.ConnectAsync(server.Host, server.Port, server.Tls switch
        {
            SmtpTls.Implicit => SecureSocketOptions.SslOnConnect,
            SmtpTls.StartTls => SecureSocketOptions.StartTls,
            _                => SecureSocketOptions.None,
        }, limit.Token);
        if (server.User is not null)
            await client.AuthenticateAsync(server.User, server.Password ?? "", limit.Token);
    }
}
