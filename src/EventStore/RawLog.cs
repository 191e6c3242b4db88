using System.Runtime.CompilerServices;
using Npgsql;
using NpgsqlTypes;

namespace CampaignDashboard.EventStore;

/// <summary>
/// The log itself, event by event, for operators. Reads in pieces, so that neither memory nor an open snapshot grows
/// with the log, however slowly the caller takes it. Never steps over an event that commits late (see
/// <see cref="LogReader"/>): before a gap that may still be filled it waits for the appends that are under way.
/// </summary>
public sealed class RawLog(NpgsqlDataSource database, AppendSignal signal)
{
    private const int Piece = 5_000;

    private static readonly TimeSpan LookAnyway = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LookAtGap = TimeSpan.FromMilliseconds(20);
    private static readonly string OfLog = Sql.Read("RawEvents.sql");
    private static readonly string OfId = Sql.Read("EventsAbout.sql");
    private static readonly string OfStream = Sql.Read("RawEventsOfStream.sql");

    /// <summary>
    /// The events of the query in order. Without <see cref="LogQuery.Follow"/> it ends with the newest event that was
    /// visible when it began.
    /// </summary>
    public async IAsyncEnumerable<RawEvent> Read(
        LogQuery query,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(query);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var final = new FinalPart(connection, query.After);
        var until = query.Follow ? long.MaxValue : await final.Newest(cancellation);
        var cursor = new Cursor(query.After, Version: 0, query.Limit ?? long.MaxValue);
        while (cursor.Position < until && cursor.Left > 0)
        {
            var appended = signal.Next;
            var end = Math.Min(await final.Grow(cancellation), until);
            if (cursor.Position >= end)
            {
                await Task.WhenAny(appended, Task.Delay(final.GapOpen ? LookAtGap : LookAnyway, cancellation));
                cancellation.ThrowIfCancellationRequested();
            }

            while (cursor.Position < end && cursor.Left > 0)
            {
                var (events, next) = await ReadPiece(connection, query, cursor, end, cancellation);
                foreach (var e in events)
                {
                    yield return e;
                }

                cursor = next;
            }
        }
    }

    /// <summary>The events that name this id in their data or as who acted, as far as they are visible now, in order.</summary>
    public IAsyncEnumerable<RawEvent> About(Guid id, CancellationToken cancellation) =>
        database.Rows(OfId, Row, cancellation, Sql.Arg(id.ToString()));

    private static async Task<(IReadOnlyList<RawEvent> Events, Cursor Next)> ReadPiece(
        NpgsqlConnection connection,
        LogQuery query,
        Cursor cursor,
        long end,
        CancellationToken cancellation
    )
    {
        var upTo = query.Stream is null ? Math.Min(cursor.Position + Piece, end) : end;
        List<NpgsqlParameter> parameters = [Sql.Arg(cursor.Position), Sql.Arg(upTo), TypesArg(query)];
        if (query.Stream is { } stream)
        {
            parameters.AddRange([Sql.Arg(stream), Sql.Arg(cursor.Version), Sql.Arg(Piece)]);
        }

        var sql = query.Stream is null ? OfLog : OfStream;
        var events = await connection.Query(sql, Row, cancellation, [.. parameters]);
        var told = (int)Math.Min(events.Count, cursor.Left);
        var done = query.Stream is null || events.Count < Piece;
        var next = new Cursor(
            done ? upTo : events[^1].Position,
            events.Count > 0 ? events[^1].Version : cursor.Version,
            cursor.Left - told
        );
        return (events.Count == told ? events : [.. events.Take(told)], next);
    }

    private static NpgsqlParameter TypesArg(LogQuery query) =>
        new()
        {
            Value = query.Types is { Count: > 0 } types ? types.ToArray() : DBNull.Value,
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar,
        };

    private static RawEvent Row(NpgsqlDataReader row) =>
        new(
            row.GetInt64(0),
            row.GetGuid(1),
            row.GetGuid(2),
            row.GetInt64(3),
            row.GetString(4),
            row.GetFieldValue<byte[]>(5),
            row.GetFieldValue<DateTimeOffset>(6),
            new(Text(row, 7), Text(row, 8), Text(row, 9))
        );

    private static string? Text(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetString(column);

    /// <summary>Where reading is: a position in the log, a version of the one stream, and how many may still be told.</summary>
    private readonly record struct Cursor(long Position, long Version, long Left);
}
