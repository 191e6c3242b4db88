using System.Collections.Concurrent;
using System.Data;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.MediaWiki;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CampaignDashboard.Metrics.Updating;

/// <summary>
/// Carries out the data updates that were asked for. The queue is the table of open updates; a session-level advisory
/// lock makes one node work on one update, and a node that dies loses it, so another (or the same, started again) takes
/// the update up from its beginning. That costs requests but never counts twice: page updates are appended once each.
/// </summary>
internal sealed class DataUpdateWorker(
    NpgsqlDataSource database,
    EventLog log,
    AppendSignal signal,
    Sessions sessions,
    Participants participants,
    People people,
    WikiDirectory directory,
    UpdateSteps steps,
    DataUpdateList updates,
    TimeProvider time,
    ILogger<DataUpdateWorker> logger
) : BackgroundService
{
    private const string OpenUpdates =
        "select update_id, session_id from data_updates.data_update where completed_at is null order by requested_at limit $1";
    private const string Claim = "select pg_try_advisory_lock(hashtextextended('data-update ' || $1, 0))";
    private const string IsOpen =
        "select exists (select from data_updates.data_update where update_id = $1 and completed_at is null)";
    private const string Release = "select pg_advisory_unlock_all()";

    /// <summary>How many updates this node works on at a time.</summary>
    private const int AtATime = 8;

    /// <summary>How far into the queue it looks: some of it may be under way on other nodes.</summary>
    private const int Look = 100;

    private static readonly TimeSpan LookAnyway = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    // Read and written by the loop alone.
    private readonly Dictionary<Guid, Task> underWay = [];

    private readonly ConcurrentDictionary<Guid, int> failures = [];

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var appended = signal.Next;
            await LookAtTheQueue(stoppingToken);
            await Task.WhenAny([appended, Task.Delay(LookAnyway, time, stoppingToken), .. underWay.Values]);
        }

        // The database outlives this service: what is under way ends in order.
        await Task.WhenAll(underWay.Values);
    }

    private async Task LookAtTheQueue(CancellationToken cancellation)
    {
        try
        {
            await StartOpenUpdates(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            logger.LogDebug("No more data updates are started.");
        }
        catch (Exception e) when (e is NpgsqlException or IOException)
        {
            logger.LogWarning(e, "The queue of data updates could not be read; trying again.");
        }
    }

    /// <summary>
    /// Starts what is open and not under way, here or on another node; a slow wiki keeps no other session waiting.
    /// </summary>
    private async Task StartOpenUpdates(CancellationToken cancellation)
    {
        foreach (var (ended, _) in underWay.Where(u => u.Value.IsCompleted).ToArray())
        {
            underWay.Remove(ended);
        }

        var open = await database.Query(
            OpenUpdates,
            row => (Update: row.GetGuid(0), Session: new SessionId(row.GetGuid(1))),
            cancellation,
            Sql.Arg(Look)
        );
        foreach (var (update, session) in open.Where(o => underWay.Count < AtATime && !underWay.ContainsKey(o.Update)))
        {
            if (await TryClaim(update, cancellation) is { } claim)
            {
                underWay.Add(update, RunToItsEnd(update, session, claim, cancellation));
            }
        }
    }

    /// <summary>The connection that holds the update's lock, or null: another node has it.</summary>
    private async Task<NpgsqlConnection?> TryClaim(Guid update, CancellationToken cancellation)
    {
        var connection = await database.OpenConnectionAsync(cancellation);
        try
        {
            if ((await connection.Query(Claim, row => row.GetBoolean(0), cancellation, Sql.Arg(update.ToString())))[0])
            {
                return connection;
            }
        }
        catch
        {
            await GiveBack(connection);
            throw;
        }

        await connection.DisposeAsync();
        return null;
    }

    /// <summary>Releases what the session has locked: the pool keeps the session, and would keep the lock with it.</summary>
    private static async Task GiveBack(NpgsqlConnection connection)
    {
        if (connection.State == ConnectionState.Open)
        {
            await connection.Execute(Release, CancellationToken.None);
        }

        await connection.DisposeAsync();
    }

    /// <summary>Never throws. An update that fails keeps its place here while it pauses, longer each time.</summary>
    private async Task RunToItsEnd(
        Guid update,
        SessionId session,
        NpgsqlConnection claim,
        CancellationToken cancellation
    )
    {
        try
        {
            await RunClaimed(update, session, claim, cancellation);
            failures.TryRemove(update, out _);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            logger.LogInformation("Data update {Update} goes on at the next start.", update);
        }
        catch (Exception e)
        {
            logger.LogError(
                e,
                "Data update {Update} of session {Session} was interrupted; it starts again.",
                update,
                session
            );
            var pause = LookAnyway * Math.Pow(2, Math.Min(failures.AddOrUpdate(update, 0, (_, n) => n + 1), 5));
            await Task.Delay(pause < LongestPause ? pause : LongestPause, time, cancellation)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task RunClaimed(
        Guid update,
        SessionId session,
        NpgsqlConnection claim,
        CancellationToken cancellation
    )
    {
        try
        {
            // Another node may have completed it between our look at the queue and the claim.
            if ((await claim.Query(IsOpen, row => row.GetBoolean(0), cancellation, Sql.Arg(update)))[0])
            {
                await Run(update, session, cancellation);
            }
        }
        finally
        {
            await GiveBack(claim);
        }
    }

    private async Task Run(Guid update, SessionId id, CancellationToken cancellation)
    {
        var session =
            await sessions.Find(id, cancellation) ?? throw new InvalidOperationException($"Session {id} is gone.");
        var names = await people.Names(await participants.Of(id, cancellation), cancellation);
        var cause = await CauseOf(id, update, cancellation);
        // Somebody who was enrolled under an old and a new name may be two persons with one account.
        var byName = names
            .DistinctBy(pair => pair.Value, StringComparer.Ordinal)
            .ToDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);
        var run = Begin(session, update, byName, cause);
        await steps.Run(run, cancellation);
        DataUpdateEvent[] problems = [.. run.Problems];
        var added = await updates.AddedBy(update, cancellation);
        var command = new CompleteDataUpdate.Command(id, update, problems, added, time.GetUtcNow());
        await log.Transact<DataUpdates, DataUpdateEvent>(
            DataUpdates.StreamOf(id),
            state => CompleteDataUpdate.Decide(state, command),
            cause,
            expectedVersion: null,
            cancellation
        );
        logger.LogInformation(
            "Data update {Update} of session {Session}: {Added} new page updates, {Problems} problems.",
            update,
            id,
            added,
            problems.Length
        );
    }

    /// <summary>A wiki that is configured no more is a problem of that wiki alone, too.</summary>
    private UpdateRun Begin(SessionPlan session, Guid update, IReadOnlyDictionary<string, PersonId> people, Cause cause)
    {
        var wikis = new List<Wiki>();
        var unknown = new List<(string Wiki, WikiException Failure)>();
        foreach (var tracked in session.Wikis.Select(w => w.Wiki))
        {
            try
            {
                wikis.Add(directory.Get(new(tracked)));
            }
            catch (WikiException e)
            {
                unknown.Add((tracked, e));
            }
        }

        var run = new UpdateRun(log, session, update, UpdateReason.Coordinator, people, wikis, cause, time);
        unknown.ForEach(u => run.Failed(u.Wiki, u.Failure));
        return run;
    }

    /// <summary>What the update appends follows from its request, in the request's trace.</summary>
    private async Task<Cause> CauseOf(SessionId session, Guid update, CancellationToken cancellation)
    {
        await foreach (var stored in log.ReadStream(DataUpdates.StreamOf(session), after: 0, cancellation))
        {
            if (stored.Data is DataUpdateRequested requested && requested.Update == update)
            {
                return Cause.Following(stored);
            }
        }

        throw new InvalidOperationException($"Data update {update} is in the queue and not in the log.");
    }
}

/// <summary>A data update ends: what was wrong, and how much was new.</summary>
internal static class CompleteDataUpdate
{
    internal sealed record Command(
        SessionId Session,
        Guid Update,
        IReadOnlyList<DataUpdateEvent> Problems,
        int Added,
        DateTimeOffset Now
    );

    internal static Decision<DataUpdateEvent> Decide(DataUpdates updates, Command c) =>
        updates.Open == c.Update ? [.. c.Problems, new DataUpdateCompleted(c.Session, c.Update, c.Added, c.Now)] : [];
}
