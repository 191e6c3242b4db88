using System.Globalization;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.MediaWiki;
using CampaignDashboard.Metrics;
using CampaignDashboard.Metrics.Contracts;
using CampaignDashboard.Metrics.Updating;
using CampaignDashboard.Tests.MediaWiki;
using CampaignDashboard.Tests.Postgres;
using Microsoft.Extensions.DependencyInjection;
using static CampaignDashboard.Tests.Metrics.Facts;
using WikiRequest = CampaignDashboard.Tests.MediaWiki.WikiRequest;

namespace CampaignDashboard.Tests.Metrics;

/// <summary>A day's views are asked for once, when the service has counted them.</summary>
public sealed class PageViewStepTests(PostgresCluster cluster) : StepTest(cluster)
{
    private const string Series =
        "select page_id, min(day), max(day), count(*), sum(views) from figures.page_views group by session_id, page_id";

    /// <summary>The last day that the service has counted.</summary>
    private DateOnly counted = new(2026, 3, 18);

    private string? broken;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Stage.Clock.Now = new(2026, 3, 20, 12, 0, 0, TimeSpan.Zero);
    }

    [Fact]
    public async Task Created_pages_are_looked_at_from_their_creation_on_and_improved_ones_for_thirty_days()
    {
        await Stage.Given(
            Workshop,
            Edited(10, creates: true),
            Edited(11),
            Edited(12, inNamespace: 1),
            Edited(13, inNamespace: 2)
        );

        await Run();

        Assert.Equal(
            ["(10,2026-03-08,2026-03-18,11,77)", "(11,2026-02-18,2026-03-18,29,203)"],
            await Stage.Rows(Series)
        );
        Assert.Equal(
            ["Page_10/daily/20260308/20260319", "Page_11/daily/20260218/20260319"],
            Wiki.Requests.Select(r => r.Target[r.Target.IndexOf("Page", StringComparison.Ordinal)..]).Order()
        );
    }

    [Fact]
    public async Task Only_the_days_that_are_missing_are_asked_for_and_not_again_soon()
    {
        await Stage.Given(Workshop, Edited(10, creates: true));
        await Run();
        await Run();
        Assert.Single(Wiki.Requests);

        Stage.Clock.Now += TimeSpan.FromDays(1);
        counted = new(2026, 3, 20);
        await Run();

        Assert.Equal(["(10,2026-03-08,2026-03-20,13,91)"], await Stage.Rows(Series));
        Assert.EndsWith("/daily/20260319/20260320", Wiki.Requests.Last().Target, StringComparison.Ordinal);
        Stage.Clock.Now += TimeSpan.FromHours(2);
        await Run();
        Assert.Equal(2, Wiki.Requests.Count);
    }

    [Fact]
    public async Task A_page_that_nobody_looks_at_has_no_views_on_days_that_are_surely_counted()
    {
        counted = new(2026, 3, 1);
        await Stage.Given(Workshop, Edited(10, creates: true));

        await Run();

        Assert.Equal(["(10,2026-03-08,2026-03-17,10,0)"], await Stage.Rows(Series));
    }

    [Fact]
    public async Task Days_that_another_session_knows_are_taken_from_it()
    {
        await Stage.Plan(Editathon, "enwiki");
        counted = new(2026, 3, 19);
        await Stage.Given(Workshop, Edited(10, creates: true));
        await Run();
        await Stage.Given(Editathon, Edited(10, creates: true) with { Session = Editathon });

        await Run(Editathon);

        Assert.Single(Wiki.Requests);
        Assert.Equal(Enumerable.Repeat("(10,2026-03-08,2026-03-19,12,84)", 2), await Stage.Rows(Series));
    }

    [Fact]
    public async Task Moved_pages_are_looked_at_under_their_title_now_and_deleted_ones_not_at_all()
    {
        await Stage.Given(
            Workshop,
            Edited(10, creates: true),
            Edited(11, creates: true),
            new PageMoved(Workshop, "enwiki", 10, 0, "Now/then", From),
            new PageDeleted(Workshop, "enwiki", 11, From)
        );

        await Run();

        Assert.Contains("/Now%2Fthen/", Assert.Single(Wiki.Requests).Target, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_whose_views_cannot_be_had_keeps_those_of_no_other_and_is_due_at_once()
    {
        await Stage.Given(Workshop, Edited(10, creates: true), Edited(11, creates: true));
        broken = "Page_11";

        var run = await Run();

        Assert.StartsWith(
            "The page view statistics of en.wikipedia ",
            Assert.IsType<WikiNotRead>(Assert.Single(run.Problems)).Reason,
            StringComparison.Ordinal
        );
        Assert.Single(await Stage.Rows(Series));
        broken = null;
        await Run();
        Assert.Equal(2, (await Stage.Rows(Series)).Length);
        Assert.Equal(3, Wiki.Requests.Count);
    }

    [Fact]
    public async Task Of_wikis_that_nobody_counts_nothing_is_asked()
    {
        await Stage.Given(Workshop, Edited(10, creates: true));
        var none = Wiki.Program().GetRequiredService<PageViews>();

        await Run(new PageViewStep(none, Stage.Checks, Stage.Database.Source));

        Assert.Empty(Wiki.Requests);
    }

    private Task<UpdateRun> Run(SessionId? session = null)
    {
        var views = Wiki.Program(("PageviewsApi", new Uri(Wiki.Api, "/rest").AbsoluteUri))
            .GetRequiredService<PageViews>();
        return Run(new PageViewStep(views, Stage.Checks, Stage.Database.Source), session);
    }

    /// <summary>Seven views each day that is asked for and counted.</summary>
    private protected override WikiAnswer Answer(WikiRequest request)
    {
        if (broken is not null && request.Target.Contains(broken, StringComparison.Ordinal))
        {
            return "<html>";
        }

        var days = request
            .Target.Split('/')[^2..]
            .Select(d => DateOnly.ParseExact(d, "yyyyMMdd", CultureInfo.InvariantCulture))
            .ToArray();
        var items = Enumerable
            .Range(0, days[1].DayNumber - days[0].DayNumber + 1)
            .Select(days[0].AddDays)
            .Where(d => d <= counted)
            .Select(d =>
                string.Create(CultureInfo.InvariantCulture, $$"""{"timestamp":"{{d:yyyyMMdd}}00","views":7}""")
            )
            .ToArray();
        return items.Length == 0
            ? new WikiAnswer("""{"status":404,"title":"Not Found"}""", 404)
            : $$"""{"items":[{{string.Join(',', items)}}]}""";
    }
}
