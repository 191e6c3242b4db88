using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.MediaWiki;
using Npgsql;

namespace CampaignDashboard.Metrics.Updating;

/// <summary>
/// Finds the files that participants uploaded to Commons, for sessions that do not follow it: files count wherever people
/// put them. Looks no more often than at what may change on wikis (<see cref="Checks.DueBefore"/>): 50 people a request,
/// each from where they were read last.
/// </summary>
internal sealed class CommonsUploadStep(
    ActionApi api,
    WikiDirectory directory,
    UploadLog uploads,
    Checks checks,
    NpgsqlDataSource database
) : IUpdateStep
{
    private const string Kind = "commons-uploads";
    private const int Files = 6;
    private const string Readings =
        "select person_id, read_until from metrics.file_reading where session_id = $1 and read_from <= $2";
    private const string Note =
        "insert into metrics.file_reading (session_id, person_id, read_from, read_until) select $1, person, $3, $4 from unnest($2) as person on conflict (session_id, person_id) do update set read_from = excluded.read_from, read_until = excluded.read_until";

    /// <summary>A wiki may tell an edit later than it was made.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(10);

    public string Name => "commons-uploads";

    public int Rank => 21;

    public async Task Run(UpdateRun run, CancellationToken cancellation)
    {
        if (
            run.People.Count > 0
            && directory.CommonsBeside(run.Session.Wikis.Select(w => new WikiId(w.Wiki))) is { } commons
        )
        {
            await run.Ask(commons, (wiki, stop) => ReadIfDue(run, wiki, stop), cancellation);
        }
    }

    private async Task ReadIfDue(UpdateRun run, Wiki commons, CancellationToken cancellation)
    {
        string[] session = [run.Session.Id.Value.ToString()];
        var due = Checks.DueBefore(run);
        var claimed = await checks.Claim(Kind, commons.Id.Value, session, due, run.Now, cancellation);
        if (claimed.Count == 0)
        {
            return;
        }

        try
        {
            await Read(run, commons, cancellation);
        }
        catch
        {
            await checks.GiveBack(Kind, commons.Id.Value, session);
            throw;
        }
    }

    /// <summary>Reads people together who were read up to the same instant: all of them, and those who came since.</summary>
    private async Task Read(UpdateRun run, Wiki commons, CancellationToken cancellation)
    {
        var (now, session) = (run.Now, run.Session);
        var rows = await database.Query(
            Readings,
            row => (Person: new PersonId(row.GetGuid(0)), Until: row.GetFieldValue<DateTimeOffset>(1)),
            cancellation,
            Sql.Arg(session.Id.Value),
            Sql.Arg(session.TrackedFrom.UtcDateTime)
        );
        var read = rows.ToDictionary(r => r.Person, r => r.Until - Overlap);
        var groups = run
            .People.GroupBy(p => Later(read.GetValueOrDefault(p.Value), session.TrackedFrom))
            .Where(g => g.Key < session.TrackedUntil && g.Key < now);
        foreach (var people in groups)
        {
            var candidates = await Candidates(run, commons, people, cancellation);
            await uploads.Find(run, commons, candidates, cancellation);
            await using var connection = await database.OpenConnectionAsync(cancellation);
            await connection.Execute(
                Note,
                cancellation,
                Sql.Arg(session.Id.Value),
                Sql.Arg(people.Select(p => p.Value.Value).Distinct().ToArray()),
                Sql.Arg(session.TrackedFrom.UtcDateTime),
                Sql.Arg(now.UtcDateTime)
            );
        }
    }

    private async Task<List<UploadLog.Candidate>> Candidates(
        UpdateRun run,
        Wiki commons,
        IGrouping<DateTimeOffset, KeyValuePair<string, PersonId>> people,
        CancellationToken cancellation
    )
    {
        var candidates = new List<UploadLog.Candidate>();
        string[] names = [.. people.Select(p => p.Key)];
        var until = run.Session.TrackedUntil;
        await foreach (var page in api.Contributions(commons, names, people.Key, until, cancellation, Files))
        {
            candidates.AddRange(
                page.Rows.Where(r => (r.IsNew || r.SizeDifference is 0) && run.People.ContainsKey(r.User))
                    .Select(r => new UploadLog.Candidate(run.People[r.User], r.RevisionId, r.PageId, r.Timestamp))
            );
        }

        return candidates;
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
