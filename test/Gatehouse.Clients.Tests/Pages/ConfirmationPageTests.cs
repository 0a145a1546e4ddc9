using System.Net;
using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Gatehouse.Clients.Tests.Rig;
using Microsoft.Playwright;

namespace Gatehouse.Clients.Tests.Pages;

/// <summary>The page behind the link of a mail, in a real browser.</summary>
public sealed partial class ConfirmationPageTests : IAsyncLifetime
{
    private readonly ServerPlan plan = new();
    private ServerProcess server = null!;
    private Browser browser = null!;
    private Scene scene = null!;

    public async ValueTask InitializeAsync()
    {
        server = await ServerProcess.Start(plan);
        browser = await Browser.Start();
        scene = await Scene.Make(server.Cognito);
        var byLink = await server.Cognito.Admin("UpdateUserPool", new
        {
            UserPoolId = scene.PoolId, AutoVerifiedAttributes = new[] { "email" }, VerificationMessageTemplate = new { DefaultEmailOption = "CONFIRM_WITH_LINK" },
        });
        Assert.True(byLink.Succeeded, byLink.Text);
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        await server.DisposeAsync();
        plan.Dispose();
    }

    [Fact]
    public async Task On_a_phone_without_scripts_one_press_confirms()
    {
        var page = await browser.Window(360, 640, scripts: false);
        await page.GotoAsync(await LinkOf("ana"));
        Assert.Equal("UNCONFIRMED", await StatusOf("ana"));

        await page.GetByRole(AriaRole.Button).ClickAsync();

        Assert.Equal("Your email address is confirmed", await page.InnerTextAsync("h1"));
        Assert.Equal("CONFIRMED", await StatusOf("ana"));

        await page.ReloadAsync();
        Assert.Equal("This link does not work", await page.InnerTextAsync("h1"));
    }

    [Theory]
    [InlineData(320, ColorScheme.Light, false)]
    [InlineData(320, ColorScheme.Dark, true)]
    [InlineData(1280, ColorScheme.Dark, false)]
    [InlineData(1280, ColorScheme.Light, true)]
    public async Task Everyone_can_read_and_press_it(int width, ColorScheme scheme, bool isPressed)
    {
        var page = await browser.Window(width, 800);
        await page.EmulateMediaAsync(new() { ColorScheme = scheme });
        await page.GotoAsync(await LinkOf($"bob-{width}-{scheme}".ToLowerInvariant()));
        var button = await page.GetByRole(AriaRole.Button).BoundingBoxAsync();
        Assert.InRange(button!.Height, 44, 100);
        if (isPressed)
            await page.GetByRole(AriaRole.Button).ClickAsync();

        var found = await page.RunAxe();

        Assert.Empty(found.Violations.Select(violation => $"{violation.Id}: {violation.Help}"));
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"), "The page is wider than the screen.");
        Assert.NotEqual("rgba(0, 0, 0, 0)", await page.EvaluateAsync<string>("getComputedStyle(document.querySelector('main')).backgroundColor"));
    }

    private async Task<string> LinkOf(string name)
    {
        Assert.True((await scene.SignUp(server.Cognito, name)).Succeeded);
        var sent = await server.Cognito.Messages(Scene.MailOf(name));
        return WebUtility.HtmlDecode(Href().Match(sent[^1].GetProperty("Body").GetString()!).Groups["to"].Value);
    }

    private async Task<string> StatusOf(string name) => (await scene.Look(server.Cognito, name)).Body.GetProperty("UserStatus").GetString()!;

    [GeneratedRegex("<a href=\"(?<to>[^\"]+)\">")]
    private static partial Regex Href();
}
