using Gatehouse.Outbound;
using MimeKit;

namespace Gatehouse.Hosting;

/// <summary>Reads the setting that names the mail server.</summary>
internal static class SmtpUrl
{
    /// <summary>What it must be.</summary>
    public const string Form =
        "smtp://user:password@host:587?tls=starttls&from=sender@example.com, with tls one of starttls, implicit and none, and from an address";

    /// <summary>The server; null when the text is not of the form.</summary>
    public static SmtpServer? Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url is not { Scheme: "smtp", Host.Length: > 0, AbsolutePath: "" or "/", Fragment: "" })
            return null;
        if (Query(url) is not { } query || query.Keys.Except(["tls", "from"], StringComparer.Ordinal).Any())
            return null;
        if (!query.TryGetValue("from", out var from) || !MailboxAddress.TryParse(from, out var sender) || sender.Domain.Length == 0)
            return null;

        var port = url.IsDefaultPort || url.Port < 0 ? 587 : url.Port;
        return Tls(query.GetValueOrDefault("tls"), port) is { } tls && Login(url.UserInfo, out var user, out var password)
            ? new SmtpServer(url.IdnHost, port, tls, sender) { User = user, Password = password }
            : null;
    }

    private static Dictionary<string, string>? Query(Uri url)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            if (pair.Split('=', 2) is not [var name, var value] || !values.TryAdd(name, Uri.UnescapeDataString(value)))
                return null;
        }

        return values;
    }

    private static SmtpTls? Tls(string? text, int port) => text switch
    {
        null => port == 465 ? SmtpTls.Implicit : SmtpTls.StartTls,
        "starttls" => SmtpTls.StartTls,
        "implicit" => SmtpTls.Implicit,
        "none" => SmtpTls.None,
        _ => null,
    };

    private static bool Login(string userInfo, out string? user, out string? password)
    {
        (user, password) = userInfo.Split(':', 2) switch
        {
            [var name, var secret] => (Uri.UnescapeDataString(name), Uri.UnescapeDataString(secret)),
            _ => (null, null),
        };
        return userInfo.Length == 0 || user is { Length: > 0 };
    }
}
