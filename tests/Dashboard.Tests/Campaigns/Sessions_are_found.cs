using System.Globalization;
using System.Net;
using System.Text.Json;
using CampaignDashboard.Campaigns;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.EventStore;
using static CampaignDashboard.Tests.Campaigns.InventoryHost;

namespace CampaignDashboard.Tests.Campaigns;

/// <summary>Given these sessions in the log, whoever asks so is shown these.</summary>
public sealed class Sessions_are_found(InventoryHost inventory) : IClassFixture<InventoryHost>
{
    [Theory]
    [InlineData("", "spring tokyo running summer montreal")]
    [InlineData("search=leiden", "spring")]
    [InlineData("search=ZURICH", "summer")]
    [InlineData("search=z%C3%BCrich", "summer")]
    [InlineData("search=werkstatt", "montreal")]
    [InlineData("search=STRASSE", "montreal")]
    [InlineData("search=%25", "summer")]
    [InlineData("search=_", "summer")]
    [InlineData("search=%5C", "")]
    [InlineData("search=edition", "tokyo montreal")]
    [InlineData("search=naturalis", "spring running summer")]
    [InlineData("search=societe", "tokyo montreal")]
    [InlineData("search=societe+tokyo", "tokyo")]
    [InlineData("search=tokyo+leiden", "")]
    [InlineData("search=geheim", "")]
    [InlineData("organiser=wmnl", "spring running summer")]
    [InlineData("organiser=00000000-0000-4000-8000-0000000000ea", "tokyo montreal")]
    [InlineData("campaign=femmes", "tokyo montreal")]
    [InlineData("country=ch", "tokyo montreal")]
    [InlineData("country=NL", "")]
    [InlineData("language=NL", "summer")]
    [InlineData("language=pt", "tokyo")]
    [InlineData("language=pt-br", "tokyo")]
    [InlineData("language=p", "")]
    [InlineData("country=CH&language=pt&state=past", "tokyo")]
    [InlineData("wiki=enwiki", "spring tokyo")]
    [InlineData("wiki=en.wikipedia", "spring tokyo")]
    [InlineData("wiki=https%3A%2F%2Fen.wikipedia.org", "spring tokyo")]
    [InlineData("wiki=frwiki", "")]
    [InlineData("state=all", "spring tokyo running summer montreal")]
    [InlineData("state=upcoming", "summer montreal")]
    [InlineData("state=running", "running")]
    [InlineData("state=current", "running summer montreal")]
    [InlineData("state=past", "tokyo spring")]
    [InlineData("from=2026-03-09", "running summer montreal")]
    [InlineData("until=2026-03-07", "")]
    [InlineData("until=2026-03-08", "spring tokyo")]
    [InlineData("from=2026-03-08&until=2026-03-08", "spring tokyo")]
    [InlineData("from=2026-03-15&until=2026-03-15", "running")]
    [InlineData("from=2026-03-16&until=2026-03-16", "")]
    [InlineData("from=2026-12-01&until=2026-12-01", "montreal")]
    [InlineData("from=2026-12-02", "")]
    [InlineData("organiser=wmnl&state=upcoming", "summer")]
    [InlineData("organiser=wmnl&campaign=femmes", "")]
    [InlineData("wiki=commonswiki&state=past&search=leiden", "spring")]
    [InlineData("organiser=cafe&wiki=enwiki&from=2026-03-08&until=2026-03-09&state=past&search=tokyo", "tokyo")]
    public async Task Each_filter_and_their_combinations_find_what_fits(string query, string expected)
    {
        var (slugs, next) = await inventory.List($"/api/v1/sessions?{query}");
        Assert.Equal(expected, string.Join(' ', slugs));
        Assert.Null(next);

        // The calendar of the same filter has the same sessions, and so has the page.
        var (_, file) = await inventory.Ask($"/sessions.ics?{query}");
        Assert.Equal(slugs.Length, Ical.Net.Calendar.Load(file)!.Events.Count);
        var ofAllTimes = query.Contains("state=", StringComparison.Ordinal) ? query : $"{query}&state=all";
        var (_, page) = await inventory.Ask($"/sessions?{ofAllTimes}");
        Assert.All(slugs, slug => Assert.Contains($"\"/sessions/{slug}\"", page, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("organiser=nobody", "organiser")]
    [InlineData("campaign=nothing", "campaign")]
    [InlineData("country=Netherlands", "country")]
    [InlineData("country=%C3%9C1", "country")]
    [InlineData("language=nl%25", "language")]
    [InlineData("wiki=klingonwiki", "wiki")]
    [InlineData("wiki=enwiki&wiki=dewiki", "wiki")]
    [InlineData("from=tomorrow", "from")]
    [InlineData("from=0001-01-01", "from")]
    [InlineData("until=2026-02-30", "until")]
    [InlineData("from=2026-03-08&until=2026-03-07", "until")]
    [InlineData("state=over", "state")]
    [InlineData("search=%00", "search")]
    [InlineData("search=a+b+c+d+e+f+g+h+i+j+k", "search")]
    [InlineData("after=7", "after")]
    [InlineData("after=99999999999999999999_00000000000040008000000000000001", "after")]
    [InlineData("after=9223372036854775807_00000000000040008000000000000001", "after")]
    [InlineData("limit=0", "limit")]
    public async Task A_bad_parameter_is_named(string query, string parameter)
    {
        var (response, text) = await inventory.Ask($"/api/v1/sessions?{query}");
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        using var problem = JsonDocument.Parse(text);
        Assert.Equal(parameter, problem.RootElement.GetProperty("errors").EnumerateObject().Single().Name);

        // On the page it stands at its field, or the page says that it could not be read.
        var (page, _) = await inventory.Ask($"/sessions?{query}", ("Accept", "text/html"));
        Assert.Equal(parameter is "limit" ? HttpStatusCode.OK : HttpStatusCode.BadRequest, page.StatusCode);
    }

    [Fact]
    public async Task An_item_says_what_a_list_shows()
    {
        var (_, text) = await inventory.Ask("/api/v1/sessions?search=tokyo");
        using var json = JsonDocument.Parse(text);
        var item = Assert.Single(json.RootElement.EnumerateArray().ToArray());
        Assert.Equal("past", item.GetProperty("state").GetString());
        Assert.Equal("2026-03-08T00:00:00Z", item.GetProperty("start").GetString());
        Assert.Equal("Asia/Tokyo", item.GetProperty("timeZone").GetString());
        Assert.Equal("enwiki", item.GetProperty("wikis")[0].GetString());
        Assert.Equal("/organisers/cafe", item.GetProperty("organiser").GetProperty("page").GetString());
        Assert.Equal("Éditions 2026", item.GetProperty("program").GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("/api/v1/sessions?limit=1000")]
    [InlineData("/api/v1/sessions?search=geheim")]
    [InlineData("/api/v1/sessions?state=running&wiki=enwiki")]
    [InlineData("/sessions")]
    [InlineData("/sessions?state=all")]
    [InlineData("/sessions?state=running&wiki=enwiki")]
    [InlineData("/sessions?view=calendar&month=2026-03")]
    [InlineData("/sessions.ics")]
    [InlineData("/programs/beetles.ics")]
    [InlineData("/campaigns/naturalis.ics")]
    [InlineData("/organisers/wmnl.ics")]
    [InlineData("/")]
    [InlineData("/programs/beetles")]
    [InlineData("/campaigns/naturalis")]
    [InlineData("/organisers/wmnl")]
    public async Task An_unlisted_session_leaks_nowhere(string path)
    {
        var (response, text) = await inventory.Ask(path);
        Assert.True(response.IsSuccessStatusCode, text);
        Assert.DoesNotContain("hidden-one", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Geheim", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unlisted_session_is_not_counted_either()
    {
        var (_, page) = await inventory.Ask("/sessions?state=running");
        Assert.Contains("1 session found", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_nothing_fits_is_told_with_a_way_out_and_the_filter_stays_in_the_links()
    {
        var (_, page) = await inventory.Ask("/sessions?search=tokyo&wiki=enwiki");
        Assert.Contains("No session fits", page, StringComparison.Ordinal);
        Assert.Contains(
            "href=\"/sessions?search=tokyo&amp;wiki=enwiki&amp;state=all\"",
            page,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "href=\"/sessions?search=tokyo&amp;wiki=enwiki&amp;view=calendar\"",
            page,
            StringComparison.Ordinal
        );
        Assert.Contains("value=\"tokyo\"", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-13")]
    [InlineData("march")]
    [InlineData("0001-01")]
    [InlineData("9999-12")]
    public async Task A_month_that_is_none_is_a_400(string month)
    {
        var (response, _) = await inventory.Ask($"/sessions?view=calendar&month={month}");
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task The_calendar_shows_a_session_on_each_of_its_days_by_its_own_clocks()
    {
        var (_, page) = await inventory.Ask("/sessions?view=calendar&month=2026-03");
        // Seven days, each in the table and in the list of the narrow screen.
        Assert.Equal(2 * 7, page.Split("\"/sessions/running\"").Length - 1);
        Assert.Equal(2, page.Split("\"/sessions/tokyo\"").Length - 1);
        Assert.Contains("09:00", page, StringComparison.Ordinal);
        Assert.Contains("month=2026-02", page, StringComparison.Ordinal);
        Assert.Contains("month=2026-04", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("soc", "Café Société")]
    [InlineData("CAFE", "Café Société")]
    public async Task Organisers_are_found_by_name(string search, string name)
    {
        var (_, page) = await inventory.Ask($"/organisers?search={search}");
        Assert.Contains(
            WebUtility.HtmlEncode(name),
            page.Replace("&#xE9;", "&#233;", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("Wikimedia Nederland", page, StringComparison.Ordinal);
    }
}

public sealed class Sessions_that_change(InventoryHost inventory) : IClassFixture<InventoryHost>
{
    [Fact]
    public async Task A_changed_plan_is_found_by_what_it_says_now()
    {
        await inventory.Schedule(
            Session("changing", "Old words", Beetles, "2028-01-01T10:00", "2028-01-01T12:00", wikis: "enwiki")
        );
        await inventory.Describe("changing", new("New words", Venue: "Ærø"));
        Assert.Empty((await inventory.List("/api/v1/sessions?search=old")).Slugs);
        Assert.Equal(["changing"], (await inventory.List("/api/v1/sessions?search=new+aero")).Slugs);

        var session = (await inventory.Get<Sessions>().At("changing", CancellationToken.None))!.Id;
        await inventory.Happened(
            session.Value,
            "session",
            new SessionRescheduled(session, "Asia/Tokyo", On(5), On(6), On(5), On(6), Now)
        );
        Assert.Empty((await inventory.List("/api/v1/sessions?search=new&until=2028-01-04")).Slugs);
        Assert.Single((await inventory.List("/api/v1/sessions?search=new&from=2028-01-05")).Slugs);

        await inventory.Happened(session.Value, "session", new SessionUnlisted(session, Now));
        Assert.Empty((await inventory.List("/api/v1/sessions?search=new")).Slugs);
        Assert.DoesNotContain(
            "New words",
            (await inventory.Ask("/programs/beetles.ics")).Text,
            StringComparison.Ordinal
        );

        await inventory.Happened(session.Value, "session", new SessionCancelled(session, "Flood.", Now));
        var file = Ical.Net.Calendar.Load((await inventory.Ask("/sessions/changing.ics")).Text)!;
        var entry = Assert.Single(file.Events);
        Assert.Equal(("CANCELLED", 4, "New words"), (entry.Status, entry.Sequence, entry.Summary));
    }

    [Fact]
    public async Task A_calendar_of_a_former_address_is_led_to_the_new_one()
    {
        await inventory.Schedule(
            Session("former", "Moving", Beetles, "2028-02-01T10:00", "2028-02-01T12:00", wikis: "enwiki")
        );
        var session = (await inventory.Get<Sessions>().At("former", CancellationToken.None))!.Id.Value;
        await inventory.Happened(
            StreamId.Derived(session, "address"),
            "addressing",
            new AddressChanged(NodeKind.Session, session, "moved", Now)
        );
        var (response, _) = await inventory.Ask("/sessions/former.ics");
        Assert.Equal(HttpStatusCode.MovedPermanently, response.StatusCode);
        Assert.Equal("/sessions/moved.ics", response.Headers.Location!.ToString());
    }

    private static DateTimeOffset On(int day) => new(2028, 1, day, 10, 0, 0, TimeSpan.Zero);
}

public sealed class Paging_the_sessions(InventoryHost inventory) : IClassFixture<InventoryHost>
{
    [Theory]
    [InlineData("")]
    [InlineData("&state=past")]
    public async Task Loses_none_and_shows_none_twice_while_others_are_added(string filter)
    {
        // Many begin at the same instant, so that the cursor must tell them apart.
        await inventory.Schedule([
            .. Enumerable.Range(0, 40).Select(n => OnDay(2020, n / 4, $"{filter.Length}-before-{n}")),
        ]);
        var (expected, _) = await inventory.List($"/api/v1/sessions?limit=1000{filter}");
        List<string> seen = [];
        var added = 0;
        for (string? next = $"/api/v1/sessions?limit=7{filter}"; next is not null; added++)
        {
            (var slugs, next) = await inventory.List(next);
            seen.AddRange(slugs);
            // One before and one behind the place where the reader is, and one beside it.
            await inventory.Schedule(
                OnDay(2019, added, $"{filter.Length}-early-{added}"),
                OnDay(2020, added, $"{filter.Length}-beside-{added}"),
                OnDay(2021, added, $"{filter.Length}-late-{added}")
            );
            Assert.InRange(added, 0, 100);
        }

        Assert.Equal(seen.Distinct(StringComparer.Ordinal), seen);
        Assert.Equal(expected, seen.Where(slug => expected.Contains(slug, StringComparer.Ordinal)));
        Assert.InRange(expected.Length, 42, 1000);
    }

    private static SessionScheduled OnDay(int year, int day, string slug)
    {
        var date = new DateOnly(year, 1, 1).AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return Session(slug, slug, Beetles, $"{date}T10:00", $"{date}T12:00", wikis: "enwiki");
    }
}
