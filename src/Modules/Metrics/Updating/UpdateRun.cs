using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.MediaWiki;
using CampaignDashboard.Metrics.Contracts;

namespace CampaignDashboard.Metrics.Updating;

/// <summary>
/// One data update of one session under way: what the steps have in common. <paramref name="people"/> are the participants
/// by user name, <paramref name="wikis"/> the tracked wikis that are asked this time.
/// </summary>
internal sealed class UpdateRun(
    EventLog log,
    SessionPlan session,
    Guid update,
    UpdateReason reason,
    IReadOnlyDictionary<string, PersonId> people,
    IReadOnlyList<Wiki> wikis,
    Cause cause,
    TimeProvider time
)
{
    private readonly Lock told = new();
    private readonly List<DataUpdateEvent> problems = [];

    public SessionPlan Session => session;

    public Guid Update => update;

    public UpdateReason Reason => reason;

    public IReadOnlyDictionary<string, PersonId> People => people;

    public IReadOnlyList<Wiki> Wikis => wikis;

    public Cause Cause => cause;

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Is told how far a step is with a wiki: so many of so many, null where nobody knows how many there are.</summary>
    public Action<string, int, int?> Report { get; init; } = (_, _, _) => { };

    /// <summary>What went wrong so far.</summary>
    public IReadOnlyList<DataUpdateEvent> Problems
    {
        get
        {
            lock (told)
            {
                return [.. problems];
            }
        }
    }

    /// <summary>Appends what the session's activity stream does not have yet, by natural key; tells how many were new.</summary>
    public Task<int> Append(
        IReadOnlyCollection<(string Key, ActivityEvent Event)> facts,
        CancellationToken cancellation
    ) =>
        log.AppendOnce<Activity>(
            Activity.StreamOf(session.Id),
            [.. facts.Select(f => (f.Key, (object)f.Event))],
            cause,
            cancellation
        );

    /// <summary>Notes a problem that the session's coordinators are told.</summary>
    public void Tell(DataUpdateEvent problem)
    {
        lock (told)
        {
            problems.Add(problem);
        }
    }

    /// <summary>Asks each wiki, side by side. One that fails is a problem of that wiki alone; the others go on.</summary>
    public Task EachWiki(Func<Wiki, CancellationToken, Task> ask, CancellationToken cancellation) =>
        Task.WhenAll(wikis.Select(wiki => Ask(wiki, ask, cancellation)));

    /// <summary>The same for one wiki, also one that is not tracked.</summary>
    public async Task Ask(Wiki wiki, Func<Wiki, CancellationToken, Task> ask, CancellationToken cancellation)
    {
        try
        {
            await ask(wiki, cancellation);
        }
        catch (WikiException e)
        {
            Tell(new WikiNotRead(session.Id, update, wiki.Id.Value, e.Code, e.Message, Now));
        }
    }
}
