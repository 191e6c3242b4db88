using Npgsql;

namespace CampaignDashboard.EventStore;

/// <summary>
/// Appends to streams, all or nothing, with the inline projections that want the events in the same transaction. One
/// stream whose events no inline projection wants is one statement that commits by itself: one round trip.
/// </summary>
internal sealed class Appends(
    NpgsqlDataSource database,
    EventTypes types,
    InlineProjections projections,
    UniqueRules uniques
) : IDisposable
{
    private const string VersionOf = "select version from events.mt_streams where id = $1";
    private const string HoldStream = $"{VersionOf} for update";

    // PostgreSQL cannot store U+0000 in text or jsonb; JSON from outside may hold it.
    private static readonly Refusal NullCharacter = Refusal.Invalid(
        "null-character",
        "The text holds a null character (U+0000), which cannot be stored. Remove it."
    );

    private readonly AppendLanes lanes = new(database);

    /// <inheritdoc/>
    public void Dispose() => lanes.Dispose();

    /// <summary>Appends, or says why not. Streams are taken in the order of their ids, so writers cannot deadlock.</summary>
    public async Task<Appended> Run(
        IReadOnlyCollection<StreamAppend> appends,
        Cause cause,
        CancellationToken cancellation
    )
    {
        var ordered = appends.OrderBy(a => a.Stream).ToArray();
        var wanting = projections.Wanting(ordered.SelectMany(a => a.Events));
        try
        {
            return ordered.Length == 1 && wanting.Count == 0
                ? await Alone(ordered[0], cause, cancellation)
                : await Together(ordered, appends.Last(), wanting, cause, cancellation);
        }
        catch (PostgresException e) when (RefusalFor(e) is { } refusal)
        {
            return new(0, 0, Conflict: null, refusal);
        }
    }

    /// <summary>
    /// Has the row of a stream to itself, once those who append to it now are done, until it is let go: whoever else
    /// wants to append waits. A stream that does not exist yet has no row, so it is held by nobody.
    /// </summary>
    public async Task<HeldStream> Hold(Guid stream, CancellationToken cancellation)
    {
        var connection = await database.OpenConnectionAsync(cancellation);
        try
        {
            var transaction = await connection.BeginTransactionAsync(cancellation);
            await connection.Execute(HoldStream, cancellation, Sql.Arg(stream));
            return new(this, connection, transaction);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Appends to a held stream and commits, or says why not.</summary>
    internal async Task<Appended> Run(HeldStream held, StreamAppend append, Cause cause, CancellationToken cancellation)
    {
        var wanting = projections.Wanting(append.Events);
        try
        {
            var landed = await Land(held.Connection, held.Transaction, [append], wanting, cause, cancellation);
            return landed[0] is { } there
                ? new(there.Version, there.Positions[^1], Conflict: null)
                : new(0, 0, await Conflict(held.Connection, append, cancellation));
        }
        catch (PostgresException e) when (RefusalFor(e) is { } refusal)
        {
            return new(0, 0, Conflict: null, refusal);
        }
    }

    private async Task<Appended> Alone(StreamAppend append, Cause cause, CancellationToken cancellation)
    {
        await using var lane = await lanes.Take(cancellation);
        return await lane.Send(new(WriteOf(append, cause), types), cancellation) is { } landed
            ? new(landed.Version, landed.Positions[^1], Conflict: null)
            : new(0, 0, await Conflict(lane.Connection, append, cancellation));
    }

    private async Task<Appended> Together(
        StreamAppend[] appends,
        StreamAppend last,
        IReadOnlyList<IInlineProjection> wanting,
        Cause cause,
        CancellationToken cancellation
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var landed = await Land(connection, transaction, appends, wanting, cause, cancellation);
        var missed = Array.IndexOf(landed, null);
        return missed < 0
            ? new(landed[Array.IndexOf(appends, last)]!.Version, landed.Max(l => l!.Positions[^1]), Conflict: null)
            : new(0, 0, await Conflict(connection, appends[missed], cancellation));
    }

    private Refusal? RefusalFor(PostgresException e) =>
        e.SqlState is PostgresErrorCodes.UntranslatableCharacter ? NullCharacter : uniques.RefusalFor(e);

    /// <summary>Commits if every stream was as expected; null stands for one that was not.</summary>
    private async Task<Landed?[]> Land(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        StreamAppend[] appends,
        IReadOnlyList<IInlineProjection> wanting,
        Cause cause,
        CancellationToken cancellation
    )
    {
        var statements = appends.Select(a => new AppendStatement(WriteOf(a, cause), types)).ToArray();
        var landed = await Send(connection, statements, wanting, cancellation);
        if (landed.Contains(null))
        {
            await transaction.RollbackAsync(cancellation);
            return landed;
        }

        if (wanting.Count > 0)
        {
            var stored = statements.Zip(landed, (s, l) => s.Stored(l!)).SelectMany(s => s).OrderBy(e => e.Position);
            await InlineProjections.Apply(wanting, [.. stored], connection, cancellation);
        }

        await transaction.CommitAsync(cancellation);
        return landed;
    }

    private static StreamWrite WriteOf(StreamAppend append, Cause cause) =>
        new(append.Stream, append.Type, append.Expected.Value, append.Events, cause);

    /// <summary>All statements in one round trip.</summary>
    private static async Task<Landed?[]> Send(
        NpgsqlConnection connection,
        AppendStatement[] statements,
        IReadOnlyList<IInlineProjection> wanting,
        CancellationToken cancellation
    )
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var statement in statements)
        {
            batch.BatchCommands.Add(statement.ToBatchCommand());
        }

        if (wanting.Count > 0)
        {
            batch.BatchCommands.Add(new(InlineProjections.UseSchema(wanting[0])));
        }

        await batch.PrepareAsync(cancellation);
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        var landed = new Landed?[statements.Length];
        for (var n = 0; n < landed.Length; n++)
        {
            landed[n] = await AppendStatement.Read(reader, cancellation);
            await reader.NextResultAsync(cancellation);
        }

        return landed;
    }

    private static async Task<VersionConflict> Conflict(
        NpgsqlConnection connection,
        StreamAppend append,
        CancellationToken cancellation
    )
    {
        var actual = await connection.Query(VersionOf, r => r.GetInt64(0), cancellation, Sql.Arg(append.Stream));
        return new(append.Stream, append.Expected, actual.SingleOrDefault());
    }
}

/// <summary>A stream whose row one transaction has to itself.</summary>
internal sealed class HeldStream(Appends appends, NpgsqlConnection connection, NpgsqlTransaction transaction)
    : IAsyncDisposable
{
    /// <summary>What reads the stream as it is held.</summary>
    public NpgsqlConnection Connection => connection;

    public NpgsqlTransaction Transaction => transaction;

    /// <summary>Appends and lets go; once.</summary>
    public Task<Appended> Append(StreamAppend append, Cause cause, CancellationToken cancellation) =>
        appends.Run(this, append, cause, cancellation);

    /// <summary>Lets go; what was not appended did not happen.</summary>
    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }
}
