using Gatehouse.Access;

namespace Gatehouse.Hosting;

/// <summary>What a developer reads after <c>gatehouse dev</c>: lines to copy, and a first sign-in.</summary>
/// <param name="host">The running server.</param>
/// <param name="region">Its region.</param>
/// <param name="isColourful">Headings are coloured; for terminals only.</param>
internal sealed class Welcome(GatehouseHost host, string region, bool isColourful)
{
    /// <summary>Whether standard output is a terminal whose user does not object (no-color.org).</summary>
    public static bool IsTerminal => !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    /// <summary>The lines that point AWS's tools and SDKs here.</summary>
    public static string Exports(string url, string region, AccessKey root) =>
        $"""
        export AWS_ENDPOINT_URL={url}
        export AWS_REGION={region} AWS_DEFAULT_REGION={region}
        export AWS_ACCESS_KEY_ID={root.Id}
        export AWS_SECRET_ACCESS_KEY={root.Secret}
        """;

    /// <summary>The whole text.</summary>
    /// <param name="demo">What was made; null when it could not be made, which the log tells.</param>
    public string Text(Demo? demo) =>
        $"""

        {Heading($"Gatehouse {Product.Version}, for this machine only: {host.Urls[0]}")}

        {Heading("Point AWS's tools and SDKs here")}
        {Exports(host.Urls[0], region, host.Root)}
        {(demo is null ? "" : Demonstration(demo))}
        {Heading("Mails and text messages")} are shown here and at {host.Urls[0]} instead of being sent.

        """.ReplaceLineEndings();

    private string Demonstration(Demo demo) =>
        $"""

        {Heading("A pool to try")}
        pool           {demo.PoolId}
        client         {demo.ClientId}
        client secret  {demo.ClientSecret}
        user           {Demo.Name}
        password       {Demo.Password}

        {Heading("A first sign-in")}
        {demo.AwsCommand}

        {Heading("The same without AWS's tools")}
        {demo.CurlCommand(host.Urls[0])}

        """;

    private string Heading(string text) => isColourful ? $"\e[1;36m{text}\e[0m" : text;
}
