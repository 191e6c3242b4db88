using System.Net;
using AngleSharp.Dom;
using CampaignDashboard.Tests.Rights;

namespace CampaignDashboard.Tests.Journeys;

/// <summary>Somebody at the pages of a Host, without JavaScript: goes to addresses and presses buttons.</summary>
internal sealed class Visitor(Api api) : IDisposable
{
    /// <summary>Somebody who signed in by this name.</summary>
    internal static async Task<Visitor> SignedIn(HostProcess host, string userName) =>
        new(await Api.SignedIn(host, userName));

    internal Api Api => api;

    /// <summary>The page at an address.</summary>
    internal async Task<Shown> Open(string address) => Shown.Of(await api.Get(address, ("Accept", "text/html")));

    /// <summary>Sends the form of that name as the page has it, with these words in its fields.</summary>
    internal async Task<Shown> Press(Shown page, string form, params (string Field, string Value)[] typed)
    {
        var there = page.Form(form);
        var fields = new Dictionary<string, string>(there.Fields, StringComparer.Ordinal);
        foreach (var (field, value) in typed)
        {
            fields[field] = value;
        }

        var target = page
            .Document.QuerySelectorAll("form")
            .First(f => f.QuerySelector($"input[name=_handler][value='{form}']") is not null)
            .GetAttribute("action");
        return Shown.Of(await api.Send(target ?? page.Address.PathAndQuery, fields));
    }

    public void Dispose() => api.Dispose();
}

/// <summary>A page as it was answered.</summary>
internal sealed record Shown(HttpStatusCode Status, Uri Address, IDocument Document, HttpResponseMessage Response)
{
    /// <summary>What its main part says.</summary>
    internal string Text => Document.QuerySelector("main")!.TextContent;

    internal string Heading => Document.QuerySelector("h1")!.TextContent.Trim();

    /// <summary>The sentences of its messages.</summary>
    internal string Messages =>
        string.Join('\n', Document.QuerySelectorAll(".cdx-message__content").Select(m => m.TextContent.Trim()));

    /// <summary>Where it leads on to.</summary>
    internal string Leads => Response.Headers.Location!.ToString();

    internal IReadOnlyList<string> Forms => [.. PageForm.In(Document).Select(f => f.Handler)];

    internal IReadOnlyList<string> Links =>
        [.. Document.QuerySelectorAll("main a[href]").Select(a => a.GetAttribute("href")!)];

    internal PageForm Form(string name) => PageForm.In(Document).Single(f => f.Handler == name);

    /// <summary>The words of the button of a form.</summary>
    internal string Button(string form) =>
        Document
            .QuerySelectorAll("main form")
            .Single(f => f.QuerySelector($"input[name=_handler][value='{form}']") is not null)
            .QuerySelector("button")!
            .TextContent.Trim();

    internal static Shown Of(Answer answer) =>
        new(answer.Status, answer.Response.RequestMessage!.RequestUri!, PageForm.Parse(answer.Text), answer.Response);
}
