using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.MediaWiki;
using Microsoft.Extensions.Logging;

namespace CampaignDashboard.Metrics.Updating;

/// <summary>
/// One data update from its beginning to its end: gathers who takes part and which wikis are asked, runs the steps, and
/// tells what came of it. What nobody asked for and finds nothing writes nothing to the log. A live update is a look at a few
/// people on a few wikis: it leaves alone when all were looked at last, and what stood in the way then.
/// </summary>
internal sealed class SessionUpdate(
    EventLog log,
    Sessions sessions,
    Participants participants,
    People people,
    WikiDirectory directory,
    UpdateSteps steps,
    SessionLooks looks,
    FailingWikis failing,
    ProgressBoard board,
    DataUpdateList updates,
    TimeProvider time,
    ILogger<SessionUpdate> logger
)
{
    /// <summary>Runs it. What it appended before it is cancelled or fails stays.</summary>
    public async Task Run(QueuedUpdate queued, CancellationToken cancellation)
    {
        var session = await sessions.Find(queued.Session, cancellation);
        if (session is null || (queued.Reason is not UpdateReason.Coordinator && !IsFollowed(session)))
        {
            await End(
                queued,
                [],
                0,
                news: false,
                new(Actor: null, queued.Update.ToString()),
                time.GetUtcNow(),
                cancellation
            );
            return;
        }

        var before = await looks.Of(session.Id, cancellation);
        await using var telling = board.Begin(session.Id, queued.Update, steps.CountFor(queued.Reason));
        var run = await Begin(session, queued, telling, cancellation);
        var began = run.Now;
        await steps.Run(run, step => telling.Step(step.Name, run.Found), cancellation);
        await Conclude(run, before, began, queued, cancellation);
    }

    private static bool IsFollowed(SessionPlan session) => session is { Archived: false, Cancelled: null };

    private async Task<UpdateRun> Begin(
        SessionPlan session,
        QueuedUpdate queued,
        ProgressBoard.Telling telling,
        CancellationToken cancellation
    )
    {
        var names = await people.Names(await participants.Of(session.Id, cancellation), cancellation);
        // Somebody who was enrolled under an old and a new name may be two persons with one account.
        var byName = names
            .DistinctBy(pair => pair.Value, StringComparer.Ordinal)
            .ToDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);
        var savers = SaversAmong(byName.Values, queued);
        var wikis = new List<Wiki>();
        var unknown = new List<WikiException>();
        foreach (var tracked in await Asked(session, queued.Reason, savers, cancellation))
        {
            try
            {
                wikis.Add(directory.Get(new(tracked)));
            }
            catch (WikiException e)
            {
                unknown.Add(e);
            }
        }

        var cause = await CauseOf(queued, cancellation);
        UpdateRun? run = null;
        run = new(log, session, queued.Update, queued.Reason, Read(byName, savers), wikis, cause, time)
        {
            Savers = savers,
            Report = (wiki, done, of) => telling.Answered(wiki, done, of, run!.Found),
        };
        unknown.ForEach(e => run.Failed(e.Wiki.Value, e));
        return run;
    }

    /// <summary>Who has just saved something, of those who take part; null: it does not matter.</summary>
    private static ILookup<string, PersonId>? SaversAmong(IEnumerable<PersonId> people, QueuedUpdate queued)
    {
        var present = people.ToHashSet();
        return queued.Reason is UpdateReason.Live
            ? queued
                .Savers.Select(n => n.Saver)
                .Where(s => present.Contains(s.Person))
                .ToLookup(s => s.Wiki, s => s.Person, StringComparer.Ordinal)
            : null;
    }

    private static Dictionary<string, PersonId> Read(
        Dictionary<string, PersonId> people,
        ILookup<string, PersonId>? savers
    )
    {
        var saved = savers?.SelectMany(s => s).ToHashSet();
        return saved is null ? people : people.Where(p => saved.Contains(p.Value)).ToDictionary(StringComparer.Ordinal);
    }

    /// <summary>Wikis that failed lately are asked by who wants to know now, and left alone by the others.</summary>
    private async Task<IEnumerable<string>> Asked(
        SessionPlan session,
        UpdateReason reason,
        ILookup<string, PersonId>? savers,
        CancellationToken cancellation
    )
    {
        var tracked = session.Wikis.Select(w => w.Wiki).Where(w => savers?.Contains(w) ?? true);
        if (reason is UpdateReason.Coordinator)
        {
            return tracked;
        }

        var now = time.GetUtcNow();
        var next = await failing.NextAttempts(tracked, cancellation);
        return tracked.Where(w => !next.TryGetValue(w, out var at) || at <= now);
    }

    private async Task Conclude(
        UpdateRun run,
        SessionLook? before,
        DateTimeOffset began,
        QueuedUpdate queued,
        CancellationToken cancellation
    )
    {
        await failing.Keep(run, cancellation);
        var problems = StandingProblems(run, before);
        var added =
            queued.Reason is UpdateReason.Coordinator
                ? await updates.AddedBy(queued.Update, cancellation)
                : run.PageUpdates;
        var news = run.Found > 0 || !SameSubjects(problems, before?.Problems ?? []);
        // Before the end is told, for who waits for it looks here then. After a crash in between, the update comes to its end again.
        await (
            run.Savers is null
                ? looks.Keep(run.Session.Id, new(began, run.Found > 0 ? began : null, problems), cancellation)
                : looks.KeepProblems(run.Session.Id, problems, cancellation)
        );
        await End(queued, run.Problems, added, news, run.Cause, began, cancellation);
        logger.LogInformation(
            "Data update {Update} of session {Session}. New facts: {Found}. Problems: {Problems}.",
            queued.Update,
            queued.Session,
            run.Found,
            problems.Count
        );
    }

    /// <summary>
    /// What is wrong now: what went wrong in this run, and what was wrong with wikis that were left alone. Of who saved
    /// nothing a live update learns nothing, so all that was wrong stays.
    /// </summary>
    private static IReadOnlyList<Problem> StandingProblems(UpdateRun run, SessionLook? before)
    {
        var asked = run.Wikis.Select(w => w.Id.Value).Concat(run.Failures.Keys).ToHashSet(StringComparer.Ordinal);
        var tracked = run.Session.Wikis.Select(w => w.Wiki).ToHashSet(StringComparer.Ordinal);
        var left = (before?.Problems ?? []).Where(p =>
            run.Savers is not null || (tracked.Contains(p.Wiki) && !asked.Contains(p.Wiki))
        );
        var told = run.Problems.Select(p => Problems.Of(p)?.Problem).OfType<Problem>();
        return [.. told.Concat(left).DistinctBy(p => p.Subject)];
    }

    private static bool SameSubjects(IReadOnlyList<Problem> one, IReadOnlyList<Problem> other) =>
        one.Select(p => p.Subject).ToHashSet().SetEquals(other.Select(p => p.Subject));

    private Task<Outcome> End(
        QueuedUpdate queued,
        IReadOnlyList<DataUpdateEvent> problems,
        int added,
        bool news,
        Cause cause,
        DateTimeOffset began,
        CancellationToken cancellation
    )
    {
        var command = new CompleteDataUpdate.Command(
            queued.Session,
            queued.Update,
            queued.Reason,
            problems,
            added,
            news,
            began,
            time.GetUtcNow()
        );
        return log.Transact<DataUpdates, DataUpdateEvent>(
            DataUpdates.StreamOf(queued.Session),
            state => CompleteDataUpdate.Decide(state, command),
            cause,
            expectedVersion: null,
            cancellation
        );
    }

    /// <summary>What an update appends follows from its request, in the request's trace.</summary>
    private async Task<Cause> CauseOf(QueuedUpdate queued, CancellationToken cancellation)
    {
        if (queued.Reason is not UpdateReason.Coordinator)
        {
            return new(Actor: null, queued.Update.ToString());
        }

        await foreach (var stored in log.ReadStream(DataUpdates.StreamOf(queued.Session), after: 0, cancellation))
        {
            if (stored.Data is DataUpdateRequested requested && requested.Update == queued.Update)
            {
                return Cause.Following(stored);
            }
        }

        throw new InvalidOperationException($"Data update {queued.Update} is in the queue and not in the log.");
    }
}

/// <summary>
/// A data update ends: what was wrong, and how much was new. One that nobody asked for and that has no news is not told.
/// </summary>
internal static class CompleteDataUpdate
{
    internal sealed record Command(
        SessionId Session,
        Guid Update,
        UpdateReason Reason,
        IReadOnlyList<DataUpdateEvent> Problems,
        int Added,
        bool HasNews,
        DateTimeOffset StartedAt,
        DateTimeOffset Now
    );

    internal static Decision<DataUpdateEvent> Decide(DataUpdates updates, Command c) =>
        c switch
        {
            { Reason: UpdateReason.Coordinator } when updates.Open != c.Update => [],
            { Reason: UpdateReason.Coordinator } =>
            [
                .. c.Problems,
                new DataUpdateCompleted(c.Session, c.Update, c.Added, c.Now, StartedAt: c.StartedAt),
            ],
            _ when !c.HasNews || updates.Ended.Contains(c.Update) => [],
            _ => [.. c.Problems, new DataUpdateCompleted(c.Session, c.Update, c.Added, c.Now, c.Reason, c.StartedAt)],
        };
}
