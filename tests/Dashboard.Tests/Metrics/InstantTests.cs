using System.Globalization;
using System.Text;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Metrics;
using CampaignDashboard.Web.Downloads;

namespace CampaignDashboard.Tests.Metrics;

public sealed class InstantTests
{
    [Theory]
    [InlineData("2026-03-08", "2026-03-08T23:59:59.999999Z")]
    [InlineData("2026-03-08T12:00", "2026-03-08T12:00:00Z")]
    [InlineData("2026-03-08T12:00:30", "2026-03-08T12:00:30Z")]
    [InlineData("2026-03-08T12:00:00Z", "2026-03-08T12:00:00Z")]
    [InlineData("2026-03-08T12:00:00.123456Z", "2026-03-08T12:00:00.123456Z")]
    [InlineData("2026-03-08T12:00:00+02:00", "2026-03-08T10:00:00Z")]
    [InlineData("2026-03-08T12:00:00 02:00", "2026-03-08T10:00:00Z")]
    public void An_instant_is_read_as_ISO_8601_and_a_date_as_the_end_of_that_day(string text, string instant) =>
        Assert.Equal(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture), Instants.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("12:00")]
    [InlineData("8/3/2026")]
    [InlineData("2026-02-30")]
    [InlineData("2026-03-08T25:00")]
    [InlineData("-5")]
    [InlineData("2026-03-08T12:00:00Z; drop table")]
    public void What_could_mean_another_instant_to_another_reader_is_none(string text) =>
        Assert.Null(Instants.Parse(text));

    [Fact]
    public void The_last_day_of_the_calendar_is_the_end_of_time() =>
        Assert.Equal(DateTimeOffset.MaxValue, Instants.Parse("9999-12-31"));

    [Fact]
    public void Equal_statistics_are_equal_bytes_however_their_instants_are_written()
    {
        var utc = new DateTimeOffset(2026, 3, 8, 12, 0, 0, TimeSpan.Zero);

        var bytes = CanonicalJson.Write(Of(utc));

        Assert.Equal(
            """{"asOf":{"at":"2026-03-08T12:00:00Z","position":9},"byFamily":[],"byWiki":[],"counting":{"from":"enrolment","scope":"articleList"},"definitionVersion":1,"figures":{"attendees":0,"bytesAbsolute":17,"bytesAdded":8,"bytesNet":-1,"bytesRemoved":-9,"contentEdits":4,"editors":2,"edits":3,"fileUsages":0,"filesInUse":0,"filesUploaded":0,"itemsCreated":0,"itemsImproved":0,"newEditors":0,"organisers":0,"pagesCreated":6,"pagesDeletedSince":0,"pagesEdited":5,"pagesImproved":7,"participants":1,"referencesAdded":0,"referencesRemoved":0,"retainedEditors":null,"returningEditors":0,"unknownRegistrations":0,"viewsOfCreatedPages":null,"viewsPerDayOfImprovedPages":null,"wordsAdded":1},"of":{"id":"11111111-0000-0000-0000-000000000001","kind":"session"},"pending":["retainedEditors"],"session":"11111111-0000-0000-0000-000000000001","sessions":["11111111-0000-0000-0000-000000000001"],"unknown":["viewsOfCreatedPages","viewsPerDayOfImprovedPages"],"window":{"from":"2026-03-08T12:00:00Z","until":"2026-03-08T13:00:00Z"}}""",
            Encoding.UTF8.GetString(bytes)
        );
        Assert.Equal(bytes, CanonicalJson.Write(Of(utc.ToOffset(TimeSpan.FromHours(2)))));
    }

    private static Statistics Of(DateTimeOffset at) =>
        new(
            new(NodeKind.Session, Facts.Workshop.Value),
            DefinitionVersion: 1,
            new(at, at.AddHours(1)),
            new(CountedScope.ArticleList, CountFrom.Enrolment),
            new(9, at),
            new()
            {
                Participants = 1,
                Editors = 2,
                Edits = 3,
                ContentEdits = 4,
                PagesEdited = 5,
                PagesCreated = 6,
                PagesImproved = 7,
                BytesAdded = 8,
                BytesRemoved = -9,
            },
            [Facts.Workshop]
        );
}
