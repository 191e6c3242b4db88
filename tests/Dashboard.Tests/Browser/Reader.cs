using System.Net;
using System.Text.RegularExpressions;
using CampaignDashboard.Web.Localisation;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CampaignDashboard.Tests.Browser;

/// <summary>
/// Somebody who goes by what stands on the page, in one language: by the words of links, buttons and labels. Each page
/// that they come to is examined beside it, where that was asked for.
/// </summary>
internal sealed class Reader : IAsyncDisposable
{
    private readonly Visit visit;
    private readonly Visit? examined;
    private readonly Language language;
    private readonly IReadOnlyDictionary<string, string> words;
    private readonly IReadOnlyList<string> complaints;

    internal Reader(Visit visit, Visit? examined, string language)
    {
        (this.visit, this.examined, this.language) = (visit, examined, Language.Find(language)!);
        words = Words.In(language);
        complaints = Complaints.Of(visit.Page);
    }

    internal IPage Page => visit.Page;

    internal ILocator Main => visit.Page.Locator("main");

    /// <summary>The path of the page.</summary>
    internal string Here => new Uri(Page.Url).AbsolutePath;

    /// <summary>A message as this reader reads it.</summary>
    internal string this[string key, params object?[] arguments] =>
        MessageFormat.Format(words[key], language, arguments);

    internal Task Open(string path) => visit.Open(path);

    /// <summary>Follows the link with the words of this message.</summary>
    internal Task Follow(string key, params object?[] arguments) => FollowLink(this[key, arguments]);

    internal Task FollowLink(string words) =>
        Page.GetByRole(AriaRole.Link, new() { NameRegex = Whole(words) }).First.ClickAsync();

    /// <summary>Presses the button with the words of this message.</summary>
    internal Task Press(string key, params object?[] arguments) => visit.Press(this[key, arguments]);

    /// <summary>Unfolds what stands under the words of this message.</summary>
    internal Task Unfold(string key) => Page.Locator("summary", new() { HasTextRegex = Whole(this[key]) }).ClickAsync();

    /// <summary>Fills the field that is labelled with this message.</summary>
    internal Task Fill(string key, string value) => Field(Page.Locator("main"), key).FillAsync(value);

    /// <summary>Fills day and time under the label of this message.</summary>
    internal async Task Fill(string key, string day, string time)
    {
        var moment = Page.Locator(".moment", new() { Has = Page.GetByLabel(Label(key)) })
            .Filter(new() { Visible = true });
        await Field(moment, key).FillAsync(day);
        await Field(moment, "campaigns-time").FillAsync(time);
    }

    internal Task Choose(string key, string option) =>
        Field(Page.Locator("main"), key).SelectOptionAsync(new SelectOptionValue { Label = this[option] });

    /// <summary>This is the page with that heading and that way to it, in the reader's language, and without faults.</summary>
    internal async Task Arrives(string heading, params string[] way)
    {
        await Expect(Page.Locator("h1")).ToHaveTextAsync(heading);
        await Expect(Page.Locator("html")).ToHaveAttributeAsync("lang", language.Tag);
        await Expect(Page.Locator(".breadcrumbs li")).ToHaveTextAsync(way);
        Assert.Contains(heading, await Page.TitleAsync(), StringComparison.Ordinal);
        // What is not loaded yet when somebody leaves would be complained about.
        await Page.WaitForLoadStateAsync(LoadState.Load);
        Assert.Empty(complaints);
        await Examine();
    }

    /// <summary>The main part of the page says this.</summary>
    internal Task Sees(string text) => Expect(Main).ToContainTextAsync(text);

    /// <summary>The page offers these, by the messages of their links, and not those.</summary>
    internal async Task IsOffered(string[] these, string[] butNot)
    {
        foreach (var (key, isThere) in these.Select(k => (k, true)).Concat(butNot.Select(k => (k, false))))
        {
            var links = Main.GetByRole(AriaRole.Link, new() { NameRegex = Whole(this[key]) });
            Assert.True(await links.CountAsync() > 0 == isThere, $"{Page.Url}: {key} should be offered: {isThere}.");
        }
    }

    /// <summary>At this address there is nothing to press for this reader, only a way back.</summary>
    internal async Task IsRefused(string path)
    {
        // Beside the page that is read: browsers complain about each answer that is no.
        var refused = new Visit(visit.Context, await visit.Context.NewPageAsync());
        await refused.Open(path, HttpStatusCode.Forbidden);
        await Expect(refused.Page.Locator("main").GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
        await Expect(refused.Page.GetByText(this["campaigns-go-back"])).ToBeVisibleAsync();
        await refused.Page.CloseAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await visit.DisposeAsync();
        if (examined is not null)
        {
            await examined.DisposeAsync();
        }
    }

    private async Task Examine()
    {
        if (examined is null)
        {
            return;
        }

        var cookies = await visit.Context.CookiesAsync();
        await examined.Context.AddCookiesAsync(
            cookies.Select(c => new Microsoft.Playwright.Cookie
            {
                Name = c.Name,
                Value = c.Value,
                Domain = c.Domain,
                Path = c.Path,
            })
        );
        await examined.Page.GotoAsync(Page.Url);
        Assert.Equal(await Page.TitleAsync(), await examined.Page.TitleAsync());
        var faults = await Axe.Faults(examined);
        Assert.True(faults.Length == 0, $"{Page.Url}:\n{string.Join('\n', faults)}");
    }

    private ILocator Field(ILocator part, string key) => part.GetByLabel(Label(key)).Filter(new() { Visible = true });

    // The label says of some fields that they may stay empty.
    private Regex Label(string key) =>
        new(
            $@"^\s*{Regex.Escape(this[key])}\s*({Regex.Escape(this["web-optional"])})?\s*$",
            RegexOptions.None,
            TimeSpan.FromSeconds(1)
        );

    // A card is one link with all that it says.
    private static Regex Whole(string words) =>
        new($@"^\s*{Regex.Escape(words)}(\s|$)", RegexOptions.None, TimeSpan.FromSeconds(1));
}
