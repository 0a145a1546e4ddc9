using Deque.AxeCore.Playwright;
using Gatehouse.Clients.Tests.Rig;
using Microsoft.Playwright;

namespace Gatehouse.Clients.Tests.Pages;

/// <summary>The page a person finds who opens the endpoint, in a real browser.</summary>
public sealed class FrontPageTests : IAsyncLifetime
{
    private readonly ServerPlan plan = new() { Arguments = ["dev"], More = new Dictionary<string, string> { ["OUTBOX"] = "" } };
    private ServerProcess server = null!;
    private Browser browser = null!;

    public async ValueTask InitializeAsync()
    {
        server = await ServerProcess.Start(plan);
        await Deadline.Until("the demo is made", TimeSpan.FromSeconds(30), () => Task.FromResult(server.Log.Contains("curl ", StringComparison.Ordinal)));
        browser = await Browser.Start();
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        await server.DisposeAsync();
        plan.Dispose();
    }

    [Theory]
    [InlineData(375)]
    [InlineData(1280)]
    public async Task It_shows_what_to_copy_and_fits_the_screen_without_a_script(int width)
    {
        var page = await Open(width, scripts: false);

        var text = await page.InnerTextAsync("body");
        Assert.Contains("AWS_ENDPOINT_URL=" + plan.Endpoint, text, StringComparison.Ordinal);
        Assert.Contains("initiate-auth", text, StringComparison.Ordinal);
        Assert.Contains("SQLite", text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(1, await page.Locator("h1").CountAsync());
    }

    [Theory]
    [InlineData(375, ColorScheme.Light)]
    [InlineData(375, ColorScheme.Dark)]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    public async Task Everyone_can_read_it(int width, ColorScheme scheme)
    {
        var page = await Open(width);
        await page.EmulateMediaAsync(new() { ColorScheme = scheme });

        var found = await page.RunAxe();

        Assert.Empty(found.Violations.Select(violation => $"{violation.Id}: {violation.Help}"));
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"), "The page is wider than the screen.");
    }

    [Fact]
    public async Task A_message_shows_in_the_outbox_and_its_markup_stays_text()
    {
        var demo = await Demo();
        var name = "<svg/onload=alert(1)>";
        var invited = await server.Cognito.Admin("AdminCreateUser", new
        {
            UserPoolId = demo,
            Username = name,
            DesiredDeliveryMediums = new[] { "EMAIL" },
            UserAttributes = new[] { new { Name = "email", Value = "guest@example.com" } },
        });
        Assert.True(invited.Succeeded, invited.Text);
        var page = await browser.Window(1280, 900);
        var alerts = 0;
        page.Dialog += (_, dialog) =>
        {
            alerts++;
            _ = dialog.DismissAsync();
        };

        await page.GotoAsync(plan.Endpoint);

        Assert.Contains("guest@example.com", await page.InnerTextAsync("body"), StringComparison.Ordinal);
        Assert.Equal(0, await page.Locator("svg[onload]").CountAsync());
        Assert.Equal(0, alerts);
    }

    private async Task<string> Demo()
    {
        var pools = await server.Cognito.Admin("ListUserPools", new { MaxResults = 1 });
        return pools.Body.GetProperty("UserPools")[0].GetProperty("Id").GetString()!;
    }

    private async Task<IPage> Open(int width, bool scripts = true)
    {
        var page = await browser.Window(width, 800, scripts);
        var answer = await page.GotoAsync(plan.Endpoint);
        Assert.Equal(200, answer!.Status);
        return page;
    }
}
