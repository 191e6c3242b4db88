using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CampaignDashboard.EventStore;

/// <summary>
/// Runs the shards, each on its own: projections, subscriptions, and new versions of projections until they are live. And
/// tells who waits how far they are.
/// </summary>
public sealed class ProjectionDaemon : BackgroundService
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(200);

    private readonly NpgsqlDataSource database;
    private readonly TimeProvider time;
    private readonly Shard[] shards;
    private readonly (IProjection Projection, Shard Build)[] builds;
    private readonly Dictionary<string, TaskCompletionSource> built;

    /// <summary>One shard for each projection and each subscription.</summary>
    public ProjectionDaemon(
        IEnumerable<IShardProjection> projections,
        IEnumerable<ISubscription> subscriptions,
        NpgsqlDataSource database,
        EventTypes types,
        AppendSignal signal,
        ShardMeters meters,
        TimeProvider time,
        ILogger<ProjectionDaemon> logger
    )
    {
        (this.database, this.time) = (database, time);
        var own = projections.ToArray();
        var seenTypes = new SeenTypes();
        shards =
        [
            .. own.Select(p => New(new ProjectionWork(p, p.Name))),
            .. subscriptions.Select(s => New(new SubscriptionWork(s))),
        ];
        builds = [.. own.Select(p => (p, New(new ProjectionBuild(p, types))))];

        built = own.ToDictionary(p => p.Name, _ => new TaskCompletionSource(), StringComparer.Ordinal);

        Shard New(ShardWork work) => new(work, database, types, seenTypes, signal, meters, time, logger);
    }

    /// <summary>What each shard of this node is doing.</summary>
    public IReadOnlyDictionary<string, ShardState> States =>
        shards.ToDictionary(s => s.Name, s => s.State, StringComparer.Ordinal);

    /// <summary>Ends when a shard of this node has stopped at an event it cannot apply.</summary>
    internal Task Faulted(string shard) => shards.Single(s => s.Name == shard).Faulted;

    /// <summary>Ends when this node's version of a projection is live; at once if it was so when the daemon started.</summary>
    internal Task Built(string projection) => built[projection].Task;

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
        Task.WhenAll([
            .. shards.Select(shard => Task.Run(() => shard.Run(stoppingToken), stoppingToken)),
            .. builds.Select(build =>
                Task.Run(() => BuildIfNewer(build.Projection, build.Build, stoppingToken), stoppingToken)
            ),
        ]);

    /// <summary>The live tables are an older version's: ours are built and put in their place.</summary>
    private async Task BuildIfNewer(IProjection projection, Shard build, CancellationToken cancellation)
    {
        if (await VersionOf(projection, cancellation) < projection.Version)
        {
            await build.Run(cancellation);
        }

        built[projection.Name].TrySetResult();
    }

    private async Task<int?> VersionOf(IProjection projection, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await ProjectionTables.VersionOf(connection, projection.Name, cancellation);
    }
}
