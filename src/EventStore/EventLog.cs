using System.Runtime.CompilerServices;
using Npgsql;

namespace CampaignDashboard.EventStore;

/// <summary>
/// The log: decisions on one stream go in, streams come out. Appends and the inline projections of their events are one
/// transaction. A conflict (somebody else appended to the stream meanwhile) is not an error: the decision is made again
/// on the new state, at most <see cref="MaxAttempts"/> times, the last time while nobody else can append to the stream.
/// </summary>
public sealed class EventLog(
    NpgsqlDataSource database,
    EventTypes types,
    IEnumerable<IInlineProjection> projections,
    UniqueRules uniques,
    AppendSignal signal
) : IDisposable
{
    /// <summary>
    /// How often a decision is made on a stream that others append to. The last time it has the stream to itself, so only a
    /// stream that others begin at that moment is refused as <c>busy</c>.
    /// </summary>
    public const int MaxAttempts = 5;

    private const int RememberedStates = 1_000;

    /// <summary>The answer to who decided on an older version than there is.</summary>
    public static readonly Refusal Stale = Refusal.Stale(
        "stale-version",
        "Somebody changed this meanwhile. Load it again, then repeat your change."
    );

    private static readonly Refusal Busy = Refusal.Conflict(
        "busy",
        "Many people are changing this at the same moment. Try again."
    );

    private readonly StateCache states = new(RememberedStates);
    private readonly StreamTurns turns = new();
    private readonly Appends appends = new(database, types, new(projections), uniques);
    private readonly BulkAppend bulk = new(database, types, new(projections));

    /// <summary>Lets the connections go that it keeps for appends.</summary>
    public void Dispose() => appends.Dispose();

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
    public Task<Folded<TState>> Fold<TState, TEvent>(Guid stream, CancellationToken cancellation)
        where TState : IAggregate<TState, TEvent> =>
        FoldOn<TState, TEvent>(stream, new(TState.Initial, 0), cancellation);

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
    /// Who comes to a stream while others decide on it waits for their turn (<see cref="StreamTurns"/>).
    /// <para>
    /// The first time it runs on the state this process remembers, if any: an append states the version it was decided
    /// on, so it lands only if that was the latest. A "no", a "nothing to do" and a stale version have no such guard, so
    /// they count only on a state that this call has read.
    /// </para>
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
        using var turn = await turns.Take(stream, cancellation);
        var seen = states.Find<TState, TEvent>(stream);
        for (var attempt = 1; attempt < MaxAttempts; attempt++)
        {
            var read = attempt > 1 || seen.Version == 0;
            if (read)
            {
                seen = await FoldOn<TState, TEvent>(stream, seen, cancellation);
                states.Keep(stream, seen);
            }

            var answer = await Try(stream, seen, decide, expectedVersion, a => Append(a, cause, cancellation));
            if (answer is { } outcome && (read || outcome.Position > 0))
            {
                return outcome;
            }
        }

        return await TryAlone(stream, seen, decide, cause, expectedVersion, cancellation) ?? new(Busy, 0, 0);
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
        if (distinct.Length == 0)
        {
            return 0;
        }

        var added = await bulk.Run(stream, StreamType<TState>.Alias, distinct, cause, cancellation);
        if (added > 0)
        {
            signal.Raise();
        }

        return added;
    }

    /// <summary>Decides once; null if somebody else appended meanwhile.</summary>
    private async Task<Outcome?> Try<TState, TEvent>(
        Guid stream,
        Folded<TState> seen,
        Func<TState, Decision<TEvent>> decide,
        long? expectedVersion,
        Func<StreamAppend, Task<Appended>> write
    )
        where TState : IAggregate<TState, TEvent>
        where TEvent : notnull
    {
        if (expectedVersion is { } expected && expected != seen.Version)
        {
            return new(Stale, seen.Version, 0);
        }

        var decision = decide(seen.State);
        if (decision.Refusal is not null || decision.Events.IsEmpty)
        {
            return new(decision.Refusal, seen.Version, 0);
        }

        object[] events = [.. decision.Events];
        var append = new StreamAppend(stream, StreamType<TState>.Alias, ExpectedVersion.Exact(seen.Version), events);
        var appended = await write(append);
        if (!appended.Accepted)
        {
            return appended.Refusal is { } refusal ? new Outcome(refusal, seen.Version, 0) : null;
        }

        states.Keep(stream, new Folded<TState>(decision.Events.Aggregate(seen.State, TState.Evolve), appended.Version));
        return new(Refusal: null, appended.Version, appended.Position);
    }

    /// <summary>Decides once while nobody else can append to the stream; null if it began meanwhile.</summary>
    private async Task<Outcome?> TryAlone<TState, TEvent>(
        Guid stream,
        Folded<TState> before,
        Func<TState, Decision<TEvent>> decide,
        Cause cause,
        long? expectedVersion,
        CancellationToken cancellation
    )
        where TState : IAggregate<TState, TEvent>
        where TEvent : notnull
    {
        await using var held = await appends.Hold(stream, cancellation);
        var seen = await FoldOn<TState, TEvent>(held.Connection, stream, before, cancellation);
        var outcome = await Try(stream, seen, decide, expectedVersion, a => held.Append(a, cause, cancellation));
        if (outcome is { Position: > 0 })
        {
            signal.Raise();
        }

        return outcome;
    }

    private async Task<Folded<TState>> FoldOn<TState, TEvent>(
        Guid stream,
        Folded<TState> from,
        CancellationToken cancellation
    )
        where TState : IAggregate<TState, TEvent>
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await FoldOn<TState, TEvent>(connection, stream, from, cancellation);
    }

    private async Task<Folded<TState>> FoldOn<TState, TEvent>(
        NpgsqlConnection connection,
        Guid stream,
        Folded<TState> from,
        CancellationToken cancellation
    )
        where TState : IAggregate<TState, TEvent>
    {
        var (state, version) = from;
        await using var command = new NpgsqlCommand(StoredEventRows.ToFold, connection);
        command.Parameters.Add(Sql.Arg(stream));
        command.Parameters.Add(Sql.Arg(version));
        await command.PrepareAsync(cancellation);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            (version, var data) = StoredEventRows.ReadToFold(reader, types);
            if (data is TEvent e)
            {
                state = TState.Evolve(state, e);
            }
        }

        return new(state, version);
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
