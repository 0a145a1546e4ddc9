using Gatehouse.Identity;

namespace Gatehouse.Hosting;

/// <summary>The parts of the home page. Each is a function of what it shows.</summary>
internal static class HomeParts
{
    /// <summary>The whole page around its sections.</summary>
    public static Html Page(string style, bool isDev, Html sections, Html links) => Html.Of(
        $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex">
        <title>Gatehouse</title>
        <style>{Html.Trusted(style)}</style>
        </head>
        <body>
        <header>
        <svg viewBox="0 0 48 48" aria-hidden="true"><path d="M5 44V13l6-6 6 6v5h14v-5l6-6 6 6v31H31V34a7 7 0 0 0-14 0v10z"/></svg>
        <div><h1>Gatehouse</h1><p>Sign-up, sign-in and access control, on your own machine</p></div>
        {(isDev ? Html.Of($"<strong class=\"badge\">dev</strong>") : Html.None)}
        </header>
        <main>
        {sections}
        </main>
        <footer><nav aria-label="More">{links}</nav></footer>
        </body>
        </html>

        """);

    /// <summary>A few short values.</summary>
    public static Html Facts(IEnumerable<(string Name, string Value)> facts) => Html.Of(
        $"<dl class=\"facts\">{Html.All(facts.Select(fact => Html.Of($"<div><dt>{fact.Name}</dt><dd>{fact.Value}</dd></div>")))}</dl>\n");

    /// <summary>How to point clients here, for readers who bring their own credentials.</summary>
    public static Html Pointers(Realm realm) => Section("Use it", Html.Of(
        $"""
        <p>Point AWS's tools and SDKs at this address, with the credentials that the operator gave you.</p>
        {Code("Settings of the environment", $"export AWS_ENDPOINT_URL={realm.PublicUrl}\nexport AWS_REGION={realm.Region} AWS_DEFAULT_REGION={realm.Region}")}
        """));

    /// <summary>How to point clients here and sign in, credentials included.</summary>
    public static Html Secrets(string exports, Demo? demo, string url) => Html.All(
    [
        Section("Point AWS's tools and SDKs here", Code("Settings of the environment", exports)),
        demo is null ? Html.None : Section("A pool to try", Html.Of(
            $"""
            <dl class="rows">
            {Row("Pool", demo.PoolId)}{Row("Client", demo.ClientId)}{Row("Client secret", demo.ClientSecret)}{Row("User", Demo.Name)}{Row("Password", Demo.Password)}
            </dl>
            <h3>A first sign-in</h3>
            {Code("Sign-in with the AWS command line", demo.AwsCommand)}
            <h3>The same without AWS's tools</h3>
            {Code("Sign-in with curl", demo.CurlCommand(url))}
            """)),
    ]);

    /// <summary>Messages in the given order.</summary>
    public static Html Messages(IEnumerable<Message> messages)
    {
        var items = messages.Select(Item).ToList();
        return Section("Messages", items.Count == 0
            ? Html.Of($"<p>None yet. Mails and text messages are shown here instead of being sent.</p>")
            : Html.Of($"<p>Shown here instead of being sent, newest first. Load the page again for later ones.</p><ol class=\"messages\">{Html.All(items)}</ol>"));
    }

    /// <summary>Where to go on.</summary>
    public static Html Links(Demo? demo) => Html.All(
    [
        Link("https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_Operations.html", "The operations"),
        Link("/healthz/ready", "Health"),
        demo is null ? Html.None : Html.All(
        [
            Link($"/{demo.PoolId}/.well-known/openid-configuration", "Discovery"),
            Link($"/{demo.PoolId}/.well-known/jwks.json", "Keys"),
            Link(MessagesEndpoint.Path, "Messages as JSON"),
        ]),
    ]);

    private static Html Item(Message message) => Html.Of(
        $"""
        <li>
        <p class="to"><b>{message.Destination}</b> <time datetime="{message.Created.ToString("yyyy-MM-ddTHH:mm:ssZ")}">{message.Created.ToString("yyyy-MM-dd HH:mm:ss")} UTC</time></p>
        <p>{message.Purpose.ToString()}{(message.Subject.Length > 0 ? $": {message.Subject}" : "")}</p>
        {(message.Code is null ? Html.None : Html.Of($"<p class=\"code\"><span class=\"label\">Code</span> <code>{message.Code}</code></p>"))}
        <details><summary>Body</summary><pre>{message.Body}</pre></details>
        </li>

        """);

    private static Html Section(string title, Html body) => Html.Of($"<section>\n<h2>{title}</h2>\n{body}\n</section>\n");

    private static Html Code(string label, string text) =>
        Html.Of($"<pre class=\"copy\" tabindex=\"0\" role=\"region\" aria-label=\"{label}\"><code>{text}</code></pre>");

    private static Html Row(string name, string value) => Html.Of($"<div><dt>{name}</dt><dd><code>{value}</code></dd></div>\n");

    private static Html Link(string url, string text) => Html.Of($"<a href=\"{url}\" rel=\"noreferrer\">{text}</a>\n");
}
