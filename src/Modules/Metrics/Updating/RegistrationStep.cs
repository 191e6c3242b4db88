using System.Collections.Concurrent;
using System.Globalization;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.MediaWiki;
using CampaignDashboard.Metrics.Contracts;
using Npgsql;

namespace CampaignDashboard.Metrics.Updating;

/// <summary>
/// When participants' accounts were registered, asked once a person: wikis that share accounts are asked for the shared one,
/// others for the earliest of the tracked wikis. What another session knows is taken over. An account that is nowhere yet is
/// asked for again the next day.
/// </summary>
internal sealed class RegistrationStep(
    NpgsqlDataSource database,
    People people,
    ActionApi api,
    SiteInfos sites,
    Checks checks
) : IUpdateStep
{
    private const string Kind = "registration";

    /// <summary>A little less than a day, so that a daily look finds all.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromHours(23);

    private static readonly string Known = Sql.Read(typeof(RegistrationStep).Assembly, "RegistrationsKnown.sql");

    public string Name => "registrations";

    public int Rank => 40;

    public bool FollowsSavers => true;

    public async Task Run(UpdateRun run, CancellationToken cancellation)
    {
        var unknown = await Unknown(run, cancellation);
        var ids = unknown.Keys.ToDictionary(IdOf, p => p, StringComparer.Ordinal);
        var claimed = await checks.Claim(Kind, "", ids.Keys, run.Now - Again, run.Now, cancellation);
        var asked = claimed.Select(id => ids[id]).ToDictionary(p => p, p => unknown[p]);
        if (asked.Count == 0)
        {
            return;
        }

        var answered = new ConcurrentBag<PersonId>();
        try
        {
            await (
                await Sharing(run, cancellation) is { } wiki
                    ? AskForShared(run, wiki, asked, answered, cancellation)
                    : AskTracked(run, asked, answered, cancellation)
            );
        }
        finally
        {
            await checks.GiveBack(Kind, "", asked.Keys.Except(answered).Select(IdOf));
        }
    }

    /// <summary>The participants of whom no session knows it, with their names; what another one knows is appended here.</summary>
    private async Task<Dictionary<PersonId, string>> Unknown(UpdateRun run, CancellationToken cancellation)
    {
        var known = await database.Query(
            Known,
            row =>
                (
                    Person: new PersonId(row.GetGuid(0)),
                    Registered: row.IsDBNull(1) ? (DateTimeOffset?)null : row.GetFieldValue<DateTimeOffset>(1),
                    Here: row.GetBoolean(2)
                ),
            cancellation,
            Sql.Arg(run.People.Values.Select(p => p.Value).ToArray()),
            Sql.Arg(run.Session.Id.Value)
        );
        await Append(run, known.Where(k => !k.Here).Select(k => (k.Person, k.Registered)), cancellation);
        var told = known.Select(k => k.Person).ToHashSet();
        return run.People.Where(p => !told.Contains(p.Value)).ToDictionary(p => p.Value, p => p.Key);
    }

    /// <summary>The first wiki that has shared accounts: where people are known by, else any tracked one.</summary>
    private async Task<Wiki?> Sharing(UpdateRun run, CancellationToken cancellation)
    {
        Wiki? sharing = null;
        foreach (var wiki in run.Wikis.Prepend(people.Home).DistinctBy(w => w.Id))
        {
            await run.Ask(
                wiki,
                async (w, stop) => sharing = (await sites.Of(w, stop)).SharesAccounts ? w : null,
                cancellation
            );
            if (sharing is not null)
            {
                break;
            }
        }

        return sharing;
    }

    private Task AskForShared(
        UpdateRun run,
        Wiki wiki,
        Dictionary<PersonId, string> asked,
        ConcurrentBag<PersonId> answered,
        CancellationToken cancellation
    ) =>
        run.Ask(
            wiki,
            async (w, stop) =>
            {
                foreach (var (person, name) in asked)
                {
                    if (await api.GlobalAccount(w, name, stop) is { } account)
                    {
                        await Append(run, [(person, account.Registration)], stop);
                    }

                    answered.Add(person);
                    run.Report(w.Id.Value, answered.Count, asked.Count);
                }
            },
            cancellation
        );

    /// <summary>Nothing is known of anybody until all tracked wikis have answered: any of them may have the earliest account.</summary>
    private async Task AskTracked(
        UpdateRun run,
        Dictionary<PersonId, string> asked,
        ConcurrentBag<PersonId> answered,
        CancellationToken cancellation
    )
    {
        if (run.Wikis.Count < run.Session.Wikis.Count)
        {
            return;
        }

        var told = new ConcurrentBag<IReadOnlyList<WikiUser>>();
        await run.EachWiki(
            async (wiki, stop) => told.Add(await api.Users(wiki, [.. asked.Values], stop)),
            cancellation
        );
        if (told.Count < run.Session.Wikis.Count)
        {
            return;
        }

        var accounts = told.SelectMany(users => users)
            .Where(user => user.State is UserState.Exists)
            .ToLookup(user => user.Asked, user => user.Registration, StringComparer.Ordinal);
        await Append(
            run,
            asked.Where(p => accounts.Contains(p.Value)).Select(p => (p.Key, Earliest(accounts[p.Value]))),
            cancellation
        );
        foreach (var person in asked.Keys)
        {
            answered.Add(person);
        }
    }

    /// <summary>Null if a wiki does not tell of its account: it may be the earliest.</summary>
    private static DateTimeOffset? Earliest(IEnumerable<DateTimeOffset?> registrations) =>
        registrations.Contains(null) ? null : registrations.Min();

    private static Task<int> Append(
        UpdateRun run,
        IEnumerable<(PersonId Person, DateTimeOffset? Registered)> read,
        CancellationToken cancellation
    ) =>
        run.Append(
            [
                .. read.Select(r =>
                    (
                        $"registration:{IdOf(r.Person)}",
                        (ActivityEvent)new RegistrationRead(run.Session.Id, r.Person, r.Registered, run.Now)
                    )
                ),
            ],
            cancellation
        );

    private static string IdOf(PersonId person) => person.Value.ToString("D", CultureInfo.InvariantCulture);
}
