using Microsoft.Playwright;

namespace CampaignDashboard.Tests.Browser;

/// <summary>A Chromium that talks to nobody but us.</summary>
internal sealed record Chromium(IPlaywright Playwright, IBrowser Browser) : IAsyncDisposable
{
    // As root, Chromium has no sandbox.
    internal static readonly string[] Quiet =
    [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];

    internal static async Task<Chromium> Start()
    {
        // Beside all other tests a page may take longer than the five seconds that Playwright waits unless it is told.
        Assertions.SetDefaultExpectTimeout(30_000);
        var playwright = await Microsoft.Playwright.Playwright.CreateAsync();
        var options = new BrowserTypeLaunchOptions { ExecutablePath = "/usr/bin/chromium", Args = Quiet };
        return new(playwright, await playwright.Chromium.LaunchAsync(options));
    }

    /// <summary>Somebody opens a site.</summary>
    internal async Task<Visit> Visit(Uri site, Screen screen, BrowserNewContextOptions? options = null)
    {
        var context = await Browser.NewContextAsync(screen.On(options ?? new(), site));
        return new(context, await context.NewPageAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        Playwright.Dispose();
    }
}
