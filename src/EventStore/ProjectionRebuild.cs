using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CampaignDashboard.EventStore;

/// <summary>
/// How far a rebuild is: its position, the end of the log when it looked last, the events it took a second, and the time
/// that is left at this pace (null: nothing to go by yet).
/// </summary>
public readonly record struct RebuildProgress(long Position, long Head, double EventsPerSecond, TimeSpan? Left);

/// <summary>
/// Builds a projection's tables from the log once more, beside the live ones, and puts them in their place. Everything
/// goes on meanwhile. An interrupted rebuild is resumed by the next one.
/// </summary>
public sealed class ProjectionRebuild
{
    private static readonly TimeSpan Tell = TimeSpan.FromMilliseconds(250);

    private readonly NpgsqlDataSource database;
    private readonly EventTypes types;
    private readonly AppendSignal signal;
    private readonly ShardMeters meters;
    private readonly TimeProvider time;
    private readonly ILogger<ProjectionRebuild> logger;
    private readonly Dictionary<string, IProjection> projections;

    /// <summary>For all registered projections.</summary>
    public ProjectionRebuild(
        NpgsqlDataSource database,
        IEnumerable<IInlineProjection> inline,
        IEnumerable<IShardProjection> shards,
        EventTypes types,
        AppendSignal signal,
        ShardMeters meters,
        TimeProvider time,
        ILogger<ProjectionRebuild> logger
    )
    {
        this.database = database;
        (this.types, this.signal, this.meters, this.time, this.logger) = (types, signal, meters, time, logger);
        projections = inline.Concat<IProjection>(shards).ToDictionary(p => p.Name, StringComparer.Ordinal);
    }

    /// <summary>The names of the projections, in alphabetical order.</summary>
    public IEnumerable<string> Names => projections.Keys.Order(StringComparer.Ordinal);

    /// <summary>Rebuilds a projection, and tells how far it is a few times a second until its tables are live.</summary>
    /// <exception cref="ArgumentException">There is no projection of this name.</exception>
    /// <exception cref="RebuildException">An event cannot be applied, or a newer version's tables are live.</exception>
    public async IAsyncEnumerable<RebuildProgress> Run(
        string projection,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var shard = await Prepare(projection, cancellation);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var run = Task.Run(() => shard.Run(stop.Token), CancellationToken.None);
        try
        {
            var clock = Stopwatch.StartNew();
            long? begun = null;
            while (!run.IsCompleted)
            {
                await Task.WhenAny(run, shard.Faulted, Task.Delay(Tell, cancellation));
                cancellation.ThrowIfCancellationRequested();
                if (shard.Fault is { } fault)
                {
                    throw new RebuildException(
                        $"Event {fault.Position} ({fault.Type}) cannot be applied: {fault.Error.Message} The tables that were live are untouched. Mend the cause, then rebuild again: it goes on there."
                    );
                }

                begun ??= shard.Progress.Head == 0 ? null : shard.Progress.Position;
                if (begun is not null || run.IsCompleted)
                {
                    yield return Progress(shard, begun ?? 0, clock.Elapsed);
                }
            }

            await run;
        }
        finally
        {
            await stop.CancelAsync();
            await run;
        }
    }

    private static RebuildProgress Progress(Shard shard, long begun, TimeSpan elapsed)
    {
        var (position, head) = shard.Progress;
        var rate = (position - begun) / elapsed.TotalSeconds;
        TimeSpan? left = rate > 0 ? TimeSpan.FromSeconds((head - position) / rate) : null;
        return new(position, head, rate, left);
    }

    private async Task<Shard> Prepare(string name, CancellationToken cancellation)
    {
        var projection =
            projections.GetValueOrDefault(name)
            ?? throw new ArgumentException(
                $"There is no projection '{name}'. There are: {string.Join(", ", Names)}.",
                nameof(name)
            );
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var live = await ProjectionTables.VersionOf(connection, name, cancellation);
        return live > projection.Version
            ? throw new RebuildException(
                $"The live tables of '{name}' have version {live}, this programme knows {projection.Version}. Rebuild with the newer programme."
            )
            : new(
                new ProjectionBuild(projection, types),
                database,
                types,
                new SeenTypes(),
                signal,
                meters,
                time,
                logger
            );
    }
}

/// <summary>A rebuild cannot go on; the message says why and what to do.</summary>
public sealed class RebuildException(string message) : Exception(message);
