using CampaignDashboard.MediaWiki;
using CampaignDashboard.Metrics;
using CampaignDashboard.Metrics.Contracts;
using CampaignDashboard.Metrics.Lists;
using CampaignDashboard.Tests.Postgres;
using Npgsql;
using static CampaignDashboard.Tests.Metrics.Facts;

namespace CampaignDashboard.Tests.Metrics;

/// <summary>The lists hold exactly the facts that the figures are counted from, each once over all sessions.</summary>
public sealed partial class FactListTests(PostgresCluster cluster) : IAsyncLifetime
{
    private static readonly WikiAddresses Addresses = new(new WikiDirectory(new WikiSettings()));

    private TestDatabase database = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => database = await cluster.NewDatabase();

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task Their_sums_are_the_figures()
    {
        await Over(
            async (scope, connection) =>
            {
                var figures = await Figures.Of(scope, connection, Stop);
                var revisions = await All(new RevisionList(Addresses), scope, connection);
                var pages = await All(new PageList(Addresses), scope, connection);
                var days = await All(new DayList(), scope, connection);
                var files = await All(new FileList(Addresses), scope, connection);
                var people = await All(new ParticipantList(), scope, connection);

                long[] edits = [revisions.Count, days.Sum(d => d.Edits), people.Sum(p => p.Edits)];
                Assert.All(edits, sum => Assert.Equal(figures.Edits, sum));
                long[] content =
                [
                    revisions.Count(r => r.Content),
                    pages.Sum(p => p.Edits),
                    days.Sum(d => d.ContentEdits),
                    people.Sum(p => p.ContentEdits),
                ];
                Assert.All(content, sum => Assert.Equal(figures.ContentEdits, sum));
                long[] added =
                [
                    revisions.Where(r => r.Content && r.BytesDifference > 0).Sum(r => r.BytesDifference),
                    pages.Sum(p => p.BytesAdded),
                    days.Sum(d => d.BytesAdded),
                    people.Sum(p => p.BytesAdded),
                ];
                Assert.All(added, sum => Assert.Equal(figures.BytesAdded, sum));
                long[] removed =
                [
                    pages.Sum(p => p.BytesRemoved),
                    days.Sum(d => d.BytesRemoved),
                    people.Sum(p => p.BytesRemoved),
                ];
                Assert.All(removed, sum => Assert.Equal(figures.BytesRemoved, sum));
                long[] references = [pages.Sum(p => p.ReferencesAdded), people.Sum(p => p.ReferencesAdded)];
                Assert.All(references, sum => Assert.Equal(figures.ReferencesAdded, sum));
                long[] created =
                [
                    pages.Count(p => p.Created),
                    days.Sum(d => d.PagesCreated),
                    people.Sum(p => p.PagesCreated),
                ];
                Assert.All(created, sum => Assert.Equal(figures.PagesCreated, sum));
                Assert.Equal(figures.FilesUploaded, files.Count);
                Assert.Equal(figures.FileUsages, files.Sum(f => f.Uses ?? 0));
                Assert.Equal(figures.ViewsOfCreatedPages, pages.Where(p => p.Created).Sum(p => p.Views));
            }
        );
    }

    [Fact]
    public async Task Narrowed_to_a_figure_they_have_as_many_rows_as_it_says()
    {
        await Over(
            async (scope, connection) =>
            {
                var figures = (await Figures.Of(scope, connection, Stop)).All().ToDictionary(f => f.Key, f => f.Value);
                string[] counted =
                [
                    "participants",
                    "editors",
                    "newEditors",
                    "returningEditors",
                    "retainedEditors",
                    "pagesEdited",
                    "pagesCreated",
                    "pagesImproved",
                    "pagesDeletedSince",
                    "itemsCreated",
                    "itemsImproved",
                    "edits",
                    "contentEdits",
                    "filesUploaded",
                    "filesInUse",
                ];
                foreach (var figure in counted)
                {
                    Assert.Equal((figure, figures[figure]), (figure, await Rows(figure, scope, connection)));
                }

                // The cases tell the figures apart.
                Assert.Equal(1, figures["pagesDeletedSince"]);
                Assert.Equal(1, figures["newEditors"]);
                Assert.Equal(1, figures["filesInUse"]);
            }
        );
    }

    [Fact]
    public async Task A_revision_of_two_sessions_is_one_row_and_its_page_created_in_one_is_created()
    {
        await Over(
            async (scope, connection) =>
            {
                var revisions = await All(new RevisionList(Addresses), scope, connection);
                var pages = await All(new PageList(Addresses), scope, connection);

                Assert.Equal(revisions.Count, revisions.DistinctBy(r => (r.Wiki, r.Revision)).Count());
                Assert.Contains(revisions, r => r.Revision == 2);
                var page = pages.Single(p => p.Page == 10);
                Assert.Equal((true, 2, 2), (page.Created, page.Authors, page.Edits));
                Assert.Equal("Mary Anning (palaeontologist)", page.Title);
            }
        );
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Page_by_page_they_have_the_same_rows(int size)
    {
        await Over(
            async (scope, connection) =>
            {
                await SameByPages(new RevisionList(Addresses), scope, size, connection);
                await SameByPages(new PageList(Addresses), scope, size, connection);
                await SameByPages(new DayList(), scope, size, connection);
                await SameByPages(new FileList(Addresses), scope, size, connection);
                await SameByPages(new ParticipantList(), scope, size, connection);
            }
        );
    }

    [Fact]
    public async Task A_person_a_page_and_a_wiki_narrow_them()
    {
        await Over(
            async (scope, connection) =>
            {
                var list = new RevisionList(Addresses);
                var ofBob = await All(list, scope, connection, new FactFilter(Person: Bob));
                var ofPage = await All(list, scope, connection, new FactFilter(Wiki: "enwiki", Page: 10));
                var elsewhere = await All(list, scope, connection, new FactFilter(Wiki: "wikidatawiki"));

                Assert.Equal([7L, 4L], ofBob.Select(r => r.Revision).Order().Reverse());
                Assert.Equal([1L, 4L], ofPage.Select(r => r.Revision).Order());
                Assert.Equal([7L], elsewhere.Select(r => r.Revision));
            }
        );
    }

    [Fact]
    public async Task A_page_that_a_coordinator_excludes_is_in_none_of_them()
    {
        var facts = TwoSessions()
            .Add(new PageExcluded(Workshop, "enwiki", 10, "A sandbox.", Alice, Until))
            .Add(new PageExcluded(Editathon, "enwiki", 10, "A sandbox.", Alice, Until));
        await Over(
            async (scope, connection) =>
            {
                Assert.DoesNotContain(await All(new PageList(Addresses), scope, connection), p => p.Page == 10);
                Assert.DoesNotContain(await All(new RevisionList(Addresses), scope, connection), r => r.Page == 10);
            },
            facts
        );
    }

    [Fact]
    public async Task Who_may_not_know_who_takes_part_is_told_neither_names_nor_ids()
    {
        await Over(
            async (scope, connection) =>
            {
                Assert.All(
                    await All(new RevisionList(Addresses), scope, connection),
                    r => Assert.Equal((null, null), (r.Person, r.User))
                );
                Assert.All(
                    await All(new FileList(Addresses), scope, connection),
                    f => Assert.Equal((null, null), (f.Person, f.User))
                );
                // The title of a user page names a person.
                Assert.Null(
                    (await All(new RevisionList(Addresses), scope, connection)).Single(r => r.Revision == 9).Title
                );
            }
        );
    }

    [Fact]
    public void Each_figure_leads_to_the_list_of_its_facts()
    {
        Assert.Equal("pages", FactLists.Of("pagesCreated"));
        Assert.Equal(
            ["organisers"],
            Definitions.All.Select(d => d.Key).Where(key => key != "unknownRegistrations" && FactLists.Of(key) is null)
        );
    }

    private static async Task<IReadOnlyList<TRow>> All<TRow>(
        IFactList<TRow> list,
        Scope scope,
        NpgsqlConnection connection,
        FactFilter? filter = null
    ) =>
        await FactReading
            .All(list, new(scope, filter ?? FactFilter.None, Naming.OfNobody), connection, Stop)
            .ToListAsync(Stop);

    private static async Task<long?> Rows(string figure, Scope scope, NpgsqlConnection connection)
    {
        var filter = new FactFilter(figure);
        return FactLists.Of(figure) switch
        {
            "pages" => (await All(new PageList(Addresses), scope, connection, filter)).Count,
            "revisions" => (await All(new RevisionList(Addresses), scope, connection, filter)).Count,
            "files" => (await All(new FileList(Addresses), scope, connection, filter)).Count,
            _ => (await All(new ParticipantList(), scope, connection, filter)).Count,
        };
    }

    private static async Task SameByPages<TRow>(
        IFactList<TRow> list,
        Scope scope,
        int size,
        NpgsqlConnection connection
    )
    {
        var all = await All(list, scope, connection);
        // Cursors need who people are.
        Assert.NotEmpty(all);
        if (list.IsOfPeople)
        {
            return;
        }

        var paged = new List<TRow>();
        string? after = null;
        IReadOnlyList<TRow> page;
        do
        {
            var query = new FactQuery(scope, FactFilter.None, Naming.OfNobody, after, size);
            page = await list.Page(connection, query, Stop);
            paged.AddRange(page);
            after = page is [] ? null : list.CursorOf(page[^1]);
        } while (page.Count == size);

        Assert.Equal(all, paged);
    }
}
