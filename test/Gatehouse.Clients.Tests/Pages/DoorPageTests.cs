using System.Text;
using Gatehouse.Clients.Tests.Rig;
using Microsoft.Playwright;

namespace Gatehouse.Clients.Tests.Pages;

/// <summary>The SDK's client of S3 in a real browser, on a page of another origin than the guard.</summary>
public sealed class DoorPageTests : IAsyncLifetime
{
    private readonly AppPage known = new();
    private readonly AppPage stranger = new();
    private ServerPlan plan = null!;
    private ServerProcess server = null!;
    private GuardedStore store = null!;
    private Browser browser = null!;

    public async ValueTask InitializeAsync()
    {
        var port = ServerPlan.FreePort();
        plan = new ServerPlan { More = new Dictionary<string, string> { ["DOORS"] = GuardedStore.Doors($"http://127.0.0.1:{port}", known.Address.TrimEnd('/')) } };
        server = await ServerProcess.Start(plan);
        store = await GuardedStore.Start(plan, port);
        browser = await Browser.Start();
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        await store.DisposeAsync();
        await server.DisposeAsync();
        plan.Dispose();
        await known.DisposeAsync();
        await stranger.DisposeAsync();
    }

    [Fact]
    public async Task A_page_puts_and_gets_objects_and_reads_refusals()
    {
        var page = await Open(known, plan.SecretAccessKey);
        Assert.Equal("\"kept\"", await page.EvaluateAsync<string>("() => app.put('a page/1+1 (one).txt', 'from a page')"));
        Assert.Equal("from a page", Encoding.UTF8.GetString(store.Kept["/files/a page/1+1 (one).txt"]));
        Assert.Equal(["from a page", "/files/a page/1+1 (one).txt", "\"kept\""], await page.EvaluateAsync<string[]>("() => app.get('a page/1+1 (one).txt')"));

        var liar = await Open(known, new string('x', 40));
        Assert.Equal("SignatureDoesNotMatch", await liar.EvaluateAsync<string>("() => app.why(app.put('other.txt', 'x'))"));
        Assert.Single(store.Kept);
    }

    [Fact]
    public async Task A_page_of_another_origin_can_do_nothing()
    {
        var page = await Open(stranger, plan.SecretAccessKey);
        Assert.Equal("TypeError", await page.EvaluateAsync<string>("() => app.why(app.put('other.txt', 'x'))"));
        Assert.Empty(store.Kept);
        Assert.Equal("TypeError", await page.EvaluateAsync<string>("(door) => app.why(fetch(door + '/files/a'))", store.Objects));
    }

    private async Task<IPage> Open(AppPage at, string secret)
    {
        var page = await browser.Window(800, 600);
        await page.GotoAsync(at.Address);
        await page.AddScriptTagAsync(new() { Content = await Bundle.Objects });
        await page.EvaluateAsync("(all) => app.use(...all)", new[] { store.Objects, ServerPlan.Region, plan.AccessKeyId, secret });
        return page;
    }
}
