using System.Runtime.CompilerServices;
using Npgsql;

namespace CampaignDashboard.EventStore;

/// <summary>
/// The log: decisions on one stream go in, streams come out. Appends and the inline projections of their events are one
/// transaction. A conflict (somebody else appended to the stream meanwhile) is not an error: the decision is made again
/// on the new state, at most <see cref="MaxAttempts"/> times.
/// </summary>
public sealed class EventLog(
    NpgsqlDataSource database,
    EventTypes types,
    IEnumerable<IInlineProjection> projections,
    UniqueRules uniques,
    AppendSignal signal
)
{
    /// <summary>How often a decision is made anew on a busy stream before it is refused as <c>busy</c>.</summary>
    public const int MaxAttempts = 5;

    private static readonly string LockStreamSql = Sql.Read("LockStream.sql");
    private static readonly string TakeKeysSql = Sql.Read("TakeKeys.sql");

    private readonly InlineProjections projections = new(projections);
    private readonly Appends appends = new(database, types, new(projections), uniques);

    /// <summary>
    /// Appends to one stream if it is as expected. One round trip, unless an inline projection wants the events.
    /// </summary>
    public Task<Appended> Append(StreamAppend append, Cause cause, CancellationToken cancellation) =>
        Append([append], cause, cancellation);

    /// <summary>
    /// Appends to several streams, each at most once in the call, all or nothing. A conflict names the first stream, in
    /// the order of ids, that was not as expected. The log holds the streams' events in the order of the streams' ids.
    /// </summary>
    public async Task<Appended> Append(
        IReadOnlyCollection<StreamAppend> appends,
        Cause cause,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(appends);
        ArgumentNullException.ThrowIfNull(cause);
        if (appends.Count == 0 || appends.Any(a => a.Events.Count == 0))
        {
            throw new ArgumentException("An append needs events.", nameof(appends));
        }

        if (appends.DistinctBy(a => a.Stream).Count() < appends.Count)
        {
            throw new ArgumentException("A stream is appended to once in a call.", nameof(appends));
        }

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var appended = await this.appends.Run(appends, cause, cancellation);
                if (appended.Accepted)
                {
                    signal.Raise();
                }

                return appended;
            }
            catch (PostgresException e)
                when (attempt < MaxAttempts
                    && e.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure
                )
            {
                // Inline projections of different streams may lock rows crosswise; the victim goes again.
            }
        }
    }

    /// <summary>The state of a stream, folded from its events.</summary>
    public async Task<Folded<TState>> Fold<TState, TEvent>(Guid stream, CancellationToken cancellation)
        where TState : IAggregate<TState, TEvent>
    {
        var state = TState.Initial;
        var version = 0L;
        await foreach (var stored in ReadStream(stream, after: 0, cancellation))
        {
            version = stored.Version;
            if (stored.Data is TEvent e)
            {
                state = TState.Evolve(state, e);
            }
        }

        return new(state, version);
    }

    /// <summary>The events of a stream after a version, in order.</summary>
    public async IAsyncEnumerable<StoredEvent> ReadStream(
        Guid stream,
        long after,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(StoredEventRows.OfStream, connection);
        command.Parameters.Add(Sql.Arg(stream));
        command.Parameters.Add(Sql.Arg(after));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            yield return StoredEventRows.Read(reader, types);
        }
    }

    /// <summary>
    /// Decides on a stream's state and appends what was decided. <paramref name="expectedVersion"/> is what the caller
    /// saw (If-Match); another version is refused as <c>stale-version</c>. <paramref name="decide"/> may run several times.
    /// </summary>
    public async Task<Outcome> Transact<TState, TEvent>(
        Guid stream,
        Func<TState, Decision<TEvent>> decide,
        Cause cause,
        long? expectedVersion,
        CancellationToken cancellation
    )
        where TState : IAggregate<TState, TEvent>
        where TEvent : notnull
    {
        ArgumentNullException.ThrowIfNull(decide);
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            var (state, version) = await Fold<TState, TEvent>(stream, cancellation);
            if (expectedVersion is { } expected && expected != version)
            {
                return new(
                    Refusal.Stale(
                        "stale-version",
                        "Somebody changed this meanwhile. Load it again, then repeat your change."
                    ),
                    version,
                    0
                );
            }

            var decision = decide(state);
            if (decision.Refusal is not null || decision.Events.IsEmpty)
            {
                return new(decision.Refusal, version, 0);
            }

            var write = new StreamAppend(
                stream,
                StreamType<TState>.Alias,
                ExpectedVersion.Exact(version),
                [.. decision.Events]
            );
            var appended = await Append(write, cause, cancellation);
            if (appended.Conflict is null)
            {
                return new(appended.Refusal, appended.Accepted ? appended.Version : version, appended.Position);
            }
        }

        return new(Refusal.Conflict("busy", "Many people are changing this at the same moment. Try again."), 0, 0);
    }

    /// <summary>
    /// Appends each event whose natural key the stream has not seen yet, by COPY; what it has seen is left out, so a
    /// repeated call appends nothing. Tells how many were new.
    /// </summary>
    public async Task<int> AppendOnce<TState>(
        Guid stream,
        IReadOnlyCollection<(string Key, object Event)> offered,
        Cause cause,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(offered);
        var distinct = offered.DistinctBy(o => o.Key, StringComparer.Ordinal).ToArray();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var alias = StreamType<TState>.Alias;
        var version = (
            await connection.Query(LockStreamSql, r => r.GetInt64(0), cancellation, Sql.Arg(stream), Sql.Arg(alias))
        )[0];
        var taken = await connection.Query(
            TakeKeysSql,
            r => (Key: r.GetString(0), Position: r.GetInt64(1)),
            cancellation,
            Sql.Arg(stream),
            Sql.Arg(distinct.Select(o => o.Key).ToArray())
        );
        if (taken.Count == 0)
        {
            return 0;
        }

        var keys = taken.Select(t => t.Key).ToHashSet(StringComparer.Ordinal);
        var positions = taken.Select(t => t.Position).Order().ToArray();
        var fresh = distinct.Where(o => keys.Contains(o.Key)).Select(o => o.Event).ToArray();
        var copied = await EventCopy.Write(
            connection,
            types,
            new(stream, alias, version, fresh, cause),
            positions,
            cancellation
        );
        if (projections.Wanting(fresh) is [var first, ..] wanting)
        {
            await connection.Execute(InlineProjections.UseSchema(first), cancellation);
            await InlineProjections.Apply(wanting, copied, connection, cancellation);
        }

        await transaction.CommitAsync(cancellation);
        signal.Raise();
        return fresh.Length;
    }
}

/// <summary>The alias of an aggregate in <c>mt_streams.type</c>, as Marten derives it.</summary>
internal static class StreamType<TState>
{
    public static readonly string Alias = SnakeCase.Of(typeof(TState).Name);
}

internal static class SnakeCase
{
    public static string Of(string name) =>
        string.Concat(
            name.Select(
                (c, i) => char.IsUpper(c) && i > 0 ? $"_{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"
            )
        );
}
