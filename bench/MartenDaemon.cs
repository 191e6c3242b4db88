using JasperFx.Events.Projections;
using Marten;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Stopwatch = System.Diagnostics.Stopwatch;

namespace CampaignDashboard.Bench;

/// <summary>Marten's own daemon on the same log, with the same two projections.</summary>
internal sealed class MartenDaemon(string database, SessionLog log)
{
    private const string Back =
        "with gone as (delete from events.mt_event_progression where name not in ('MartenTotals:All', 'MartenTotalsAgain:All')) insert into events.mt_event_progression (name, last_seq_id) values ('MartenTotals:All', $1), ('MartenTotalsAgain:All', $1) on conflict (name) do update set last_seq_id = excluded.last_seq_id";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Events a second until both projections are at the end of the log.</summary>
    public async Task<double> CatchUp(bool tuned)
    {
        await using var store = Open(tuned);
        await store.Advanced.Clean.DeleteDocumentsByTypeAsync(typeof(MartenTotals));
        await store.Advanced.Clean.DeleteDocumentsByTypeAsync(typeof(MartenTotalsAgain));
        await GoBack();
        using var daemon = await store.BuildProjectionDaemonAsync(logger: NullLogger.Instance);
        var watch = Stopwatch.StartNew();
        await daemon.StartAllAsync();
        await Task.WhenAll(
            daemon.Tracker.WaitForShardState($"{nameof(MartenTotals)}:All", log.Last, Patience),
            daemon.Tracker.WaitForShardState($"{nameof(MartenTotalsAgain)}:All", log.Last, Patience)
        );
        var seconds = watch.Elapsed.TotalSeconds;
        await daemon.StopAllAsync();
        return (log.Last - log.Before) / seconds;
    }

    /// <summary>Events a second at which one projection is made anew.</summary>
    public async Task<double> Rebuild(bool tuned)
    {
        await using var store = Open(tuned);
        using var daemon = await store.BuildProjectionDaemonAsync(logger: NullLogger.Instance);
        var watch = Stopwatch.StartNew();
        await daemon.RebuildProjectionAsync(nameof(MartenTotals), Patience, CancellationToken.None);
        return log.Last / watch.Elapsed.TotalSeconds;
    }

    private async Task GoBack()
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(Back);
        command.Parameters.Add(Sql.Arg(log.Before));
        await command.ExecuteNonQueryAsync();
        await using var settle = source.CreateCommand("checkpoint");
        await settle.ExecuteNonQueryAsync();
    }

    private DocumentStore Open(bool tuned) =>
        tuned
            ? MartenStore.OpenTuned(database, options => Add(options, more => more.BatchSize = 5_000))
            : MartenStore.Open(database, AddTotals);

    /// <summary>The two projections, as Marten comes.</summary>
    public static void AddTotals(StoreOptions options) => Add(options, _ => { });

    private static void Add(StoreOptions options, Action<AsyncOptions> more)
    {
        options.Projections.Add(new MartenProjection<MartenTotals>(), ProjectionLifecycle.Async, more);
        options.Projections.Add(new MartenProjection<MartenTotalsAgain>(), ProjectionLifecycle.Async, more);
    }
}
