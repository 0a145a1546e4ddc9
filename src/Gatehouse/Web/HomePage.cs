using System.Security.Cryptography;
using System.Text;
using Gatehouse.Access;
using Gatehouse.Identity;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Hosting;

/// <summary><c>GET /</c> for a person with a browser: what runs here, and how to use it. Without a script.</summary>
/// <remarks>Credentials and messages are shown only by <c>gatehouse dev</c>, and only to this machine under a loopback name.</remarks>
internal sealed class HomePage(Settings settings, Realm realm, Listeners listeners, IOutbox outbox, AccessKey root, TimeProvider time)
{
    private const int Shown = 50;
    private const int Most = 1000;

    private static readonly string Style = ReadStyle();
    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private readonly DateTimeOffset started = time.GetUtcNow();

    /// <summary>What was made for a developer; null while there is none.</summary>
    public Demo? Demo { get; set; }

    /// <summary>Answers the page.</summary>
    public async Task Serve(HttpContext http)
    {
        var isOpen = settings.IsDev && LocalCaller.Is(http);
        var secrets = isOpen ? HomeParts.Secrets(Exports, Demo, listeners.Urls[0]) : HomeParts.Pointers(realm);
        var messages = isOpen ? HomeParts.Messages(await Newest(http.RequestAborted)) : Html.None;
        var page = HomeParts.Page(Style, settings.IsDev, Html.All([HomeParts.Facts(Facts()), secrets, messages]), HomeParts.Links(isOpen ? Demo : null));
        await Send(http.Response, Encoding.UTF8.GetBytes(page.ToString()));
    }

    private string Exports => Welcome.Exports(listeners.Urls[0], settings.Region, root);

    private IEnumerable<(string Name, string Value)> Facts() =>
    [
        ("Version", Product.Version),
        ("Store", settings.Database is null ? "SQLite" : "PostgreSQL"),
        ("Region", settings.Region),
        ("Up for", Duration(time.GetUtcNow() - started)),
    ];

    private async ValueTask<IEnumerable<Message>> Newest(CancellationToken ct) => (await outbox.Read(null, Most, ct)).TakeLast(Shown).Reverse();

    private static string Duration(TimeSpan up) => up switch
    {
        { TotalDays: >= 1 }    => $"{up.Days} d {up.Hours} h",
        { TotalHours: >= 1 }   => $"{up.Hours} h {up.Minutes} min",
        { TotalMinutes: >= 1 } => $"{up.Minutes} min",
        _                      => $"{up.Seconds} s",
    };

    private static async Task Send(HttpResponse response, byte[] page)
    {
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = page.Length;
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.XFrameOptions = "DENY";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers.CacheControl = "no-store";
        await response.Body.WriteAsync(page, response.HttpContext.RequestAborted);
    }

    private static string ReadStyle()
    {
        using var stream = typeof(HomePage).Assembly.GetManifestResourceStream("home.css")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
