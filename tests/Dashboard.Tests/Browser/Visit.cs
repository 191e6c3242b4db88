using System.Net;
using Microsoft.Playwright;

namespace CampaignDashboard.Tests.Browser;

/// <summary>What a visitor holds in hand.</summary>
public enum Screen
{
    Desktop,
    Phone,
}

internal static class Screens
{
    /// <summary>A visitor's browser with this screen, in English unless the options say otherwise.</summary>
    internal static BrowserNewContextOptions On(this Screen screen, BrowserNewContextOptions options, Uri site)
    {
        options.BaseURL = site.AbsoluteUri;
        options.Locale ??= "en-GB";
        options.IsMobile = options.HasTouch = screen is Screen.Phone;
        var (width, height) = screen.Size();
        options.ViewportSize = new() { Width = width, Height = height };
        return options;
    }

    /// <summary>The page is looked at on another screen from now on.</summary>
    internal static Task SetViewportSizeAsync(this IPage page, Screen screen)
    {
        var (width, height) = screen.Size();
        return page.SetViewportSizeAsync(width, height);
    }

    private static (int Width, int Height) Size(this Screen screen) =>
        screen is Screen.Phone ? (390, 844) : (1280, 1000);
}

/// <summary>One person's window: cookies of its own, gone afterwards.</summary>
internal sealed record Visit(IBrowserContext Context, IPage Page) : IAsyncDisposable
{
    /// <summary>The text of the page's main part.</summary>
    internal Task<string> Text => Page.Locator("main").InnerTextAsync();

    /// <summary>The sentences of the messages that the page shows.</summary>
    internal Task<IReadOnlyList<string>> Messages => Page.Locator(".cdx-message__content").AllInnerTextsAsync();

    /// <summary>Opens a path of the site, which must answer as expected.</summary>
    internal async Task Open(string path, HttpStatusCode expected = HttpStatusCode.OK)
    {
        var answer = await Page.GotoAsync(path);
        Assert.True(answer!.Status == (int)expected, $"{path} answered {answer.Status}.");
    }

    /// <summary>Follows the link whose text has these words; a card is one link with all that it says.</summary>
    internal Task Follow(string words) => Page.GetByRole(AriaRole.Link, new() { Name = words }).ClickAsync();

    /// <summary>Presses the button of that name.</summary>
    internal Task Press(string button) =>
        Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    /// <summary>Fills the fields of the form that has them, unfolding it first, and sends it by its button.</summary>
    internal async Task Send(params (string Field, string Value)[] fields)
    {
        var form = Page.Locator("form", new() { Has = Page.Locator($"[name='{fields[0].Field}']") });
        if (!await form.IsVisibleAsync())
        {
            await Page.Locator("details", new() { Has = form }).Locator("> summary").ClickAsync();
        }
        foreach (var (field, value) in fields)
        {
            var control = form.Locator($"[name='{field}']");
            if (!await control.IsVisibleAsync())
            {
                await form.Locator("details", new() { Has = Page.Locator($"[name='{field}']") })
                    .Locator("> summary")
                    .ClickAsync();
            }

            var isSelect = await control.EvaluateAsync<bool>("control => control instanceof HTMLSelectElement");
            await (isSelect ? control.SelectOptionAsync(value) : control.FillAsync(value));
        }
        await form.Locator("button[type=submit]").ClickAsync();
    }

    /// <summary>What stands in the cell beside the row's head of that text.</summary>
    internal Task<string> CellBeside(string table, string head) =>
        Page.GetByRole(AriaRole.Table, new() { Name = table, Exact = true })
            .GetByRole(AriaRole.Row)
            .Filter(new() { Has = Page.GetByRole(AriaRole.Rowheader, new() { Name = head, Exact = true }) })
            .GetByRole(AriaRole.Cell)
            .First.InnerTextAsync();

    /// <summary>Signs in by the form.</summary>
    internal async Task SignIn(string userName)
    {
        await Open("/sign-in");
        await Send(("userName", userName));
        await Assertions.Expect(Page.Locator(".account-menu")).ToContainTextAsync(userName);
    }

    /// <summary>The figures that the page shows, in order, by their labels; null is pending or unknown.</summary>
    internal async Task<IReadOnlyList<(string Label, long? Value)>> Figures()
    {
        var labels = await Page.Locator(".figure__label").AllInnerTextsAsync();
        var values = await Page.Locator(".figure__value")
            .EvaluateAllAsync<long?[]>(
                "all => all.map(value => value.querySelector('data')).map(data => data && Number(data.value))"
            );
        return [.. labels.Zip(values)];
    }

    public ValueTask DisposeAsync() => Context.DisposeAsync();
}
