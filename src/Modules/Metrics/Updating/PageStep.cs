using CampaignDashboard.MediaWiki;
using Npgsql;

namespace CampaignDashboard.Metrics.Updating;

/// <summary>Which pages of the session were deleted, restored or moved since, looked at again now and then, 50 a request.</summary>
internal sealed class PageStep(NpgsqlDataSource database, WikiDirectory directory, PageChecks pages, Checks checks)
    : IUpdateStep
{
    private const int AtATime = 50;

    private static readonly string Due = Sql.Read(typeof(PageStep).Assembly, "PagesDue.sql");

    public string Name => "pages";

    // Before the references are counted: of a draft that became an article they count.
    public int Rank => 25;

    public async Task Run(UpdateRun run, CancellationToken cancellation)
    {
        await run.EachWiki((wiki, stop) => Look(run, wiki, stop), cancellation);
        // Uploads count there, whether the session tracks it or not.
        if (directory.Find("commonswiki") is { } commons && run.Session.Wikis.All(w => w.Wiki != commons.Id.Value))
        {
            await run.Ask(commons, (wiki, stop) => Look(run, wiki, stop), cancellation);
        }
    }

    private async Task Look(UpdateRun run, Wiki wiki, CancellationToken cancellation)
    {
        var dueBefore = Checks.DueBefore(run);
        var due = await database.Query(
            Due,
            row => row.GetInt64(0),
            cancellation,
            Sql.Arg(run.Session.Id.Value),
            Sql.Arg(wiki.Id.Value),
            Sql.Arg(PageChecks.Kind),
            Sql.Arg(dueBefore)
        );
        var done = 0;
        foreach (var some in due.Chunk(AtATime))
        {
            await checks.Ask(
                run,
                PageChecks.Kind,
                wiki.Id.Value,
                some,
                dueBefore,
                claimed => pages.Ask(run, wiki, claimed, cancellation),
                cancellation
            );
            run.Report(wiki.Id.Value, done += some.Length, due.Count);
        }

        await pages.TakeOver(run, wiki, cancellation);
    }
}
