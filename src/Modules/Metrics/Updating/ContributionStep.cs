using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.MediaWiki;
using CampaignDashboard.Metrics.Contracts;

namespace CampaignDashboard.Metrics.Updating;

/// <summary>
/// Reads what the session's participants contributed to each wiki, page by page as they come: what was read before a
/// wiki fails is kept, and reading it again appends nothing twice.
/// </summary>
internal sealed class ContributionStep(ActionApi api, UserPageTitles titles, EditSummaries summaries) : IUpdateStep
{
    private const string Redirect = "mw-new-redirect";

    public string Name => "contributions";

    public int Rank => 10;

    public Task Run(UpdateRun run, CancellationToken cancellation) =>
        run.People.Count == 0 ? Task.CompletedTask : run.EachWiki((wiki, stop) => Read(run, wiki, stop), cancellation);

    private async Task Read(UpdateRun run, Wiki wiki, CancellationToken cancellation)
    {
        var fetched = 0;
        var session = run.Session;
        var pages = api.Contributions(
            wiki,
            [.. run.People.Keys],
            session.TrackedFrom,
            session.TrackedUntil,
            cancellation
        );
        await foreach (var page in pages)
        {
            await Append(run, page, cancellation);
            Tell(run, wiki, page);
            run.Report(wiki.Id.Value, ++fetched, null);
        }
    }

    private async Task Append(UpdateRun run, ContributionPage page, CancellationToken cancellation)
    {
        var rows = page.Rows.Where(row => run.People.ContainsKey(row.User)).ToArray();
        await titles.Keep(rows, cancellation);
        await summaries.Keep(rows, cancellation);
        await run.Append(
            [
                .. rows.Select(row =>
                    (
                        Activity.KeyOf(row.Wiki.Value, row.RevisionId),
                        (ActivityEvent)Recorded(run, row, run.People[row.User])
                    )
                ),
            ],
            cancellation
        );
    }

    private static PageUpdateRecorded Recorded(UpdateRun run, Contribution row, PersonId person) =>
        new(
            run.Session.Id,
            row.Wiki.Value,
            row.RevisionId,
            row.PageId,
            row.Namespace,
            UserPageTitles.ForTheLog(row.Namespace, row.Title),
            person,
            row.Timestamp,
            // Unknown where an old wiki never recorded sizes: it adds nothing to the sums then.
            row.SizeDifference
                ?? 0,
            row.IsNew,
            row.Tags.Contains(Redirect, StringComparer.Ordinal),
            row.IsMinor,
            row.ParentId
        );

    private static void Tell(UpdateRun run, Wiki wiki, ContributionPage page)
    {
        foreach (var name in page.Rejected)
        {
            run.Tell(new AccountNotRead(run.Session.Id, run.Update, wiki.Id.Value, run.People[name], run.Now));
        }

        if (page.ReadOnlyReason is { } reason)
        {
            run.Tell(new WikiFoundReadOnly(run.Session.Id, run.Update, wiki.Id.Value, reason, run.Now));
        }
    }
}
