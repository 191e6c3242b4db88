using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.MediaWiki;
using CampaignDashboard.Metrics.Contracts;

namespace CampaignDashboard.Metrics;

/// <summary>
/// Reads the contributions of a session's participants from one wiki into the activity stream, page by page as they
/// come: what was read before a wiki fails is kept, and reading it again appends nothing twice.
/// </summary>
internal sealed class ContributionReading(
    EventLog log,
    ActionApi api,
    WikiDirectory directory,
    UserPageTitles titles,
    TimeProvider time
)
{
    private const string Redirect = "mw-new-redirect";

    /// <summary>Reads one wiki; tells what could not be read. <paramref name="people"/> are the enrolled, by user name.</summary>
    public async Task<IReadOnlyList<DataUpdateEvent>> Read(
        SessionPlan session,
        Guid update,
        string wikiName,
        IReadOnlyDictionary<string, PersonId> people,
        Cause cause,
        CancellationToken cancellation
    )
    {
        var problems = new List<DataUpdateEvent>();
        try
        {
            var wiki = directory.Get(new WikiId(wikiName));
            var pages = api.Contributions(
                wiki,
                [.. people.Keys],
                session.TrackedFrom,
                session.TrackedUntil,
                cancellation
            );
            await foreach (var page in pages)
            {
                await Append(session.Id, page, people, cause, cancellation);
                problems.AddRange(
                    ProblemsOf(page, session.Id, update, wikiName, people).Where(p => IsNews(p, problems))
                );
            }
        }
        catch (WikiException e)
        {
            problems.Add(new WikiNotRead(session.Id, update, wikiName, e.Code, e.Message, time.GetUtcNow()));
        }

        return problems;
    }

    /// <summary>Every page of an answer says again that the wiki is read-only; coordinators are told once.</summary>
    private static bool IsNews(DataUpdateEvent problem, List<DataUpdateEvent> told) =>
        problem is not WikiFoundReadOnly || !told.Exists(p => p is WikiFoundReadOnly);

    private async Task Append(
        SessionId session,
        ContributionPage page,
        IReadOnlyDictionary<string, PersonId> people,
        Cause cause,
        CancellationToken cancellation
    )
    {
        var rows = page.Rows.Where(row => people.ContainsKey(row.User)).ToArray();
        if (rows.Length == 0)
        {
            return;
        }

        await titles.Keep(rows, cancellation);
        var updates = rows.Select(row =>
                (Activity.KeyOf(row.Wiki.Value, row.RevisionId), (object)Recorded(session, row, people[row.User]))
            )
            .ToArray();
        await log.AppendOnce<Activity>(Activity.StreamOf(session), updates, cause, cancellation);
    }

    private static PageUpdateRecorded Recorded(SessionId session, Contribution row, PersonId person) =>
        new(
            session,
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
            row.IsMinor
        );

    private IEnumerable<DataUpdateEvent> ProblemsOf(
        ContributionPage page,
        SessionId session,
        Guid update,
        string wiki,
        IReadOnlyDictionary<string, PersonId> people
    )
    {
        var now = time.GetUtcNow();
        foreach (var name in page.Rejected)
        {
            yield return new AccountNotRead(session, update, wiki, people[name], now);
        }

        if (page.ReadOnlyReason is { } reason)
        {
            yield return new WikiFoundReadOnly(session, update, wiki, reason, now);
        }
    }
}
