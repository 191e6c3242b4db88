using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CampaignDashboard.EventStore;

/// <summary>Runs the shards, each on its own, and tells who waits how far they are.</summary>
public sealed class ProjectionDaemon : BackgroundService
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(200);

    private readonly NpgsqlDataSource database;
    private readonly TimeProvider time;
    private readonly ProjectionShard[] shards;

    /// <summary>One shard for each projection.</summary>
    public ProjectionDaemon(
        IEnumerable<IShardProjection> projections,
        NpgsqlDataSource database,
        EventTypes types,
        AppendSignal signal,
        TimeProvider time,
        ILogger<ProjectionDaemon> logger
    )
    {
        this.database = database;
        this.time = time;
        shards = [.. projections.Select(p => new ProjectionShard(p, database, types, signal, time, logger))];
    }

    /// <summary>What each shard of this node is doing.</summary>
    public IReadOnlyDictionary<string, ShardState> States =>
        shards.ToDictionary(s => s.Name, s => s.State, StringComparer.Ordinal);

    /// <summary>Ends when a shard of this node has stopped at an event it cannot apply.</summary>
    internal Task Faulted(string shard) => shards.Single(s => s.Name == shard).Faulted;

    /// <summary>The position up to which a shard has applied the log, on whatever node it runs.</summary>
    public async Task<long> Position(string shard, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await Checkpoint.Read(connection, shard, cancellation);
    }

    /// <summary>Waits until a shard has applied the log up to a position.</summary>
    /// <exception cref="OperationCanceledException">It was not there in time.</exception>
    public async Task Reach(string shard, long position, CancellationToken cancellation)
    {
        var here = shards.SingleOrDefault(s => s.Name == shard);
        while (true)
        {
            var moved = here?.Moved ?? Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
            if (await Position(shard, cancellation) >= position)
            {
                return;
            }

            await Task.WhenAny(moved, Task.Delay(LookAgain, time, cancellation));
            cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(shards.Select(shard => Task.Run(() => shard.Run(stoppingToken), stoppingToken)));
}
