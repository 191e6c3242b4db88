using CampaignDashboard.Campaigns;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.EventStore;
using CampaignDashboard.Identity;
using CampaignDashboard.MediaWiki;
using CampaignDashboard.Tests.Campaigns;
using CampaignDashboard.Tests.MediaWiki;
using CampaignDashboard.Tests.Postgres;
using CampaignDashboard.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace CampaignDashboard.Tests.Enrolment;

/// <summary>The dashboard asks by itself, every 15 minutes, and only about sessions in or near their tracking window.</summary>
public sealed class Articles_are_checked_in_the_background(PostgresCluster postgres) : IAsyncLifetime
{
    private readonly HurriedClock clock = new() { Now = Planned.Scheduled.TrackedFrom };
    private readonly Dictionary<string, string> titles = new(StringComparer.Ordinal) { ["17"] = "Mary Anning" };
    private TestDatabase database = null!;
    private ScriptedWiki english = null!;
    private ScriptedWiki dutch = null!;
    private WebApplication app = null!;

    private bool IsDown { get; set; }

    public async ValueTask InitializeAsync()
    {
        database = await postgres.NewDashboard();
        english = await ScriptedWiki.Start(request => Answer(request));
        dutch = await ScriptedWiki.Start(request => IsDown ? new("Down.", 503, "text/plain") : Answer(request));
        var builder = WebApplication.CreateBuilder([
            $"--MediaWiki:Wikis:enwiki={english.Api.AbsoluteUri}",
            $"--MediaWiki:Wikis:nlwiki={dutch.Api.AbsoluteUri}",
        ]);
        builder
            .Services.AddSingleton<TimeProvider>(clock)
            .AddSingleton(_ => DashboardPool.To(database.ConnectionString))
            .AddEventStore()
            .AddWeb()
            .AddMediaWiki(builder.Configuration.GetSection("MediaWiki"))
            .AddIdentity(builder.Configuration.GetSection("Identity"))
            .AddCampaigns()
            .AddEnrolment();
        app = builder.Build();
        await app.Services.UpdateDatabase(CancellationToken.None);
        await Happened(Planned.Registered.Organiser.Value, "organiser", Planned.Registered);
        await Happened(Planned.Started.Campaign.Value, "campaign", Planned.Started);
        await Happened(Planned.ProgramPlanned.Program.Value, "program", Planned.ProgramPlanned);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await english.DisposeAsync();
        await dutch.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task A_page_that_moved_is_found_at_the_next_check_and_none_comes_before_its_time()
    {
        var session = await Session("one");
        await Listed(session, "enwiki", "Mary Anning", 17);
        Assert.Equal(1, await Check());
        titles["17"] = "Miss Anning";

        clock.Now += ArticleCheck.Fresh - TimeSpan.FromSeconds(1);
        Assert.Equal(0, await Check());
        clock.Now += TimeSpan.FromSeconds(2);
        Assert.Equal(1, await Check());

        Assert.Equal(["Miss Anning"], await TitlesOf(session));
        Assert.Equal(2, english.Requests.Count);
    }

    [Fact]
    public async Task A_session_is_asked_about_from_a_week_before_its_window_to_a_week_after_it()
    {
        var session = await Session("one");
        await Listed(session, "enwiki", "Mary Anning", 17);

        clock.Now = Planned.Scheduled.TrackedFrom - ArticleCheck.Margin - TimeSpan.FromMinutes(1);
        Assert.Equal(0, await Check());
        clock.Now = Planned.Scheduled.TrackedFrom - ArticleCheck.Margin + TimeSpan.FromMinutes(1);
        Assert.Equal(1, await Check());
        clock.Now = Planned.Scheduled.TrackedUntil + ArticleCheck.Margin - TimeSpan.FromMinutes(1);
        Assert.Equal(1, await Check());
        clock.Now = Planned.Scheduled.TrackedUntil + ArticleCheck.Margin + TimeSpan.FromHours(1);
        Assert.Equal(0, await Check());
    }

    [Fact]
    public async Task Nobody_is_asked_for_an_empty_list_or_one_that_was_emptied()
    {
        await Session("empty");
        var emptied = await Session("emptied");
        await Listed(emptied, "enwiki", "Mary Anning", 17);
        var article = ArticleList.IdOf(emptied, "enwiki", "Mary Anning");
        await Happened(
            EnrolmentStreams.Articles(emptied),
            "article_list",
            new ArticleWithdrawn(emptied, article, "enwiki", "Mary Anning", clock.Now)
        );

        Assert.Equal(0, await Check());
        Assert.Empty(english.Requests);
    }

    [Fact]
    public async Task A_wiki_that_is_down_stops_no_other_and_is_asked_again_the_next_time()
    {
        var (first, second) = (await Session("first"), await Session("second"));
        await Listed(first, "nlwiki", "Kenau", 17);
        await Listed(first, "enwiki", "Mary Anning", 17);
        await Listed(second, "nlwiki", "Kenau", 17);
        (titles["17"], IsDown) = ("Elsewhere", true);

        Assert.Equal(2, await Check());
        Assert.Equal(["Elsewhere", "Kenau"], await TitlesOf(first));
        Assert.NotNull((await Get<ArticleCheckTable>().LastOf(second, CancellationToken.None))!.Failure);
        var asked = dutch.Requests.Count;

        IsDown = false;
        clock.Now += ArticleCheck.Fresh + TimeSpan.FromSeconds(1);
        Assert.Equal(2, await Check());
        Assert.Equal(["Elsewhere", "Elsewhere"], await TitlesOf(first));
        Assert.Equal(["Elsewhere"], await TitlesOf(second));
        Assert.Null((await Get<ArticleCheckTable>().LastOf(second, CancellationToken.None))!.Failure);
        // Down, it was asked for one session alone, and as often as any question is repeated.
        Assert.Equal(asked + 2, dutch.Requests.Count);
        Assert.Equal(1 + new WikiSettings().Retries, asked);
    }

    [Fact]
    public async Task One_node_checks_at_a_time()
    {
        await Listed(await Session("one"), "enwiki", "Mary Anning", 17);
        var held = new TaskCompletionSource();
        english.Clock.Now = clock.Now;
        hold = held.Task;
        var first = Check();
        await english.NextArrival();

        Assert.Equal(0, await Check());
        held.SetResult();
        Assert.Equal(1, await first);
    }

    private Task hold = Task.CompletedTask;

    private WikiAnswer Answer(WikiRequest request)
    {
        var pages = request
            .Names("pageids")
            .Select(n => $$"""{"pageid":{{n}},"ns":0,"title":"{{titles[n]}}","lastrevid":1}""");
        return new WikiAnswer($$$"""{"query":{"pages":[{{{string.Join(',', pages)}}}]}}""") { Held = hold };
    }

    private T Get<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    private Task<int> Check() => Get<ArticleCheck>().Run(TestContext.Current.CancellationToken);

    private async Task<SessionId> Session(string slug)
    {
        var session = Planned.Scheduled with { Session = new(Guid.NewGuid()), Slug = slug };
        await Happened(session.Session.Value, "session", session);
        return session.Session;
    }

    private Task Listed(SessionId session, string wiki, string title, long page) =>
        Happened(
            EnrolmentStreams.Articles(session),
            "article_list",
            new ArticleOffered(session, ArticleList.IdOf(session, wiki, title), wiki, title, page, clock.Now)
        );

    private async Task<IEnumerable<string>> TitlesOf(SessionId session) =>
        (
            await Get<ArticleRows>()
                .Some(session, new(ArticleFilter.All, null, null), null, 10, TestContext.Current.CancellationToken)
        ).Select(a => a.Title);

    private async Task Happened(Guid stream, string type, object e)
    {
        var append = new StreamAppend(stream, type, ExpectedVersion.Any, [e]);
        Assert.True((await Get<EventLog>().Append(append, Cause.System, CancellationToken.None)).Accepted);
    }
}
