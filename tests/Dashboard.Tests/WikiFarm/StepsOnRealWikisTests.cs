using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.MediaWiki;
using CampaignDashboard.Metrics.Contracts;
using CampaignDashboard.Metrics.Updating;
using CampaignDashboard.Tests.Metrics;
using CampaignDashboard.Tests.Postgres;
using CampaignDashboard.WikiFarm;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Wiki = CampaignDashboard.MediaWiki.Wiki;

namespace CampaignDashboard.Tests.WikiFarm;

/// <summary>The steps of a data update that read texts and files, beside a real MediaWiki and the history of an editathon.</summary>
public sealed class StepsOnRealWikisTests(WikiFarmFixture fixture, PostgresCluster cluster) : IAsyncLifetime
{
    private UpdateStage stage = null!;
    private ServiceProvider client = null!;

    public async ValueTask InitializeAsync()
    {
        var farm = await fixture.Running();
        stage = await UpdateStage.Set(cluster);
        stage.Clock.Now = Editathon.Window.End.AddDays(1);
        stage.Window = Editathon.Window;
        client = new ServiceCollection()
            .AddMediaWiki(
                new ConfigurationBuilder()
                    .AddInMemoryCollection([
                        new("OnlyConfigured", "true"),
                        new("Wikis:enwiki", farm.ApiAddress("enwiki").AbsoluteUri),
                        new("Wikis:commonswiki", farm.ApiAddress("commonswiki").AbsoluteUri),
                        new("ContentNamespaces:commonswiki:0", "0"),
                    ])
                    .Build()
            )
            .BuildServiceProvider();
        stage.People.Clear();
        foreach (var name in Editathon.Participants)
        {
            stage.People[name] = new PersonId(Guid.NewGuid());
        }
    }

    public async ValueTask DisposeAsync()
    {
        await client.DisposeAsync();
        await stage.DisposeAsync();
    }

    [Fact]
    public async Task References_are_those_that_the_history_was_written_with()
    {
        await stage.Plan(Facts.Workshop, "enwiki");
        await Recorded("enwiki");

        var run = await Run(new ReferenceStep(Api, stage.Database.Source), "enwiki");

        Assert.Empty(run.Problems);
        Assert.Equal(
            ["(\"Ines Vega\",\"Rosalind Franklin\",8,1)", "(Tom,\"Wang Zhenyi\",2,0)"],
            await stage.Rows(
                $"""
                select case u.person_id when '{Id(
                    "Ines Vega"
                )}' then 'Ines Vega' else 'Tom' end, u.title, r.refs, r.parent_refs
                from figures.reference_count r join figures.page_update u using (session_id, wiki, revision_id)
                where u.person_id = '{Id(
                    "Ines Vega"
                )}' and u.title like 'Rosalind%' or u.title = 'Wang Zhenyi' and u.creates_page
                """
            )
        );
        Assert.Equal(
            0,
            await stage.Database.Scalar<long>("select count(*) from figures.reference_count where refs is null")
        );
    }

    [Fact]
    public async Task Files_are_those_of_the_upload_log_also_the_deleted_one_and_their_uses_are_counted()
    {
        await stage.Plan(Facts.Workshop, "enwiki");
        var log = new UploadLog(Api, stage.Checks, stage.Database.Source);
        var directory = client.GetRequiredService<WikiDirectory>();

        var found = await Run(
            new CommonsUploadStep(Api, directory, log, stage.Checks, stage.Database.Source),
            "enwiki"
        );
        var counted = await Run(
            new FileUseStep(
                client.GetRequiredService<FileUses>(),
                directory,
                stage.Checks,
                stage.Log,
                stage.Database.Source
            ),
            "enwiki"
        );

        Assert.Empty(found.Problems.Concat(counted.Problems));
        // In the order of their names; the one that the wiki has deleted is among them.
        Assert.Equal(
            [
                "(File:Copyvio.svg,0)",
                "(\"File:Crème brûlée, \"\"lab\"\".svg\",0)",
                "(File:Franklin.svg,0)",
                "(File:Hopper.svg,0)",
                "(File:Meitner.svg,0)",
                "(File:Noether.svg,1)",
            ],
            (
                await stage.Rows(
                    "select u.title, f.uses from figures.file_upload u join figures.file_usage f using (session_id, wiki, page_id)"
                )
            ).OrderBy(r => r.Trim('(', '"'), StringComparer.Ordinal)
        );
    }

    private ActionApi Api => client.GetRequiredService<ActionApi>();

    private Guid Id(string name) => stage.People[name].Value;

    private Task<UpdateRun> Run(IUpdateStep step, string wiki) => stage.Run(step, Facts.Workshop, wikis: [At(wiki)]);

    private Wiki At(string wiki) => client.GetRequiredService<WikiDirectory>().Get(new(wiki));

    /// <summary>What the participants contributed, as the first step of an update records it.</summary>
    private async Task Recorded(string wiki)
    {
        var (start, end) = Editathon.Window;
        await foreach (var page in Api.Contributions(At(wiki), [.. stage.People.Keys], start, end, default))
        {
            await stage.Given(
                Facts.Workshop,
                [
                    .. page.Rows.Select(r => new PageUpdateRecorded(
                        Facts.Workshop,
                        wiki,
                        r.RevisionId,
                        r.PageId,
                        r.Namespace,
                        r.Title,
                        stage.People[r.User],
                        r.Timestamp,
                        r.SizeDifference ?? 0,
                        r.IsNew,
                        IsRedirect: false,
                        r.IsMinor,
                        r.ParentId
                    )),
                ]
            );
        }
    }
}
