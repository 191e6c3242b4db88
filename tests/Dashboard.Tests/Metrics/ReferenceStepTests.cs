using System.Globalization;
using System.Text.Json;
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

/// <summary>Texts are read once, for all sessions together, and their references told.</summary>
public sealed class ReferenceStepTests(PostgresCluster cluster) : StepTest(cluster)
{
    private const string Counts = "select revision_id, refs, parent_refs from figures.reference_count";

    /// <summary>How many references the text of each revision has that the wiki shows.</summary>
    private Dictionary<long, int> texts = [];

    [Fact]
    public async Task The_first_case_adds_seven_references()
    {
        Shown((1, 1), (2, 8), (3, 10), (4, 12));
        await Stage.Given(
            Workshop,
            Edited(2, parent: 1, bytes: 123),
            Edited(4, parent: 3, bytes: 200, ns: 1),
            Edited(5, parent: 4, bytes: -65, ns: 2),
            Edited(6, parent: 5, bytes: 225, ns: 118)
        );

        var run = await Run();

        Assert.Empty(run.Problems);
        Assert.Equal(["(2,8,1)"], await Stage.Rows(Counts));
        Assert.Equal("2|1", Assert.Single(Wiki.Requests)["revids"]);
    }

    [Fact]
    public async Task A_chain_of_edits_needs_each_text_once_and_nothing_new_needs_none()
    {
        Shown([.. Enumerable.Range(1, 121).Select(i => ((long)i, i % 7))]);
        await Stage.Given(Workshop, [.. Enumerable.Range(2, 120).Select(i => Edited(i, parent: i - 1))]);

        await Run();
        await Run();

        Assert.Equal([50, 50, 21], Wiki.Requests.Select(r => r.Names("revids").Length));
        Assert.Equal(121, Wiki.Requests.SelectMany(r => r.Names("revids")).Distinct().Count());
        Assert.Equal(120, (await Stage.Rows(Counts)).Length);
        Assert.Contains("(8,1,0)", await Stage.Rows(Counts));
    }

    [Fact]
    public async Task An_edit_on_top_of_a_counted_one_is_one_text()
    {
        Shown((1, 1), (2, 8), (3, 9));
        await Stage.Given(Workshop, Edited(2, parent: 1));
        await Run();
        await Stage.Given(Workshop, Edited(3, parent: 2));

        await Run();

        Assert.Equal(["2|1", "3"], Wiki.Requests.Select(r => r["revids"]));
        Assert.Equal(["(2,8,1)", "(3,9,8)"], await Stage.Rows(Counts));
    }

    [Fact]
    public async Task What_one_session_knows_the_other_does_not_ask()
    {
        Shown((1, 1), (2, 8));
        await Stage.Plan(Editathon, "enwiki");
        await Stage.Given(Workshop, Edited(2, parent: 1));
        await Stage.Given(Editathon, Edited(2, parent: 1, session: Editathon));

        await Run();
        await Run(Editathon);

        Assert.Single(Wiki.Requests);
        Assert.Equal(["(2,8,1)", "(2,8,1)"], await Stage.Rows(Counts));
    }

    [Fact]
    public async Task New_pages_began_with_none_and_hidden_or_deleted_texts_have_no_number()
    {
        Shown((10, 4), (12, 3), (30, 2));
        await Stage.Given(
            Workshop,
            Edited(10, parent: 0, creates: true),
            Edited(12, parent: 11),
            Edited(20, parent: 12),
            Edited(30, parent: null, creates: true)
        );

        await Run();
        await Run();

        Assert.Equal(["(10,4,0)", "(12,3,)", "(20,,3)", "(30,2,0)"], await Stage.Rows(Counts));
        Assert.Single(Wiki.Requests);
    }

    [Fact]
    public async Task A_parent_that_an_early_log_does_not_name_is_learned_from_the_wiki()
    {
        Shown((40, 1), (41, 6));
        await Stage.Given(Workshop, Edited(41, parent: null));

        await Run();

        Assert.Equal(["(41,6,1)"], await Stage.Rows(Counts));
        Assert.Equal(["41", "40"], Wiki.Requests.Select(r => r["revids"]));
    }

    [Fact]
    public async Task A_wiki_that_fails_keeps_what_was_read_and_stops_no_other()
    {
        var left = 1;
        await using var odd = await ScriptedWiki.Start(r =>
            Interlocked.Decrement(ref left) >= 0
                ? Answer(r, Enumerable.Range(1, 300).ToDictionary(i => (long)i, _ => 2))
                : new WikiAnswer("<html>broken</html>")
        );
        Shown((500, 1), (501, 3));
        await Stage.Plan(Editathon, "oddwiki", "enwiki");
        await Stage.Given(
            Editathon,
            [
                .. Enumerable.Range(1, 100).Select(i => Edited(2 * i, 2 * i - 1, session: Editathon, wiki: "oddwiki")),
                Edited(501, parent: 500, session: Editathon),
            ]
        );
        var step = new ReferenceStep(odd.Client(), Stage.Database.Source);

        var run = await Stage.Run(step, Editathon, wikis: [odd.Wiki with { Id = new("oddwiki") }, Wiki.Wiki]);

        Assert.Equal("oddwiki not-json", Assert.Single(run.Problems) is WikiNotRead p ? $"{p.Wiki} {p.Code}" : "");
        Assert.Equal(26, (await Stage.Rows(Counts)).Length);
        left = int.MaxValue;
        await Stage.Run(step, Editathon, wikis: [odd.Wiki with { Id = new("oddwiki") }]);
        Assert.Equal(101, (await Stage.Rows(Counts)).Length);
    }

    private Task<UpdateRun> Run(SessionId? session = null) =>
        Run(new ReferenceStep(Wiki.Client(), Stage.Database.Source), session);

    private static PageUpdateRecorded Edited(
        int revision,
        long? parent,
        int bytes = 10,
        int ns = 0,
        bool creates = false,
        SessionId? session = null,
        string wiki = "enwiki"
    ) =>
        Edited(revision, ns, creates) with
        {
            Session = session ?? Workshop,
            Wiki = wiki,
            Page = 7,
            BytesDifference = bytes,
            Parent = parent,
        };

    private void Shown(params (long Revision, int References)[] shown) =>
        texts = shown.ToDictionary(t => t.Revision, t => t.References);

    private protected override WikiAnswer Answer(WikiRequest request) => Answer(request, texts);

    private static WikiAnswer Answer(WikiRequest request, Dictionary<long, int> known)
    {
        var asked = request.Names("revids").Select(id => long.Parse(id, CultureInfo.InvariantCulture)).ToArray();
        return JsonSerializer.Serialize(
            new
            {
                query = new
                {
                    badrevids = asked
                        .Where(id => !known.ContainsKey(id))
                        .ToDictionary(id => $"{id}", id => new { revid = id }),
                    pages = new[]
                    {
                        new
                        {
                            pageid = 7,
                            revisions = asked
                                .Where(known.ContainsKey)
                                .Select(id => new
                                {
                                    revid = id,
                                    parentid = known.ContainsKey(id - 1) ? id - 1 : 0,
                                    slots = new
                                    {
                                        main = new
                                        {
                                            contentmodel = "wikitext",
                                            content = string.Concat(Enumerable.Repeat("<ref>a</ref>", known[id])),
                                        },
                                    },
                                }),
                        },
                    },
                },
            }
        );
    }
}
