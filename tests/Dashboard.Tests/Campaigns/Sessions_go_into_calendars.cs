using System.Net;
using System.Text;
using CampaignDashboard.Campaigns;
using Calendar = Ical.Net.Calendar;

namespace CampaignDashboard.Tests.Campaigns;

/// <summary>Our iCalendar files, read by another's parser.</summary>
public sealed class Sessions_go_into_calendars(InventoryHost inventory) : IClassFixture<InventoryHost>
{
    private static readonly CalendarEntry Entry = new(
        Guid.Parse("00000000-0000-4000-8000-00000000000d"),
        "Spring; an \"editathon\", \\ with backslash",
        "Two lines,\r\nkept; and a\ttab.\u0007",
        "Café “Zum Löwen”, 2. Stock",
        (52.0907m, -5.1214m),
        new("https://dashboard.example/sessions/spring"),
        new(2026, 3, 8, 12, 0, 0, TimeSpan.Zero),
        new(2026, 3, 8, 16, 30, 0, TimeSpan.Zero),
        3,
        new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
        new(2026, 2, 1, 10, 20, 30, TimeSpan.Zero),
        IsCancelled: false
    );

    [Fact]
    public void Another_parser_reads_what_was_written()
    {
        var calendar = Calendar.Load(Encoding.UTF8.GetString(CalendarFile.Write("A, name", [Entry])))!;
        var read = Assert.Single(calendar.Events);
        Assert.Equal(Entry.Session.ToString(), read.Uid);
        Assert.Equal(Entry.Title, read.Summary);
        Assert.Equal(Entry.Place, read.Location);
        Assert.Equal("Two lines,\nkept; and a\ttab.\n\nhttps://dashboard.example/sessions/spring", read.Description);
        Assert.Equal((52.0907, -5.1214), (read.GeographicLocation!.Latitude, read.GeographicLocation.Longitude));
        Assert.Equal(Entry.Page, read.Url);
        Assert.Equal(Entry.Start.UtcDateTime, read.Start!.AsUtc);
        Assert.Equal(Entry.End.UtcDateTime, read.End!.AsUtc);
        Assert.True(read.Start.IsUtc);
        Assert.Equal(2, read.Sequence);
        Assert.Equal(Entry.Changed.UtcDateTime, read.LastModified!.AsUtc);
        Assert.Equal(Entry.Changed.UtcDateTime, read.DtStamp!.AsUtc);
        Assert.Equal("2.0", calendar.Version);
    }

    [Theory]
    [InlineData(true, "CANCELLED")]
    [InlineData(false, "CONFIRMED")]
    public void Whether_it_takes_place_is_said(bool isCancelled, string status)
    {
        var file = CalendarFile.Write("Any", [Entry with { IsCancelled = isCancelled }]);
        Assert.Equal(status, Assert.Single(Calendar.Load(Encoding.UTF8.GetString(file))!.Events).Status);
    }

    [Theory]
    [InlineData("short")]
    [InlineData("exactly as long as a line may be, which is seventy-five octets with SUMMARY:")]
    [InlineData("編集マラソン編集マラソン編集マラソン編集マラソン編集マラソン編集マラソン編集マラソン編集マラソン")]
    [InlineData("👩‍🔬👩‍🔬👩‍🔬👩‍🔬👩‍🔬👩‍🔬👩‍🔬👩‍🔬👩‍🔬👩‍🔬👩‍🔬👩‍🔬👩‍🔬👩‍🔬👩‍🔬👩‍🔬 ends")]
    [InlineData(",;,;,;,;,;,;,;,;,;,;,;,;,;,;,;,;,;,;,;,;,;,;,;,;,;,;,;,;,;,;,;,;,;,;,;,;,;,;,;,;,;,;")]
    public void Long_lines_are_folded_by_octets_and_unfold_to_what_they_were(string title)
    {
        var file = CalendarFile.Write(title, [Entry with { Title = title }]);
        var text = Encoding.UTF8.GetString(file);
        Assert.EndsWith("END:VCALENDAR\r\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", text.Replace("\r\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.All(text.Split("\r\n"), line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, 75));
        Assert.Equal(title, Assert.Single(Calendar.Load(text)!.Events).Summary);
    }

    [Theory]
    [InlineData("/sessions/tokyo.ics", 1)]
    [InlineData("/programs/beetles.ics", 3)]
    [InlineData("/campaigns/femmes.ics", 2)]
    [InlineData("/organisers/wmnl.ics", 3)]
    [InlineData("/sessions.ics?state=past", 2)]
    public async Task Each_level_has_its_listed_sessions(string path, int sessions)
    {
        var (response, text) = await inventory.Ask(path);
        Assert.Equal("text/calendar; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        var calendar = Calendar.Load(text)!;
        Assert.Equal(sessions, calendar.Events.Count);
        Assert.All(
            calendar.Events,
            e => Assert.True(e.Url!.IsAbsoluteUri && e.Sequence is 0 or 1 && e.LastModified is not null)
        );
    }

    [Fact]
    public async Task An_unlisted_session_has_a_file_for_who_knows_its_link()
    {
        var (response, text) = await inventory.Ask("/sessions/hidden-one.ics");
        Assert.Equal("Geheim", Assert.Single(Calendar.Load(text)!.Events).Summary);
        Assert.Equal("noindex", response.Headers.GetValues("X-Robots-Tag").Single());
    }

    [Theory]
    [InlineData("/sessions/no-such.ics", "no-such-session")]
    [InlineData("/programs/no-such.ics", "no-such-program")]
    [InlineData("/campaigns/no-such.ics", "no-such-campaign")]
    [InlineData("/organisers/no-such.ics", "no-such-organiser")]
    public async Task What_is_not_there_has_no_file(string path, string problem)
    {
        var (response, text) = await inventory.Ask(path);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains($"/problems/{problem}", text, StringComparison.Ordinal);
    }
}

public sealed class Calendar_files_that_change(InventoryHost inventory) : IClassFixture<InventoryHost>
{
    [Fact]
    public async Task Who_has_the_file_is_told_so_until_something_changes()
    {
        const string Path = "/programs/editions.ics";
        var (first, text) = await inventory.Ask(Path);
        var tag = first.Headers.ETag!.ToString();
        var (again, nothing) = await inventory.Ask(Path, ("If-None-Match", tag));
        Assert.Equal((HttpStatusCode.NotModified, ""), (again.StatusCode, nothing));

        await inventory.Schedule(
            InventoryHost.Session(
                "new",
                "A new one",
                InventoryHost.Editions,
                "2027-01-01T10:00",
                "2027-01-01T12:00",
                wikis: "enwiki"
            )
        );
        var (changed, more) = await inventory.Ask(Path, ("If-None-Match", tag));
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Equal(Calendar.Load(text)!.Events.Count + 1, Calendar.Load(more)!.Events.Count);
    }
}
