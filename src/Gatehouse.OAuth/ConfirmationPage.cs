using System.Net;
using System.Security.Cryptography;
using System.Text;
using Gatehouse.Identity;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.OAuth;

/// <summary>
/// The page that a confirmation link leads to: plain HTML in the browser's language, without scripts, pictures or anything that came with
/// the request.
/// </summary>
internal static class ConfirmationPage
{
    /// <summary>Asks whether to confirm.</summary>
    public static readonly View Asking = new(StatusCodes.Status200OK, words => (words.Question, null), HasButton: true);

    /// <summary>Tells that it is done.</summary>
    public static readonly View Done = new(StatusCodes.Status200OK, words => (words.Done, words.DoneText));

    /// <summary>Tells that the link is no good, for whatever reason.</summary>
    public static readonly View Failed = new(StatusCodes.Status400BadRequest, words => (words.Failed, words.FailedText));

    private const int MostLanguages = 10;

    private const string Style =
        """
        :root { color-scheme: light dark; --paper: #f6f5f1; --card: #fff; --ink: #1c2420; --line: #dcdad2; --accent: #0b6b50; --on: #fff; }
        @media (prefers-color-scheme: dark) { :root { --paper: #12171a; --card: #1a2124; --ink: #e6ebe8; --line: #2f393c; --accent: #62d3ad; --on: #12171a; } }
        * { box-sizing: border-box; }
        body { margin: 0; padding: 1.5rem 1rem; min-height: 100vh; display: grid; place-items: center; background: var(--paper); color: var(--ink); font: 1.0625rem/1.5 system-ui, sans-serif; }
        main { width: 100%; max-width: 28rem; padding: 2rem 1.5rem; background: var(--card); border: 1px solid var(--line); border-radius: .75rem; }
        h1 { margin: 0; font-size: 1.5rem; line-height: 1.25; overflow-wrap: anywhere; }
        p, form { margin: 1rem 0 0; }
        button { width: 100%; min-height: 3rem; padding: .5rem 1rem; border: 0; border-radius: .5rem; background: var(--accent); color: var(--on); font: inherit; font-weight: 600; cursor: pointer; }
        button:focus-visible { outline: 3px solid var(--ink); outline-offset: 2px; }
        """;

    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Sends the page. Its address holds a code, so that nobody is to keep it or to be told of it.</summary>
    public static async Task Send(HttpContext http, View view)
    {
        var page = Encoding.UTF8.GetBytes(Page(view, Chosen(http.Request)));
        var response = http.Response;
        response.StatusCode = view.Status;
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = page.Length;
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.XFrameOptions = "DENY";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "no-store";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["X-Robots-Tag"] = "noindex";
        if (!HttpMethods.IsHead(http.Request.Method))
            await response.Body.WriteAsync(page, http.RequestAborted);
    }

    // The form has no fields and no address: it goes where the page came from, with everything that the link says.
    private static string Page(View view, Translation words)
    {
        var (title, text) = view.Words(words.Page);
        var rest = view.HasButton
            ? $"<form method=\"post\"><button>{WebUtility.HtmlEncode(words.Page.Button)}</button></form>"
            : $"<p>{WebUtility.HtmlEncode(text)}</p>";
        return $"""
            <!doctype html>
            <html lang="{words.Language}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{WebUtility.HtmlEncode(title)}</title>
            <style>{Style}</style>
            </head>
            <body>
            <main>
            <h1>{WebUtility.HtmlEncode(title)}</h1>
            {rest}
            </main>
            </body>
            </html>

            """;
    }

    private static Translation Chosen(HttpRequest request) => Translations.For(
        request.GetTypedHeaders().AcceptLanguage.Take(MostLanguages).OrderByDescending(language => language.Quality ?? 1).Select(language => language.Value.Value));

    /// <summary>One of the forms of the page.</summary>
    /// <param name="Status">The status it is sent with.</param>
    /// <param name="Words">Its title, and the text below.</param>
    /// <param name="HasButton">It has a button in place of a text.</param>
    internal sealed record View(int Status, Func<PageWords, (string Title, string? Text)> Words, bool HasButton = false);
}
