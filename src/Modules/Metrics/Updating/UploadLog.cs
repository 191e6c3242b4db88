using System.Globalization;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.MediaWiki;
using CampaignDashboard.Metrics.Contracts;
using Npgsql;

namespace CampaignDashboard.Metrics.Updating;

/// <summary>
/// Finds in a wiki's upload log which files participants were the first to upload. The log is asked only of people who made
/// an edit that an upload may have made, and only around those: a request a person who uploads, none for the others.
/// </summary>
internal sealed class UploadLog(ActionApi api, Checks checks, NpgsqlDataSource database)
{
    /// <summary>What somebody has to be found for: an edit of the page of a file.</summary>
    internal readonly record struct Candidate(PersonId Person, long Revision, long Page, DateTimeOffset MadeAt);

    private const string Kind = "upload";

    private const string LookedUp =
        "select id from metrics.checked where kind = 'upload' and wiki = $1 and id = any($2)";

    /// <summary>How far an entry may lie from the edit of its page.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(1);

    private static readonly string Known = Sql.Read(typeof(UploadLog).Assembly, "KnownUploads.sql");

    /// <summary>Appends the uploads behind these edits: those that another session knows, then those in the wiki's log.</summary>
    public async Task Find(
        UpdateRun run,
        Wiki wiki,
        IReadOnlyCollection<Candidate> candidates,
        CancellationToken cancellation
    )
    {
        candidates = await NotLookedUp(run, wiki, candidates, cancellation);
        if (candidates.Count == 0)
        {
            return;
        }

        var known = await KnownBefore(run, wiki, candidates, cancellation);
        await Append(run, known, cancellation);
        var pages = known.Select(u => u.Page).ToHashSet();
        var people = candidates.Where(c => !pages.Contains(c.Page)).GroupBy(c => c.Person).ToArray();
        var names = run.People.ToLookup(p => p.Value, p => p.Key);
        for (var done = 0; done < people.Length; )
        {
            var person = people[done];
            foreach (var name in names[person.Key].Take(1))
            {
                await Append(run, await Logged(run, wiki, name, person, cancellation), cancellation);
            }

            // What is in the log is appended: nobody looks for these edits again.
            await checks.Claim(Kind, wiki.Id.Value, person.Select(c => IdOf(run, c)), run.Now, run.Now, cancellation);
            run.Report(wiki.Id.Value, ++done, people.Length);
        }
    }

    private async Task<IReadOnlyCollection<Candidate>> NotLookedUp(
        UpdateRun run,
        Wiki wiki,
        IReadOnlyCollection<Candidate> candidates,
        CancellationToken cancellation
    )
    {
        if (candidates.Count == 0)
        {
            return candidates;
        }

        var found = await database.Query(
            LookedUp,
            row => row.GetString(0),
            cancellation,
            Sql.Arg(wiki.Id.Value),
            Sql.Arg(candidates.Select(c => IdOf(run, c)).ToArray())
        );
        return [.. candidates.Where(c => !found.Contains(IdOf(run, c), StringComparer.Ordinal))];
    }

    private async Task<List<FileUploaded>> Logged(
        UpdateRun run,
        Wiki wiki,
        string name,
        IGrouping<PersonId, Candidate> person,
        CancellationToken cancellation
    )
    {
        var from = Later(person.Min(c => c.MadeAt) - Slack, run.Session.TrackedFrom);
        var until = Earlier(person.Max(c => c.MadeAt) + Slack, run.Session.TrackedUntil);
        var uploads = new List<FileUploaded>();
        if (from < until)
        {
            await foreach (var some in api.Uploads(wiki, name, from, until, cancellation))
            {
                uploads.AddRange(
                    some.Select(u => new FileUploaded(
                        run.Session.Id,
                        wiki.Id.Value,
                        u.LogId,
                        u.PageId,
                        u.Title,
                        person.Key,
                        u.Timestamp
                    ))
                );
            }
        }

        return uploads;
    }

    private async Task<IReadOnlyList<FileUploaded>> KnownBefore(
        UpdateRun run,
        Wiki wiki,
        IReadOnlyCollection<Candidate> candidates,
        CancellationToken cancellation
    )
    {
        var people = candidates.Select(c => c.Person).ToHashSet();
        var rows = await database.Query(
            Known,
            row => new FileUploaded(
                run.Session.Id,
                wiki.Id.Value,
                row.GetInt64(0),
                row.GetInt64(1),
                row.GetString(2),
                new(row.GetGuid(3)),
                row.GetFieldValue<DateTimeOffset>(4)
            ),
            cancellation,
            Sql.Arg(wiki.Id.Value),
            Sql.Arg(candidates.Select(c => c.Page).ToArray())
        );
        return
        [
            .. rows.Where(u =>
                people.Contains(u.Person)
                && u.Timestamp >= run.Session.TrackedFrom
                && u.Timestamp < run.Session.TrackedUntil
            ),
        ];
    }

    private static Task<int> Append(UpdateRun run, IEnumerable<FileUploaded> uploads, CancellationToken cancellation) =>
        run.Append(
            [
                .. uploads.Select(u =>
                    (string.Create(CultureInfo.InvariantCulture, $"upload:{u.Wiki}:{u.Log}"), (ActivityEvent)u)
                ),
            ],
            cancellation
        );

    private static string IdOf(UpdateRun run, Candidate candidate) =>
        string.Create(CultureInfo.InvariantCulture, $"{run.Session.Id.Value}:{candidate.Revision}");

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
