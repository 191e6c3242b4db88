using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.EventStore;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Metrics;
using CampaignDashboard.Metrics.Contracts;
using CampaignDashboard.Metrics.Lists;
using CampaignDashboard.Tests.Postgres;
using CampaignDashboard.Tests.Updating;
using CampaignDashboard.Web.Problems;

namespace CampaignDashboard.Tests.Metrics;

/// <summary>The lists of a large scope are kept: the same rows as the facts give, and soon the new ones.</summary>
public sealed class KeptListTests(PostgresCluster postgres) : IAsyncLifetime
{
    private static readonly string[] Names = ["Zoë", "alice", "Bob", "Dora"];

    private UpdateHost host = null!;
    private SessionPlan session = null!;
    private PersonId[] people = [];
    private int made;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        host = await UpdateHost.Start(postgres, "--MediaWiki:Wikis:enwiki=http://127.0.0.1:9/w/api.php");
        session = await host.Session(Names);
        people = await Task.WhenAll(Names.Select(host.Person));
        await host.Registered(session, "Bob", session.TrackedFrom.AddDays(-1));
        await Edit(PlanHints.Few + 1);
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Theory]
    [InlineData(null, null)]
    [InlineData(null, "nlwiki")]
    [InlineData("participants", null)]
    [InlineData("editors", null)]
    [InlineData("editors", "nlwiki")]
    [InlineData("newEditors", null)]
    [InlineData("returningEditors", null)]
    [InlineData("retainedEditors", null)]
    [InlineData("attendees", null)]
    public async Task People_are_those_that_the_facts_give(string? figure, string? wiki)
    {
        var query = new FactQuery(Scope, new(figure, wiki), Everybody);

        var kept = await host.Get<KeptLists>().Page(host.Get<ParticipantList>(), query, Stop);

        Assert.Equal(await OfFacts(host.Get<ParticipantList>(), query), kept!.Rows);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("nlwiki")]
    public async Task Days_are_those_that_the_facts_give(string? wiki)
    {
        var query = new FactQuery(Scope, new(Wiki: wiki), Everybody, Limit: 3);

        var kept = await host.Get<KeptLists>().Page(host.Get<DayList>(), query, Stop);

        Assert.Equal(3, kept!.Rows.Count);
        Assert.Equal(
            await host.Get<LiveFacts>().Ask(c => FactReading.Page(host.Get<DayList>(), query, c, Stop), Stop),
            kept.Rows
        );
        var behind = query with { After = host.Get<DayList>().CursorOf(kept.Rows[^1]) };
        Assert.Equal(
            await host.Get<LiveFacts>().Ask(c => FactReading.Page(host.Get<DayList>(), behind, c, Stop), Stop),
            (await host.Get<KeptLists>().Page(host.Get<DayList>(), behind, Stop))!.Rows
        );
    }

    [Theory]
    [InlineData("pagesImproved", null)]
    [InlineData("pagesCreated", "nlwiki")]
    [InlineData("pagesDeletedSince", null)]
    [InlineData(null, "nlwiki")]
    public Task Few_pages_among_many_are_those_that_the_facts_give(string? figure, string? wiki) =>
        AreThose(host.Get<PageList>(), figure, wiki);

    [Theory]
    [InlineData("bytesRemoved", null)]
    [InlineData("bytesAdded", "nlwiki")]
    [InlineData("referencesAdded", null)]
    [InlineData(null, "nlwiki")]
    public Task Few_edits_among_many_are_those_that_the_facts_give(string? figure, string? wiki) =>
        AreThose(host.Get<RevisionList>(), figure, wiki);

    [Fact]
    public async Task Few_facts_are_as_they_were_found_until_they_are_looked_for_again()
    {
        var (list, query) = (host.Get<RevisionList>(), new FactQuery(Scope, new(Wiki: "nlwiki"), Everybody));
        await host.Get<FigureCache>().GetKept(list.Few[""], Scope, "nlwiki", Stop);
        var before = await host.Get<KeptLists>().Page(list, query, Stop);
        await Edit(5);

        var meanwhile = await host.Get<KeptLists>().Page(list, query, Stop);
        await host.Get<FigureCache>().Refresh(TimeSpan.FromDays(1), Stop);

        Assert.Equal(before!.Rows, meanwhile!.Rows);
        Assert.NotNull(meanwhile.AsOf);
        await AreThose(list, null, "nlwiki");
    }

    [Fact]
    public async Task Many_are_found_along_the_index()
    {
        await Edit(FewFacts.Most / 4);
        var (list, query) = (host.Get<RevisionList>(), new FactQuery(Scope, new("bytesNet"), Everybody));

        Assert.Null((await host.Get<FigureCache>().GetKept(list.Few["bytesNet"], Scope, null, Stop)).Value!.Keys);
        Assert.Null(await host.Get<KeptLists>().Page(list, query, Stop));
    }

    [Fact]
    public async Task By_name_they_are_page_behind_page()
    {
        var query = new FactQuery(Scope, FactFilter.None, Everybody, Limit: 3);

        var (first, places) = (await host.Get<KeptLists>().ByName(query, 0, Stop))!.Value;
        var (second, _) = (await host.Get<KeptLists>().ByName(query, places[^1], Stop))!.Value;

        Assert.Equal(["alice", "Bob", "Dora", "Zoë"], first.Rows.Concat(second.Rows).Select(p => p.User));
    }

    [Fact]
    public async Task New_facts_are_in_them_when_they_were_counted_again()
    {
        var query = new FactQuery(Scope, FactFilter.None, Everybody);
        var before = await host.Get<KeptLists>().Page(host.Get<ParticipantList>(), query, Stop);
        var lastFact = await host.Get<LiveFacts>()
            .Ask(c => c.Query("select at from session_scope", row => row.GetFieldValue<DateTimeOffset>(0), Stop), Stop);
        await Edit(7);

        var meanwhile = await host.Get<KeptLists>().Page(host.Get<ParticipantList>(), query, Stop);
        Assert.Equal(1, await host.Get<FigureCache>().Refresh(TimeSpan.FromDays(1), Stop));
        var then = await host.Get<KeptLists>().Page(host.Get<ParticipantList>(), query, Stop);

        Assert.Null(before!.AsOf);
        Assert.Equal(before.Rows, meanwhile!.Rows);
        Assert.Equal(lastFact[0], meanwhile.AsOf);
        Assert.Null(then!.AsOf);
        Assert.Equal(before.Rows.Sum(p => p.Edits) + 7, then.Rows.Sum(p => p.Edits));
        Assert.Equal(await OfFacts(host.Get<ParticipantList>(), query), then.Rows);
    }

    [Fact]
    public async Task Of_a_person_a_page_or_a_wiki_that_is_none_of_theirs_the_facts_are_asked()
    {
        FactFilter[] filters = [new(Person: people[0]), new(Page: 10), new(Wiki: "eswiki")];
        foreach (var filter in filters)
        {
            var query = new FactQuery(Scope, filter, Everybody);

            Assert.Null(await host.Get<KeptLists>().Page(host.Get<ParticipantList>(), query, Stop));
        }
    }

    [Fact]
    public async Task Of_a_wiki_that_is_none_of_theirs_there_are_no_edits_and_nothing_is_looked_through()
    {
        var query = new FactQuery(Scope, new(Wiki: "eswiki"), Everybody);

        Assert.Empty((await host.Get<KeptLists>().Page(host.Get<RevisionList>(), query, Stop))!.Rows);
        Assert.Empty((await host.Get<KeptLists>().Page(host.Get<PageList>(), query, Stop))!.Rows);
        await Assert.ThrowsAsync<MalformedRequestException>(() =>
            host.Get<KeptLists>().Page(host.Get<RevisionList>(), query with { After = "no cursor" }, Stop)
        );
    }

    private Scope Scope => Scope.OfSessions([session.Id]);

    private Naming Everybody => new(host.Get<People>());

    private async Task AreThose<TRow>(IWalkedList<TRow> list, string? figure, string? wiki)
    {
        var query = new FactQuery(Scope, new(figure, wiki), Everybody, Limit: 400);
        await host.Get<FigureCache>().GetKept(list.Few[figure ?? ""], Scope, wiki, Stop);
        var rows = new List<TRow>();
        FactRows<TRow>? page;
        do
        {
            var after = rows.Count == 0 ? null : list.CursorOf(rows[^1]);
            page = await host.Get<KeptLists>().Page(list, query with { After = after }, Stop);
            rows.AddRange(page!.Rows);
        } while (page.Rows.Count == query.Limit);

        Assert.Equal(await OfFacts(list, query), rows);
    }

    private Task<List<TRow>> OfFacts<TRow>(IFactList<TRow> list, FactQuery query) =>
        host.Get<LiveFacts>().Ask(c => FactReading.All(list, query, c, Stop).ToListAsync(Stop).AsTask(), Stop);

    /// <summary>Edits of all but the last person, in turns, on both wikis, an hour apart.</summary>
    private async Task Edit(int count)
    {
        var edits = Enumerable
            .Range(made, count)
            .Select(n => new PageUpdateRecorded(
                session.Id,
                n % 5 == 0 ? "nlwiki" : "enwiki",
                1_000 + n,
                10 + n / 3,
                Namespace: n % 7 == 0 ? 1 : 0,
                "Mary Anning",
                people[n % 3],
                session.TrackedFrom.AddHours(n % 200),
                n % 100 - 20,
                CreatesPage: n % 3 == 0,
                IsRedirect: false,
                IsMinor: false
            ));
        made += count;
        await host.Get<EventLog>()
            .AppendOnce<Activity>(
                Activity.StreamOf(session.Id),
                [.. edits.Select(e => (Activity.KeyOf(e.Wiki, e.Revision), (object)e))],
                Cause.System,
                Stop
            );
        await host.Get<ProjectionDaemon>()
            .Reach(FigureTables.Projection, await host.Get<Replay>().LastPosition(Stop), Stop);
    }
}
