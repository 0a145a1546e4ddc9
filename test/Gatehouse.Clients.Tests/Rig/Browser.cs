using Microsoft.Playwright;

namespace Gatehouse.Clients.Tests.Rig;

/// <summary>The machine's own Chromium, without a window and without calls of its own.</summary>
public sealed class Browser : IAsyncDisposable
{
    private static readonly string[] Programs = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    private readonly IPlaywright playwright;
    private readonly IBrowser browser;

    private Browser(IPlaywright playwright, IBrowser browser) => (this.playwright, this.browser) = (playwright, browser);

    /// <summary>Starts it.</summary>
    public static async Task<Browser> Start()
    {
        var program = Programs.FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("There is no Chromium: run ./test.sh, which installs it.");
        var driver = await Playwright.CreateAsync();
        var started = await driver.Chromium.LaunchAsync(new()
        {
            ExecutablePath = program,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        return new Browser(driver, started);
    }

    /// <summary>A window of that size that knows nothing of the others.</summary>
    public Task<IPage> Window(int width, int height, bool scripts = true) => browser.NewPageAsync(new()
    {
        ViewportSize = new() { Width = width, Height = height },
        JavaScriptEnabled = scripts,
    });

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await browser.CloseAsync();
        playwright.Dispose();
    }
}
