using System.Globalization;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Metrics.Lists;
using CampaignDashboard.Tests.Journeys;

namespace CampaignDashboard.Tests.Rights;

/// <summary>
/// Whatever can be read and is not about an unlisted session itself tells nothing of it to who has no part in it: not that
/// it is there, not its address, its title or its place. Who coordinates it finds it where it is planned.
/// </summary>
public sealed class Unlisted_sessions_leak_nowhere(HostWithUnlisted given) : IClassFixture<HostWithUnlisted>
{
    // Where things are searched for; the rest is read as it is.
    private static readonly string[] Searches = ["/sessions", "/sessions.ics", "/api/v1/sessions"];

    private static readonly string[] Words =
    [
        UnlistedSessions.Title,
        UnlistedSessions.Title[..5],
        $"An evening of {UnlistedSessions.Title}",
        UnlistedSessions.Venue,
        UnlistedSessions.Venue[..5],
        UnlistedSessions.Street,
        "evening",
    ];

    private Cast Cast => given.Cast;

    private UnlistedSessions Unlisted => given.Unlisted;

    [Fact]
    public async Task To_nobody_who_has_no_part_in_them()
    {
        var addresses = await Addresses();
        List<string> leaks = [];
        foreach (var stranger in Cast.Roles.Where(r => (r.Is & Who.AtProgram) == Who.Nobody))
        {
            foreach (var address in addresses)
            {
                leaks.AddRange((await Told(stranger.Api, address)).Select(it => $"{address} tells {stranger} {it}"));
            }
        }

        Assert.True(leaks.Count == 0, string.Join('\n', leaks));
    }

    [Fact]
    public async Task Everything_of_them_would_be_seen()
    {
        using var coordinator = await Api.SignedIn(given.Host, Cast.OfOrganiser);
        var session = $"/api/v1/sessions/{Unlisted.First.Id}";
        string[] read = ["/api/v1/me/coordination", session, $"{session}/articles"];
        var told = (await Task.WhenAll(read.Select(address => Told(coordinator, address)))).SelectMany(t => t);
        var untold = Unlisted
            .Secrets.Where(s => !Guid.TryParseExact(s, "N", out _))
            .Except(Unlisted.Codes)
            .Except(told);
        var invitation = await Told(coordinator, $"{session}/invitation");
        Assert.Contains($"{ShortCode.Of(Unlisted.First.Id)}", invitation);

        // The id and the address of what is gone, and an address that leads elsewhere now.
        Assert.Equal(3, untold.Count());
    }

    [Theory]
    [InlineData(UnlistedSessions.OwnCoordinator, true)]
    [InlineData(Cast.OfProgram, true)]
    [InlineData(Cast.OfOrganiser, true)]
    [InlineData(Api.Administrator, true)]
    [InlineData(UnlistedSessions.OwnParticipant, false)]
    [InlineData(Cast.OfSession, false)]
    [InlineData("Elsa", false)]
    public async Task Who_coordinates_one_finds_it_where_it_is_planned(string name, bool finds)
    {
        using var reader = await Api.SignedIn(given.Host, name);
        var program = (await reader.Get($"/api/v1/programs/{Cast.Program}")).Done.Json.GetProperty("page").GetString()!;

        var page = PageForm.Parse((await reader.Get(program)).Done.Text);

        var card = page.QuerySelectorAll(".cards li")
            .SingleOrDefault(li => li.QuerySelector($"a[href='{Unlisted.First.Page}']") is not null);
        Assert.Equal(finds, card is not null);
        if (card is not null)
        {
            Assert.Contains(
                Browser.Words.English["campaigns-unlisted"],
                card.QuerySelectorAll(".cdx-info-chip").Select(chip => chip.TextContent.Trim())
            );
        }
    }

    /// <summary>The secrets that an answer tells, in its head or its body.</summary>
    private async Task<IEnumerable<string>> Told(Api reader, string address)
    {
        var answer = await reader.Get(address);
        Assert.True((int)answer.Status < 500, $"{address} answered {answer.Status}.");
        var headers = string.Join(
            '\n',
            answer.Response.Headers.Concat(answer.Response.Content.Headers).SelectMany(h => h.Value)
        );
        return Unlisted.In($"{headers}\n{answer.Text}", asked: Uri.UnescapeDataString(address));
    }

    private async Task<IReadOnlyList<string>> Addresses()
    {
        var filled = new ReadableAddresses(await Fillings());
        using var anybody = new Api(given.Host.Address);
        var filters = await Filters(anybody);
        string[] routes = [.. await ReadableAddresses.Api(anybody), .. ReadableAddresses.Pages];
        Assert.All(Searches, search => Assert.Contains(search, routes));
        return
        [
            .. routes.SelectMany(filled.Filled),
            .. Searches.SelectMany(search => filters.Select(filter => $"{search}?{filter}")),
            .. filters.Select(filter => $"/sessions?view=calendar&month=2026-03&{filter}"),
            .. Words.Select(word => $"/organisers?search={Uri.EscapeDataString(word)}"),
            .. await Feed(anybody),
            "/openapi/v1.json",
            "/robots.txt",
            "/sitemap.xml",
        ];
    }

    /// <summary>Each filter by itself, and the widest of each together.</summary>
    private async Task<IReadOnlyList<string>> Filters(Api anybody)
    {
        var known = new Dictionary<string, string[]>(StringComparer.Ordinal)
        {
            ["search"] = Words,
            ["organiser"] = [$"{Cast.Organiser}"],
            ["campaign"] = [$"{Cast.Campaign}"],
            ["country"] = ["NL"],
            ["language"] = ["nl"],
            ["wiki"] = ["enwiki"],
            ["from"] = ["2026-03-01"],
            ["until"] = ["2027-12-31"],
            ["state"] = ["all", "upcoming", "running", "current", "past"],
            ["attendance"] = ["onSite", "remote"],
            ["limit"] = ["1", "200"],
            ["after"] = ["0_00000000000000000000000000000000"],
        };
        var named = await ReadableAddresses.Parameters(anybody, "/api/v1/sessions");
        Assert.Equal(named.Order(StringComparer.Ordinal), known.Keys.Order(StringComparer.Ordinal));
        return
        [
            .. known.SelectMany(filter =>
                filter.Value.Select(v => $"state=all&{filter.Key}={Uri.EscapeDataString(v)}")
            ),
            "state=all&from=2026-03-01&until=2027-12-31&wiki=enwiki&language=nl&limit=200",
        ];
    }

    /// <summary>All pages of the feed, as soon as it has heard of what happened last.</summary>
    private async Task<IReadOnlyList<string>> Feed(Api anybody)
    {
        return await Eventually.Get<IReadOnlyList<string>>(
            "The feed",
            async () =>
            {
                List<string> pages = ["/api/v1/events?after=0&limit=1000"];
                for (
                    var events = await anybody.Get(pages[^1]);
                    !events.Text.Contains(given.LastUpdate, StringComparison.Ordinal);

                )
                {
                    if (events.Json.GetArrayLength() == 0)
                    {
                        return [];
                    }

                    var end = events.Json.EnumerateArray().Last().GetProperty("position").GetString();
                    pages.Add(string.Create(CultureInfo.InvariantCulture, $"/api/v1/events?after={end}&limit=1000"));
                    events = await anybody.Get(pages[^1]);
                }

                return pages;
            },
            pages => pages.Count > 0
        );
    }

    private async Task<Dictionary<string, string[]>> Fillings()
    {
        Guid[] programs = [Cast.Program, Cast.OtherProgram, Unlisted.CopiedProgram];
        var fillings = new Dictionary<string, string[]>(StringComparer.Ordinal)
        {
            ["data-updates {update}"] = [given.LastUpdate, $"{Guid.Empty}"],
            ["j {code}"] =
            [
                .. programs.Append(Cast.Session).Select(id => $"{ShortCode.Of(id)}"),
                "000000000",
                "no-such-code",
            ],
            ["statistics {list}"] = [.. FactLists.All, "no-such-list"],
            ["problems {code}"] = ["forbidden", "deleted", "no-such-thing"],
        };
        foreach (
            var (kind, one, ids) in ((string, string, Guid[])[])
                [
                    ("organisers", "organiser", [Cast.Organiser]),
                    ("campaigns", "campaign", [Cast.Campaign]),
                    ("programs", "program", programs),
                    ("sessions", "session", [Cast.Session]),
                ]
        )
        {
            string[] known = [.. ids.Select(id => $"{id}"), $"{Guid.NewGuid()}"];
            fillings[$"{kind} {{{one}}}"] = fillings[$"{kind} {{node}}"] = known;
            var slugs = ids.Select(id => Cast.Administrator.Get($"/api/v1/{kind}/{id}"));
            fillings[$"{kind} {{slug}}"] =
            [
                .. (await Task.WhenAll(slugs)).Select(a => a.Done.Json.GetProperty("slug").GetString()!),
                "no-such-page",
            ];
        }

        return fillings;
    }
}
