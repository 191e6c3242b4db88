using System.Globalization;
using System.Text.Json;
using CampaignDashboard.WikiFarm;

namespace CampaignDashboard.Tests.Browser;

[Collection(BrowserTests.Name)]
public sealed class The_main_job_by_hand(Site site)
{
    private const string Wrong = "Nobody of That Name";
    private const string Invalid = "not<a>name";

    private static readonly EditathonSession Plan = Editathon.WomenInScience;

    private static readonly (string Format, string Extension)[] Formats =
    [
        ("CSV", "csv"),
        ("JSON", "json"),
        ("wikitext", "wikitext"),
    ];

    /// <summary>What the edits of the farm's participants make, and nothing before they are read.</summary>
    private static readonly string[] Counted =
    [
        "Editors",
        "Edits",
        "Content edits",
        "Pages edited",
        "Bytes added",
        "Net bytes",
        "Words added (estimate)",
    ];

    [Fact]
    public async Task It_is_played_from_the_organiser_to_the_figures_without_JavaScript()
    {
        var name = $"Chapter {Guid.NewGuid():N}";
        await using var desktop = await site.Visit(Screen.Desktop, options: new() { JavaScriptEnabled = false });
        await RegisterOrganiser(desktop, name);
        var session = await PlanSession(desktop, name);
        await AppointCoordinator(desktop);
        await EnterParticipants(desktop, session);
        await OfferArticles(desktop);
        await desktop.Press("Sign out");

        await using var phone = await site.Visit(Screen.Phone, options: new() { JavaScriptEnabled = false });
        await Subscribe(phone, session);

        await desktop.SignIn(Site.Coordinator);
        await desktop.Open(session);
        var before = await Position(desktop);
        await UpdateStatistics(desktop);
        await ShowsTheFiguresOfTheApi(desktop);
        await DownloadsThem(desktop);
        await ShowsTheZerosOf(desktop, before);
    }

    private static async Task RegisterOrganiser(Visit visit, string name)
    {
        await visit.SignIn(Farm.Administrator);
        await visit.Follow("All organisers");
        await visit.Follow("Register an organiser");
        await visit.Send(("name", name), ("coordinator", Site.Coordinator));
        await visit.Press("Sign out");
    }

    private static async Task<string> PlanSession(Visit visit, string organiser)
    {
        await visit.SignIn(Site.Coordinator);
        await visit.Open("/organisers");
        await visit.Follow(organiser);
        await visit.Follow("Start a campaign");
        await visit.Send(("title", $"Campaign of {organiser}"), ("description", "Every March."));
        await visit.Follow("Plan a program");
        await visit.Send(("title", $"Program of {organiser}"));
        await visit.Follow("Schedule a session");
        await visit.Send(
            ("title", $"Session of {organiser}"),
            ("startDate", Day(Plan.Date)),
            ("startTime", "13:00"),
            ("endDate", Day(Plan.Date)),
            ("endTime", "18:00"),
            ("timeZone", Plan.TimeZone),
            ("venue", "Public library, Amsterdam"),
            ("wikis", string.Join('\n', Editathon.Wikis.Select(wiki => wiki.Name))),
            ("trackedFromDate", Day(Plan.Date)),
            ("trackedUntilDate", Day(Plan.LastDay))
        );
        Assert.Contains("8 March 2026, 13:00–18:00", await visit.Text, StringComparison.Ordinal);
        return new Uri(visit.Page.Url).AbsolutePath;
    }

    private static async Task AppointCoordinator(Visit visit)
    {
        await visit.Send(("userName", "Passer-by Pat"));
        Assert.Equal(["Passer-by Pat"], await visit.Page.Locator(".people bdi").AllInnerTextsAsync());
    }

    // The last of them subscribes by herself.
    private static async Task EnterParticipants(Visit visit, string session)
    {
        string[] good = [.. Plan.Participants.SkipLast(1)];
        await visit.Open($"{session}/participants/enter");
        await visit.Send(("userNames", string.Join('\n', [.. good, Wrong, Invalid])));
        Assert.Contains($"{good.Length} people can be enrolled.", await visit.Text, StringComparison.Ordinal);
        foreach (var (name, verdict) in new[] { (Wrong, "No such account"), (Invalid, "Not a possible user name") })
        {
            var told = await visit.CellBeside("What the wikis say", name);
            Assert.StartsWith(verdict, told, StringComparison.Ordinal);
        }
        await visit.Send(("attendance", "OnSite"));
        foreach (var name in good)
        {
            await HasVerdict(visit, name, "Enrolled");
        }
        Assert.Equal($"{Wrong}\n{Invalid}", await visit.Page.Locator("[name=userNames]").InputValueAsync());
        await visit.Open(session);
    }

    // The reason may follow.
    private static async Task HasVerdict(Visit visit, string asked, string verdict) =>
        Assert.StartsWith(verdict, await visit.CellBeside("What became of them", asked), StringComparison.Ordinal);

    private static async Task OfferArticles(Visit visit)
    {
        var titles = Editathon.Articles.Where(article => article.Wiki == "enwiki").Select(article => article.Title);
        await visit.Follow("Manage articles");
        await visit.Send(("titles", string.Join('\n', titles)), ("wiki", "enwiki"));
        await HasVerdict(visit, "Tu Youyou", "Offered");
    }

    private static async Task Subscribe(Visit visit, string session)
    {
        await visit.SignIn(Plan.Participants[^1]);
        await visit.Open(session);
        await visit.Follow("Subscribe");
        await visit.Send(("attendance", "Remote"));
        Assert.Contains("Welcome! You take part now.", await visit.Text, StringComparison.Ordinal);
        await visit.Open($"{session}/participants");
        foreach (var name in Plan.Participants)
        {
            var row = visit.Page.Locator(".door-row", new() { HasText = name });
            var attendance = name == Plan.Participants[^1] ? "Enrolled remotely" : "Enrolled on site";
            Assert.Contains(attendance, await row.InnerTextAsync(), StringComparison.Ordinal);
        }
        await visit.Open($"{session}/articles?q=youyou");
        var article = visit.Page.Locator(".article", new() { HasText = "Tu Youyou" });
        await article.Locator("button").First.ClickAsync();
        Assert.Contains(Plan.Participants[^1], await article.InnerTextAsync(), StringComparison.Ordinal);
    }

    private static async Task UpdateStatistics(Visit visit)
    {
        await visit.Press("Update statistics");
        var updates = await Read(visit, $"{await Api(visit)}/data-updates");
        var newest = (updates.ValueKind == JsonValueKind.Array ? updates : updates.GetProperty("items"))[0];
        var update = $"/api/v1/data-updates/{newest.GetProperty("id").GetString()}";

        // Each question waits for the end, half a minute at most.
        for (var i = 0; i < 4 && await State(visit, update) != "completed"; i++) { }
        await visit.Page.ReloadAsync();
        Assert.Contains("Last update", await visit.Text, StringComparison.Ordinal);
    }

    private static async Task ShowsTheFiguresOfTheApi(Visit visit)
    {
        var figures = (await Read(visit, $"{await Api(visit)}/statistics")).GetProperty("figures");
        var expected = figures
            .EnumerateObject()
            .Select(f => (Words.English[$"metrics-figure-{f.Name}"], NumberOf(f.Value)));
        var shown = await visit.Figures();
        // The API sorts them by name, the page by meaning.
        Assert.Equal(expected.Order(), shown.Order());
        Assert.Equal(("Participants", Plan.Participants.Count), shown[0]);
        Assert.All(shown.Where(f => Counted.Contains(f.Label)), figure => Assert.NotEqual(0, figure.Value));
    }

    // Null is pending or unknown.
    private static long? NumberOf(JsonElement value) => value.ValueKind is JsonValueKind.Null ? null : value.GetInt64();

    private static async Task DownloadsThem(Visit visit)
    {
        foreach (var (format, extension) in Formats)
        {
            var link = visit.Page.GetByText($"Download {format}");
            var download = await visit.Page.RunAndWaitForDownloadAsync(() => link.ClickAsync());
            Assert.EndsWith($"-statistics.{extension}", download.SuggestedFilename, StringComparison.Ordinal);
            var words = (await visit.Figures()).Single(figure => figure.Label == "Net bytes").Value!.Value;
            var file = await File.ReadAllTextAsync(await download.PathAsync());
            Assert.Contains(words.ToString(CultureInfo.InvariantCulture), file, StringComparison.Ordinal);
        }
    }

    private static async Task ShowsTheZerosOf(Visit visit, long position)
    {
        await visit.Send(("asOf", position.ToString(CultureInfo.InvariantCulture)));
        var notices = await visit.Messages;
        Assert.Contains(
            notices,
            n => n.StartsWith("These are the figures as they were known at", StringComparison.Ordinal)
        );
        var shown = await visit.Figures();
        Assert.Equal(("Participants", Plan.Participants.Count), shown[0]);
        Assert.All(shown.Where(f => Counted.Contains(f.Label)), figure => Assert.Equal(0, figure.Value));
    }

    private static async Task<string?> State(Visit visit, string update) =>
        (await Read(visit, update, "wait=30")).GetProperty("state").GetString();

    private static async Task<long> Position(Visit visit) =>
        (await Read(visit, $"{await Api(visit)}/statistics")).GetProperty("asOf").GetProperty("position").GetInt64();

    /// <summary>The session's address in the API, as the download links have it.</summary>
    private static async Task<string> Api(Visit visit)
    {
        var link = await visit.Page.GetByText("Download CSV").GetAttributeAsync("href");
        return link![..link!.LastIndexOf('/')];
    }

    private static async Task<JsonElement> Read(Visit visit, string address, string? prefer = null)
    {
        Dictionary<string, string> headers = prefer is null ? [] : new() { ["Prefer"] = prefer };
        var answer = await visit.Context.APIRequest.GetAsync(address, new() { Headers = headers, Timeout = 60_000 });
        Assert.True(answer.Ok, $"{address} answered {answer.Status}.");
        return (await answer.JsonAsync())!.Value;
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
