using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CampaignDashboard.Demo;
using CampaignDashboard.WikiFarm;

namespace CampaignDashboard.Tests.Demo;

/// <summary>The main job from end to end: what the dashboard shows is what the wikis' databases hold.</summary>
public sealed class MainJobTests(PlayedMainJob played) : IClassFixture<PlayedMainJob>
{
    private const string FigureRow = @"^\|-\n\| (?<figure>\w+)\n\| ([^|\n]* \| )?(?<value>-?\d+|pending|unknown)\n";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly string[] Figures =
    [
        "participants",
        "editors",
        "edits",
        "contentEdits",
        "pagesEdited",
        "pagesCreated",
        "pagesImproved",
        "bytesAdded",
        "bytesRemoved",
        "bytesNet",
        "bytesAbsolute",
        "wordsAdded",
    ];

    public static TheoryData<string> Sessions => [Editathon.WomenInScience.Name, Editathon.WomenInTechnology.Name];

    public static MatrixTheoryData<string, string> FiguresOfSessions =>
        new([Editathon.WomenInScience.Name, Editathon.WomenInTechnology.Name], Figures);

    [Theory]
    [MemberData(nameof(FiguresOfSessions))]
    public void A_figure_equals_the_count_from_the_wikis_own_databases(string session, string figure)
    {
        var check = FigureCheck.Of(played.Farm, played.Session(session)).Single(c => c.Figure == figure);
        Assert.True(
            check.Agrees,
            $"{session}: {figure} is {check.Shown}, and {check.Counted} in the wikis' own databases."
        );
    }

    [Theory]
    [MemberData(nameof(Sessions))]
    public void The_dashboard_shows_all_of_these_figures(string session) =>
        Assert.Subset(Statistics.Of(played.Session(session).Shown).Figures.Keys.ToHashSet(), Figures.ToHashSet());

    [Theory]
    [MemberData(nameof(Sessions))]
    public void The_window_is_that_of_the_local_days_also_when_summer_time_begins(string name)
    {
        var session = played.Session(name);
        var window = Statistics.Of(session.Shown).Window;
        Assert.Equal((session.Plan.Start, session.Plan.End), (window.From, window.Until));
    }

    [Theory]
    [MemberData(nameof(Sessions))]
    public void Statistics_as_of_before_the_update_are_those_shown_then_to_the_byte(string name)
    {
        var session = played.Session(name);
        Assert.Equal(Text(session.Before), Text(session.BeforeReplayed));
        Assert.Equal(0, Statistics.Of(session.Before).Figures["edits"]);
        Assert.NotEqual(Text(session.Before), Text(session.Shown));
    }

    [Theory]
    [MemberData(nameof(Sessions))]
    public void Statistics_as_of_after_the_update_are_those_shown_then_to_the_byte(string name) =>
        Assert.Equal(Text(played.Session(name).Shown), Text(played.Session(name).ShownReplayed));

    [Theory]
    [MemberData(nameof(Sessions))]
    public void A_second_update_appends_nothing(string name)
    {
        var session = played.Session(name);
        Assert.True(session.FirstUpdate.Added > 0, "The first update found nothing.");
        Assert.Equal(0, session.SecondUpdate.Added);
        Assert.Empty(session.FirstUpdate.Problems);
        Assert.Empty(session.SecondUpdate.Problems);
    }

    [Theory]
    [MemberData(nameof(Sessions))]
    public void Downloads_hold_the_figures_that_the_statistics_show(string name)
    {
        var session = played.Session(name);
        var shown = Statistics.Of(session.Shown).Figures;
        Assert.Equal(shown, Statistics.Of(session.Downloads["json"]).Figures);
        Assert.Equal(shown, InCsv(Text(session.Downloads["csv"])));
        Assert.Equal(shown, InWikitext(Text(session.Downloads["wikitext"])));
    }

    [Theory]
    [MemberData(nameof(Sessions))]
    public void Wrong_names_are_told_and_keep_no_good_one_out(string name)
    {
        var session = played.Session(name);
        Assert.Equal(session.Plan.Participants.Count - 2, session.Enrolment.Enrolled);
        Assert.Equal(
            ["notFound", "invalid"],
            session.Enrolment.Names.Where(verdict => !verdict.IsEnrolled).Select(verdict => verdict.Result)
        );
    }

    [Fact]
    public void A_feed_reader_that_was_stopped_half_way_sees_the_same_events()
    {
        Assert.NotEmpty(played.Job.Feed.Events);
        Assert.True(played.Job.Feed.Resumes);
        Assert.Equal(played.Job.Feed.Events.OrderBy(e => e.Number), played.Job.Feed.Events);
    }

    [Fact]
    public async Task Every_page_of_the_report_is_there()
    {
        var stop = TestContext.Current.CancellationToken;
        using var anybody = DashboardApi.Anonymous(played.Dashboard);
        Uri[] pages = [played.Job.OrganiserPage, played.Job.CampaignPage, played.Job.ProgramPage];
        foreach (var page in pages.Concat(played.Job.Sessions.Select(session => session.Page)))
        {
            Assert.Contains("</html>", Text(await anybody.Page(page, stop)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_report_is_good_and_shows_every_figure()
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        var good = new Report(played.Farm, played.Dashboard, output).Print(played.Job, downloads: "/nowhere");
        Assert.True(good, output.ToString());
        Assert.All(Figures, figure => Assert.Contains(figure, output.ToString(), StringComparison.Ordinal));
        Assert.DoesNotContain('✗', output.ToString());
    }

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    private static Dictionary<string, long?> InCsv(string csv) =>
        csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries)
            .Skip(1)
            .Select(line => line.Split(','))
            .ToDictionary(cells => cells[0], cells => Number(cells[1]), StringComparer.Ordinal);

    private static Dictionary<string, long?> InWikitext(string wikitext) =>
        Regex
            .Matches(wikitext, FigureRow, RegexOptions.Multiline | RegexOptions.ExplicitCapture, Patience)
            .ToDictionary(m => m.Groups["figure"].Value, m => Number(m.Groups["value"].Value), StringComparer.Ordinal);

    /// <summary>Null for what is pending or unknown.</summary>
    private static long? Number(string text) =>
        text is "" or "pending" or "unknown" ? null : long.Parse(text, CultureInfo.InvariantCulture);
}
