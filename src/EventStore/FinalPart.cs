using Npgsql;

namespace CampaignDashboard.EventStore;

/// <summary>
/// How much of the log is final: nothing can be added at or below this position any more. The rule is
/// <see cref="LogReader"/>'s and so is its proof, told without reading the events, so that a reader may choose some of
/// them: a position is final if all appends that were open after it was seen have ended, or if none is missing before it.
/// </summary>
internal sealed class FinalPart(NpgsqlConnection connection, long from)
{
    private const int Look = 10_000;
    private static readonly string ContiguousSql = Sql.Read("ContiguousEnd.sql");

    private readonly GapNotes notes = new();

    /// <summary>The position up to which the log is known to be final.</summary>
    public long End { get; private set; } = from;

    /// <summary>True while a gap is open: a commit or a rollback will close it, and a rollback raises no signal.</summary>
    public bool GapOpen => notes.Any;

    /// <summary>The position of the newest event that is visible now, final or not.</summary>
    public Task<long> Newest(CancellationToken cancellation) => LogReader.Head(connection, cancellation);

    /// <summary>Looks again, and tells <see cref="End"/>.</summary>
    public async Task<long> Grow(CancellationToken cancellation)
    {
        await notes.Look(connection, cancellation);
        End = Math.Max(End, notes.Final);
        var newest = await Newest(cancellation);
        if (newest <= End)
        {
            return End;
        }

        if ((await OpenAppends.Now(connection, cancellation)).AreNone)
        {
            return End = newest;
        }

        if (await Contiguous(cancellation) is { } end)
        {
            return End = end;
        }

        await notes.Add(connection, newest, cancellation);
        return End;
    }

    private async Task<long?> Contiguous(CancellationToken cancellation) =>
        (
            await connection.Query(
                ContiguousSql,
                row => row.IsDBNull(0) ? (long?)null : row.GetInt64(0),
                cancellation,
                Sql.Arg(End),
                Sql.Arg(Look)
            )
        )[0];
}
