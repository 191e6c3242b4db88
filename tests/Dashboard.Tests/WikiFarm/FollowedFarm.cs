using System.Globalization;
using CampaignDashboard.Campaigns;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Metrics;
using CampaignDashboard.Metrics.Contracts;
using CampaignDashboard.Metrics.Updating;
using CampaignDashboard.Tests.Campaigns;
using CampaignDashboard.Tests.MediaWiki;
using CampaignDashboard.Tests.Postgres;
using CampaignDashboard.Tests.Updating;
using CampaignDashboard.WikiFarm;
using WikiRequest = CampaignDashboard.Tests.MediaWiki.WikiRequest;

namespace CampaignDashboard.Tests.WikiFarm;

/// <summary>
/// A dashboard that follows a farm of its own, with sessions that are counted twice: by the dashboard, and from the wikis'
/// databases. Views are told by a service on loopback, as Wikimedia's beside its wikis; Meta stands in for Wikidata.
/// </summary>
internal sealed class FollowedFarm : IAsyncDisposable
{
    private static readonly DateOnly FirstDay = new(2026, 2, 1);

    /// <summary>The wikis of the farm by the names that the dashboard knows them by.</summary>
    private static readonly Dictionary<string, string> Wikis = new(StringComparer.Ordinal)
    {
        ["enwiki"] = "enwiki",
        ["frwiki"] = "frwiki",
        ["nlwiki"] = "nlwiki",
        ["commonswiki"] = "commonswiki",
        ["wikidatawiki"] = "metawiki",
    };

    private readonly Dictionary<string, (SessionPlan Plan, CountedSession Counted)> sessions = new(
        StringComparer.Ordinal
    );
    private readonly string folder = Directory.CreateTempSubdirectory("followed-farm-").FullName;
    private OwnFarm own = null!;
    private ViewLog views = null!;
    private ScriptedWiki service = null!;

    internal Farm Farm => own.Farm;

    internal UpdateHost Host { get; private set; } = null!;

    internal static async Task<FollowedFarm> Start(PostgresCluster cluster, CancellationToken stop)
    {
        var it = new FollowedFarm { own = await OwnFarm.Start(stop) };
        it.views = new ViewLog(Path.Combine(it.folder, "views.sqlite"));
        it.service = await ScriptedWiki.Start(it.TellViews);
        it.Host = await UpdateHost.Start(
            cluster,
            [
                $"--MediaWiki:PageviewsApi={new Uri(it.service.Api, "/rest")}",
                .. Wikis.Select(w => $"--MediaWiki:Wikis:{w.Key}={it.Farm.ApiAddress(w.Value)}"),
            ]
        );
        return it;
    }

    /// <summary>Schedules a session of a program, and enrols who takes part from the beginning.</summary>
    internal async Task Schedule(CountedSession session, ProgramId program, params string[] late)
    {
        var plan = await Host.Scheduled(
            Planned.Scheduled with
            {
                Program = program,
                Title = session.Name,
                TrackedFrom = session.Start,
                TrackedUntil = session.End,
                Wikis = [.. session.Wikis.Select(w => new TrackedWiki(w.Name, [.. w.ContentNamespaces]))],
            }
        );
        sessions.Add(session.Name, (plan, session with { Enrolled = [.. session.Enrolled.Except(late)] }));
        await Host.Enrolled(plan, [.. session.Enrolled.Except(late)]);
        foreach (var person in session.Present)
        {
            await OnTheRoster(plan, new AttendanceRecorded(plan.Id, await Id(person), Presence.OnSite, plan.Start));
        }

        await OnTheRoster(plan, new WalkInsCounted(plan.Id, session.WalkIns, Press: null, plan.Start));
        foreach (var person in session.Coordinators)
        {
            await Appoint(plan.Id.Value, person);
        }
    }

    internal async Task Appoint(Guid node, string person) =>
        await Host.Happened(
            Coordination.StreamOf(node),
            "coordination",
            new CoordinatorAppointed(node, await Id(person), Planned.Now)
        );

    internal async Task Enrol(string session, string person)
    {
        var (plan, counted) = sessions[session];
        await Host.Enrolled(plan, person);
        sessions[session] = (plan, counted with { Enrolled = [.. counted.Enrolled, person] });
    }

    internal async Task Withdraw(string session, string person)
    {
        var (plan, counted) = sessions[session];
        await OnTheRoster(plan, new ParticipantWithdrew(plan.Id, await Id(person), Host.Clock.Now));
        sessions[session] = (plan, counted with { Enrolled = [.. counted.Enrolled.Where(p => p != person)] });
    }

    internal async Task Exclude(string session, string wiki, long page, string by)
    {
        var (plan, counted) = sessions[session];
        await Host.Happened(
            Activity.PageChoicesOf(plan.Id),
            "page-choices",
            new PageExcluded(plan.Id, wiki, page, "Not of this evening.", await Id(by), Host.Clock.Now)
        );
        sessions[session] = (plan, counted with { Excluded = [.. counted.Excluded, (wiki, page)] });
    }

    /// <summary>Somebody is called otherwise now, as all wikis and the dashboard know.</summary>
    internal void Renamed(string from, string to)
    {
        foreach (var (name, (plan, counted)) in sessions.ToArray())
        {
            sessions[name] = (
                plan,
                counted with
                {
                    Enrolled = [.. counted.Enrolled.Select(p => p == from ? to : p)],
                    Present = [.. counted.Present.Select(p => p == from ? to : p)],
                }
            );
        }
    }

    /// <summary>People look at the pages that are there now, from the day after they did last until this one.</summary>
    internal void LookAtPages(DateOnly? after, DateOnly until)
    {
        foreach (var (name, database) in Wikis)
        {
            views.Look(name, Farm.DatabasePath(database), after?.AddDays(1) ?? FirstDay, until);
        }
    }

    /// <summary>A coordinator of each session updates it at this instant, and no wiki fails.</summary>
    internal async Task Update(DateTimeOffset at)
    {
        Host.Clock.PassTo(at);
        foreach (var (plan, _) in sessions.Values)
        {
            await Host.Update(plan, UpdateReason.Coordinator);
            Assert.Empty(await Host.Problems(plan));
        }

        await Host.Projected();
    }

    /// <summary>What the dashboard and the databases say differently of a session, or of a node with sessions; empty if all agrees.</summary>
    internal async Task<string> Differences(NodeKind kind, Guid node, params string[] below)
    {
        var scope = (await Host.Get<Scopes>().Of(kind, node, Period.All, CancellationToken.None))!;
        Assert.Equal(below.Select(b => sessions[b].Plan.Id).ToHashSet(), scope.Sessions.ToHashSet());
        var reader = Host.Get<StatisticsReader>();
        var shown = (await reader.Read(scope, asOf: null, CancellationToken.None)).Statistics!;
        var position = await Host.Database.Scalar<long>("select max(seq_id) from events.mt_events");
        var replayed = (await reader.Read(scope, $"{position}", CancellationToken.None)).Statistics!;
        var counted = Count(below);
        Assert.Equal(Definitions.All.Select(d => d.Key).Order(), counted.Keys.Order());
        return string.Join(
            '\n',
            shown
                .Figures.All()
                .Zip(replayed.Figures.All(), (now, replay) => (now.Key, Shown: now.Value, Replayed: replay.Value))
                .Where(f => f.Shown != counted[f.Key] || f.Replayed != counted[f.Key])
                .Select(f =>
                    $"{kind} {string.Join('+', below)}: {f.Key} is {f.Shown}, by replay {f.Replayed}, in the databases {counted[f.Key]}"
                )
        );
    }

    /// <summary>What the databases say of the union of these sessions.</summary>
    internal IReadOnlyDictionary<string, long?> Count(params string[] below)
    {
        using var count = new ScopeCount(
            Farm,
            Wikis,
            views.Path,
            [.. sessions.Values.Select(s => s.Counted)],
            Aftermath.FirstLook,
            Host.Clock.Now
        );
        return count.Of(below);
    }

    /// <summary>The number of an article.</summary>
    internal async Task<long> PageOf(string wiki, string title)
    {
        var answer = await Farm.Ask(Wikis[wiki], "action=query&titles=" + Uri.EscapeDataString(title));
        return answer.GetProperty("query").GetProperty("pages")[0].GetProperty("pageid").GetInt64();
    }

    internal Guid NodeOf(string session) => sessions[session].Plan.Id.Value;

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await service.DisposeAsync();
        views.Dispose();
        await own.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private Task<PersonId> Id(string person) => Host.Person(person);

    private Task OnTheRoster(SessionPlan plan, object e) =>
        Host.Happened(EnrolmentStreams.Roster(plan.Id), "roster", e);

    /// <summary>As Wikimedia's service does: <c>…/per-article/{project}/all-access/user/{article}/daily/{from}/{to}</c>.</summary>
    private WikiAnswer TellViews(WikiRequest request)
    {
        string[] parts = [.. request.Target.Split('/').Select(Uri.UnescapeDataString)];
        var host = parts[^7];
        var wiki = Wikis.Single(w => Farm.ApiAddress(w.Value).Authority == host).Key;
        var days = views.Of(wiki, parts[^4], Day(parts[^2]), Day(parts[^1]));
        var items = days.Select(d =>
            string.Create(
                CultureInfo.InvariantCulture,
                $$"""{"timestamp":"{{d.Day:yyyyMMdd}}00","views":{{d.Views}}}"""
            )
        );
        return days.Count == 0
            ? new WikiAnswer("""{"status":404,"title":"Not Found"}""", 404)
            : $$"""{"items":[{{string.Join(',', items)}}]}""";
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture);
}
