using System.Globalization;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.MediaWiki;
using CampaignDashboard.Metrics.Contracts;
using Npgsql;

namespace CampaignDashboard.Metrics.Updating;

/// <summary>
/// Which new editors edited again, 7 to 37 days after the end of the window: those of whom it is not known yet are asked
/// about, 50 a request and wiki. Once all tracked wikis have answered after the last day, it is final.
/// </summary>
internal sealed class RetentionStep(NpgsqlDataSource database, ActionApi api, Checks checks) : IUpdateStep
{
    private const string Kind = "retention";

    private static readonly TimeSpan From = TimeSpan.FromDays(7);
    private static readonly TimeSpan Until = TimeSpan.FromDays(37);

    private static readonly string Due = Sql.Read(typeof(RetentionStep).Assembly, "RetentionDue.sql");

    public string Name => "retention";

    public int Rank => 95;

    public async Task Run(UpdateRun run, CancellationToken cancellation)
    {
        var end = run.Session.TrackedUntil;
        if (run.Now < end + From)
        {
            return;
        }

        var names = run.People.ToDictionary(p => p.Value, p => p.Key);
        var due = await database.Query(
            Due,
            row => new PersonId(row.GetGuid(0)),
            cancellation,
            Sql.Arg(run.Session.Id.Value)
        );
        var people = due.Where(names.ContainsKey).ToDictionary(p => p, p => names[p]);
        var answered = 0;
        await run.EachWiki(
            async (wiki, stop) =>
            {
                await Look(run, wiki, people, stop);
                Interlocked.Increment(ref answered);
            },
            cancellation
        );
        if (run.Now >= end + Until && answered == run.Session.Wikis.Count)
        {
            await run.Append(
                [($"retention:{Written(end + Until)}", new RetentionChecked(run.Session.Id, end + Until, run.Now))],
                cancellation
            );
        }
    }

    private async Task Look(
        UpdateRun run,
        Wiki wiki,
        Dictionary<PersonId, string> people,
        CancellationToken cancellation
    )
    {
        var (from, until) = (run.Session.TrackedUntil + From, run.Session.TrackedUntil + Until);
        // After the last day it is asked once more, whenever it was before, and never again.
        var asked = await checks.AskedSince(
            run.Now < until ? Checks.DueBefore(run) : until,
            Kind,
            wiki.Id.Value,
            people.Keys.Select(p => IdOf(run, p)),
            cancellation
        );
        var left = people.Where(p => !asked.Contains(IdOf(run, p.Key))).ToArray();
        if (left.Length == 0)
        {
            return;
        }

        var now = run.Now;
        var editors = await api.Editors(
            wiki,
            [.. left.Select(p => p.Value)],
            from,
            now < until ? now : until,
            cancellation
        );
        await run.Append(
            [
                .. left.Where(p => editors.ContainsKey(p.Value))
                    .Select(p =>
                        (
                            $"retained:{IdOf(run, p.Key)}",
                            (ActivityEvent)
                                new EditorRetained(
                                    run.Session.Id,
                                    p.Key,
                                    wiki.Id.Value,
                                    editors[p.Value].Timestamp,
                                    now
                                )
                        )
                    ),
            ],
            cancellation
        );
        await checks.Note(Kind, wiki.Id.Value, left.Select(p => IdOf(run, p.Key)), now, cancellation);
        run.Report(wiki.Id.Value, left.Length, left.Length);
    }

    private static string IdOf(UpdateRun run, PersonId person) => $"{person.Value}:{Written(run.Session.TrackedUntil)}";

    private static string Written(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
