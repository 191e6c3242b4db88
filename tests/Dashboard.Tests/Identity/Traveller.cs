using System.Net;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace CampaignDashboard.Tests.Identity;

/// <summary>Where a browser without JavaScript arrived.</summary>
internal sealed record Arrival(HttpStatusCode Status, Uri Address, IDocument Page, HttpResponseMessage Response)
{
    internal string Heading => Page.QuerySelector("h1")!.TextContent;

    internal string Text => Page.QuerySelector("main")!.TextContent;

    /// <summary>Where the button of a failed sign-in leads.</summary>
    internal string Again => Page.QuerySelector("main .actions a")!.GetAttribute("href")!;
}

/// <summary>Somebody with a browser of their own, without JavaScript, that keeps cookies and follows redirects.</summary>
internal sealed class Traveller : IDisposable
{
    private readonly CookieContainer cookies;
    private readonly HttpClient following;
    private readonly HttpClient stopping;

    internal Traveller(Uri host, string language = "en", CookieContainer? cookies = null)
    {
        this.cookies = cookies ?? new();
        following = Client(host, language, follow: true);
        stopping = Client(host, language, follow: false);
    }

    internal CookieContainer Cookies => cookies;

    /// <summary>Goes to an address, and on to where it leads.</summary>
    internal async Task<Arrival> Go(string address)
    {
        var stop = TestContext.Current.CancellationToken;
        var response = await following.GetAsync(address, stop);
        var page = await new HtmlParser().ParseDocumentAsync(await response.Content.ReadAsStringAsync(stop));
        return new(response.StatusCode, response.RequestMessage!.RequestUri!, page, response);
    }

    /// <summary>Goes to an address and tells where it would lead.</summary>
    internal async Task<Uri> Look(string address)
    {
        var response = await stopping.GetAsync(address, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        return response.Headers.Location!;
    }

    /// <summary>Goes to the wiki and is about to come back: the address of the callback.</summary>
    internal async Task<string> ComeBack(string returnTo = "/") =>
        (
            await Look((await Look($"/sign-in/wikimedia?returnTo={Uri.EscapeDataString(returnTo)}")).AbsoluteUri)
        ).AbsoluteUri;

    /// <summary>Signs in, and tells who the dashboard says it is.</summary>
    internal async Task<(Guid Person, string UserName, bool Administrator)> SignIn()
    {
        var arrival = await Go("/sign-in/wikimedia");
        Assert.True(arrival.Status == HttpStatusCode.OK, $"{arrival.Status}: {arrival.Text}");
        var me = await Me();
        return (
            me.GetProperty("person").GetGuid(),
            me.GetProperty("userName").GetString()!,
            me.GetProperty("administrator").GetBoolean()
        );
    }

    /// <summary>Whether the dashboard knows who this is.</summary>
    internal async Task<bool> IsSignedIn() => (await Me()).GetProperty("person").ValueKind == JsonValueKind.String;

    /// <summary>Presses the button in the header.</summary>
    internal async Task SignOut()
    {
        var stop = TestContext.Current.CancellationToken;
        var form = (await Go("/")).Page.QuerySelector("form[action='/sign-out']")!;
        var fields = form.QuerySelectorAll("input[name]")
            .Select(i => KeyValuePair.Create(i.GetAttribute("name")!, i.GetAttribute("value")!));
        using var body = new FormUrlEncodedContent(fields);
        Assert.True((await following.PostAsync("/sign-out", body, stop)).IsSuccessStatusCode);
    }

    public void Dispose()
    {
        following.Dispose();
        stopping.Dispose();
    }

    private async Task<JsonElement> Me() =>
        JsonDocument
            .Parse(await following.GetStringAsync("/api/v1/me", TestContext.Current.CancellationToken))
            .RootElement;

    private HttpClient Client(Uri host, string language, bool follow)
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = follow, CookieContainer = cookies })
        {
            BaseAddress = host,
        };
        client.DefaultRequestHeaders.Add("Accept", "text/html");
        client.DefaultRequestHeaders.Add("Accept-Language", language);
        return client;
    }
}
