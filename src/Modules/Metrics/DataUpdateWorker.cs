using System.Collections.Concurrent;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Identity.Contracts;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CampaignDashboard.Metrics;

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
    ContributionReading reading,
    TimeProvider time,
    ILogger<DataUpdateWorker> logger
) : BackgroundService
{
    private const string OpenUpdates =
        "select update_id, session_id from metrics.data_update where completed_at is null order by requested_at limit $1";
    private const string Claim = "select pg_try_advisory_lock(hashtextextended('data-update ' || $1, 0))";
    private const string IsOpen =
        "select exists (select from metrics.data_update where update_id = $1 and completed_at is null)";
    private const string Release = "select pg_advisory_unlock_all()";

    /// <summary>How many updates this node works on at a time.</summary>
    private const int AtATime = 8;

    /// <summary>How far into the queue it looks: some of it may be under way on other nodes.</summary>
    private const int Look = 100;

    private static readonly TimeSpan LookAnyway = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<Guid, SessionId> underWay = [];
    private readonly List<Task> running = [];

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var appended = signal.Next;
            try
            {
                await StartOpenUpdates(stoppingToken);
            }
            catch (Exception e) when (e is NpgsqlException or IOException)
            {
                logger.LogWarning(e, "The queue of data updates could not be read; trying again.");
            }

            await Task.WhenAny(appended, Task.Delay(LookAnyway, time, stoppingToken));
        }

        await Task.WhenAll(running);
    }

    /// <summary>Starts what is open and not under way here; a slow wiki keeps no other session waiting.</summary>
    private async Task StartOpenUpdates(CancellationToken cancellation)
    {
        var open = await database.Query(
            OpenUpdates,
            row => (Update: row.GetGuid(0), Session: new SessionId(row.GetGuid(1))),
            cancellation,
            Sql.Arg(Look)
        );
        running.RemoveAll(task => task.IsCompleted);
        foreach (
            var (update, session) in open.Where(o => underWay.Count < AtATime && underWay.TryAdd(o.Update, o.Session))
        )
        {
            running.Add(RunToItsEnd(update, session, cancellation));
        }
    }

    private async Task RunToItsEnd(Guid update, SessionId session, CancellationToken cancellation)
    {
        try
        {
            await RunClaimed(update, session, cancellation);
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
            await Task.Delay(LookAnyway, time, CancellationToken.None);
        }
        finally
        {
            underWay.TryRemove(update, out _);
        }
    }

    private async Task RunClaimed(Guid update, SessionId session, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var mine = await connection.Query(Claim, row => row.GetBoolean(0), cancellation, Sql.Arg(update.ToString()));
        if (!mine[0])
        {
            return;
        }

        try
        {
            // Another node may have completed it between our look at the queue and the claim.
            if ((await connection.Query(IsOpen, row => row.GetBoolean(0), cancellation, Sql.Arg(update)))[0])
            {
                await Run(update, session, cancellation);
            }
        }
        finally
        {
            await connection.Execute(Release, CancellationToken.None);
        }
    }

    private async Task Run(Guid update, SessionId id, CancellationToken cancellation)
    {
        var session =
            await sessions.Find(id, cancellation) ?? throw new InvalidOperationException($"Session {id} is gone.");
        var names = await people.Names(await participants.Of(id, cancellation), cancellation);
        var byName = names.ToDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);
        var results =
            byName.Count == 0
                ? []
                : await Task.WhenAll(
                    session.Wikis.Select(w => reading.Read(session, update, w.Wiki, byName, cancellation))
                );
        var problems = results.SelectMany(r => r.Problems).ToArray();
        var added = results.Sum(r => r.Added);
        var command = new CompleteDataUpdate.Command(id, update, problems, added, time.GetUtcNow());
        await log.Transact<DataUpdates, DataUpdateEvent>(
            DataUpdates.StreamOf(id),
            state => CompleteDataUpdate.Decide(state, command),
            Cause.System,
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
