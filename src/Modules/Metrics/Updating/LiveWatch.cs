using System.Data;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.MediaWiki;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CampaignDashboard.Metrics.Updating;

/// <summary>
/// Listens, while sessions run, to what is saved on the wikis, and has participants who saved something read soon after, where
/// they did. One node at a time listens, by an advisory lock that it loses with its connection; another one goes on
/// where it was. Without a stream nothing is different: the schedule finds the same, later.
/// </summary>
internal sealed class LiveWatch(
    NpgsqlDataSource database,
    RecentChanges changes,
    LiveAudience audience,
    StreamPlaces places,
    UpdateQueue queue,
    TimeProvider time,
    ILogger<LiveWatch> log
) : BackgroundService
{
    private const string Claim = "select pg_try_advisory_lock($1)";
    private const string Release = "select pg_advisory_unlock($1)";
    private const long Lock = 0x43_44_4C_49_56_45_57_41; // "CDLIVEWA"

    /// <summary>How often it looks who takes part, and whether any session runs.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SavePlace = TimeSpan.FromSeconds(5);

    /// <summary>What is missed for longer than this the schedule has found meanwhile.</summary>
    private static readonly TimeSpan LongestGap = TimeSpan.FromMinutes(15);

    private readonly LiveWakes wakes = new();
    private volatile ILookup<(string Wiki, string UserName), (SessionId Session, PersonId Person)> awaited = Array
        .Empty<(SessionId, PersonId)>()
        .ToLookup(_ => ("", ""));

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (changes.IsOn && !stoppingToken.IsCancellationRequested)
        {
            await Try(stoppingToken);
            await Task.Delay(Look, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Try(CancellationToken cancellation)
    {
        try
        {
            await Watch(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            log.LogDebug("Recent changes are listened to again at the next start.");
        }
        catch (Exception e) when (e is NpgsqlException or IOException)
        {
            log.LogWarning("Recent changes are listened to again in {Pause}: {Reason:l}", Look, e.Message);
        }
    }

    /// <summary>Listens as long as a session runs; not at all while another node does.</summary>
    internal async Task Watch(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        if (!(await connection.Query(Claim, row => row.GetBoolean(0), cancellation, Sql.Arg(Lock)))[0])
        {
            return;
        }

        try
        {
            await Stretch(connection, cancellation);
        }
        finally
        {
            // The pool keeps the session, and would keep the lock with it.
            if (connection.State == ConnectionState.Open)
            {
                await connection.Execute(Release, CancellationToken.None, Sql.Arg(Lock));
            }
        }
    }

    /// <summary>What ends first ends the others: the last session is over, the lock is lost, or something fails.</summary>
    private async Task Stretch(NpgsqlConnection held, CancellationToken cancellation)
    {
        awaited = await audience.Now(cancellation);
        if (awaited.Count == 0)
        {
            return;
        }

        using var stretch = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task[] work = [Listen(stretch.Token), Wake(stretch.Token), Refresh(held, stretch.Token)];
        var first = await Task.WhenAny(work);
        await stretch.CancelAsync();
        await Task.WhenAll(work).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await first;
    }

    private async Task Listen(CancellationToken cancellation)
    {
        var saved = time.GetUtcNow();
        var from = await places.Since(saved - LongestGap, cancellation);
        await foreach (var change in changes.Listen(from, cancellation))
        {
            var now = time.GetUtcNow();
            if (change.IsContribution)
            {
                foreach (var (session, person) in awaited[(change.Wiki.Value, change.User)])
                {
                    wakes.Note(session, new(change.Wiki.Value, person), now);
                }
            }

            if (change.Place is { } place && now - saved >= SavePlace)
            {
                await places.Save(place, cancellation);
                saved = now;
            }
        }
    }

    private async Task Wake(CancellationToken cancellation)
    {
        while (true)
        {
            foreach (var (session, savers) in wakes.Due(time.GetUtcNow()))
            {
                await queue.Wake(session, savers, cancellation);
            }

            await Task.Delay(Beat, time, cancellation);
        }
    }

    private async Task Refresh(NpgsqlConnection held, CancellationToken cancellation)
    {
        for (var passedOver = changes.PassedOver; awaited.Count > 0; passedOver = changes.PassedOver)
        {
            await Task.Delay(Look, time, cancellation);
            // Fails when the connection is lost, and the lock with it.
            await held.Execute("select", cancellation);
            awaited = await audience.Now(cancellation);
            if (changes.PassedOver > passedOver)
            {
                log.LogWarning("{Count} recent changes could not be read.", changes.PassedOver - passedOver);
            }
        }
    }
}
