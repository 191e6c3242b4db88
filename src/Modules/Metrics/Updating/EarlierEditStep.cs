using System.Globalization;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.MediaWiki;
using CampaignDashboard.Metrics.Contracts;
using Npgsql;

namespace CampaignDashboard.Metrics.Updating;

/// <summary>
/// Whether editors who are not new had edited before: wiki after wiki is asked until one says yes, each once a person. None
/// did only when all tracked wikis have said so.
/// </summary>
internal sealed class EarlierEditStep(NpgsqlDataSource database, ActionApi api, Checks checks) : IUpdateStep
{
    private const string Kind = "earlier-edits";

    private static readonly string Due = Sql.Read(typeof(EarlierEditStep).Assembly, "EarlierEditsDue.sql");

    public string Name => "earlier-edits";

    public int Rank => 50;

    /// <summary>An editor; <paramref name="Told"/>: the log says already that no wiki knows of earlier edits.</summary>
    private sealed record Editor(PersonId Person, string UserName, bool IsKnown, bool Told);

    public async Task Run(UpdateRun run, CancellationToken cancellation)
    {
        var names = run.People.ToDictionary(p => p.Value, p => p.Key);
        var due = await database.Query(
            Due,
            row => new Editor(
                new(row.GetGuid(0)),
                names.GetValueOrDefault(new(row.GetGuid(0)), ""),
                row.GetBoolean(1),
                row.GetBoolean(2)
            ),
            cancellation,
            Sql.Arg(run.Session.Id.Value)
        );
        Editor[] editors = [.. due.Where(e => e.UserName.Length > 0)];
        // A wiki that is left alone this time may know of some.
        var silent = run.Wikis.Count < run.Session.Wikis.Count;
        HashSet<PersonId> found = [.. editors.Where(e => e.IsKnown).Select(e => e.Person)];
        foreach (var wiki in run.Wikis)
        {
            silent |= !await Look(run, wiki, [.. editors.Where(e => !found.Contains(e.Person))], found, cancellation);
        }

        // What another session found is news here too; what was found just now is in the log already, by its key.
        var news = editors.Where(e => found.Contains(e.Person) || !(silent || e.Told));
        await run.Append([.. news.Select(e => Looked(run, e.Person, found.Contains(e.Person)))], cancellation);
    }

    /// <summary>False: the wiki has not answered for all of them.</summary>
    private async Task<bool> Look(
        UpdateRun run,
        Wiki wiki,
        Editor[] editors,
        HashSet<PersonId> found,
        CancellationToken cancellation
    )
    {
        var before = run.Session.TrackedFrom;
        var asked = await checks.AskedSince(
            DateTimeOffset.MinValue,
            Kind,
            wiki.Id.Value,
            editors.Select(e => IdOf(e.Person, before)),
            cancellation
        );
        Editor[] left = [.. editors.Where(e => !asked.Contains(IdOf(e.Person, before)))];
        var done = 0;
        await run.Ask(
            wiki,
            async (w, stop) =>
            {
                foreach (var editor in left)
                {
                    if (await api.LastEditBefore(w, editor.UserName, before, stop) is not null)
                    {
                        // In the log before it counts as asked: what is broken off in between must not become a no.
                        found.Add(editor.Person);
                        await run.Append([Looked(run, editor.Person, found: true)], stop);
                    }

                    await checks.Note(Kind, w.Id.Value, [IdOf(editor.Person, before)], run.Now, stop);
                    run.Report(w.Id.Value, ++done, left.Length);
                }
            },
            cancellation
        );
        return done == left.Length;
    }

    private static (string, ActivityEvent) Looked(UpdateRun run, PersonId person, bool found) =>
        (
            // A wiki that is tracked from now on may know what the others did not.
            $"earlier:{IdOf(person, run.Session.TrackedFrom)}{(found ? ":found" : "")}",
            new EarlierEditsLookedFor(run.Session.Id, person, run.Session.TrackedFrom, found, run.Now)
        );

    private static string IdOf(PersonId person, DateTimeOffset before) =>
        string.Create(CultureInfo.InvariantCulture, $"{person.Value}:{before.UtcDateTime:O}");
}
