using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.MediaWiki;
using CampaignDashboard.Metrics.Contracts;

namespace CampaignDashboard.Metrics.Updating;

/// <summary>
/// One data update of one session under way: what the steps have in common. <paramref name="people"/> are the participants
/// who are read this time, by user name, <paramref name="wikis"/> the tracked wikis that are asked.
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
    private readonly Dictionary<string, WikiException> failures = new(StringComparer.Ordinal);
    private int found;
    private int pageUpdates;

    public SessionPlan Session => session;

    public Guid Update => update;

    public UpdateReason Reason => reason;

    public IReadOnlyDictionary<string, PersonId> People => people;

    public IReadOnlyList<Wiki> Wikis => wikis;

    public Cause Cause => cause;

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Who has just saved something, by wiki: they are read there alone. Null: everybody is read everywhere.</summary>
    public ILookup<string, PersonId>? Savers { get; init; }

    /// <summary>Is told how far a step is with a wiki: so many of so many, null where nobody knows how many there are.</summary>
    public Action<string, int, int?> Report { get; init; } = (_, _, _) => { };

    /// <summary>How many facts of all kinds were new so far.</summary>
    public int Found => Volatile.Read(ref found);

    /// <summary>How many of these are page updates.</summary>
    public int PageUpdates => Volatile.Read(ref pageUpdates);

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

    /// <summary>Whether what this person does on this wiki is read this time.</summary>
    public bool Reads(PersonId person, Wiki wiki) => Savers?[wiki.Id.Value].Contains(person) ?? true;

    /// <summary>Appends what the session's activity stream does not have yet, by natural key; tells how many were new.</summary>
    public async Task<int> Append(
        IReadOnlyCollection<(string Key, ActivityEvent Event)> facts,
        CancellationToken cancellation
    )
    {
        var added = await log.AppendOnce<Activity>(
            Activity.StreamOf(session.Id),
            [.. facts.Select(f => (f.Key, (object)f.Event))],
            cause,
            cancellation
        );
        Interlocked.Add(ref found, added);
        if (facts.All(f => f.Event is PageUpdateRecorded))
        {
            Interlocked.Add(ref pageUpdates, added);
        }

        return added;
    }

    /// <summary>Notes a problem that the session's coordinators are told; what a wiki says several times they are told once.</summary>
    public void Tell(DataUpdateEvent problem)
    {
        lock (told)
        {
            if (!problems.Exists(p => Equals(SubjectOf(p), SubjectOf(problem))))
            {
                problems.Add(problem);
            }
        }
    }

    /// <summary>Asks each wiki, side by side. One that fails is a problem of that wiki alone; the others go on.</summary>
    public Task EachWiki(Func<Wiki, CancellationToken, Task> ask, CancellationToken cancellation) =>
        Task.WhenAll(wikis.Select(wiki => Ask(wiki, ask, cancellation)));

    /// <summary>
    /// The same for one wiki, also one that is not tracked. One that was down or too busy for a step before is left alone.
    /// </summary>
    public async Task Ask(Wiki wiki, Func<Wiki, CancellationToken, Task> ask, CancellationToken cancellation)
    {
        if (IsUnavailable(wiki.Id))
        {
            return;
        }

        try
        {
            await ask(wiki, cancellation);
        }
        catch (WikiException e)
        {
            Failed(wiki.Id.Value, e);
        }
    }

    /// <summary>The wikis that failed, each with what it failed with last.</summary>
    internal IReadOnlyDictionary<string, WikiException> Failures
    {
        get
        {
            lock (told)
            {
                return failures.ToDictionary(StringComparer.Ordinal);
            }
        }
    }

    /// <summary>Notes that a wiki failed.</summary>
    internal void Failed(string wiki, WikiException failure)
    {
        Tell(new WikiNotRead(session.Id, update, wiki, failure.Code, failure.Message, Now));
        lock (told)
        {
            failures[wiki] = failure;
        }
    }

    private bool IsUnavailable(WikiId wiki)
    {
        lock (told)
        {
            return failures.TryGetValue(wiki.Value, out var failure) && failure.IsTransient;
        }
    }

    private static (string, string, PersonId?, string?)? SubjectOf(DataUpdateEvent problem) =>
        Updating.Problems.Of(problem)?.Problem.Subject;
}
