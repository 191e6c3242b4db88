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
    private const string NewestSql = "select coalesce(max(seq_id), 0) from events.mt_events";
    private static readonly string ContiguousSql = Sql.Read("ContiguousEnd.sql");

    private (long Newest, OpenAppends Open)? noted;

    /// <summary>The position up to which the log is known to be final.</summary>
    public long End { get; private set; } = from;

    /// <summary>True while a gap is open: a commit or a rollback will close it, and a rollback raises no signal.</summary>
    public bool GapOpen => noted is not null;

    /// <summary>The position of the newest event that is visible now, final or not.</summary>
    public async Task<long> Newest(CancellationToken cancellation) =>
        (await connection.Query(NewestSql, row => row.GetInt64(0), cancellation))[0];

    /// <summary>Looks again, and tells <see cref="End"/>.</summary>
    public async Task<long> Grow(CancellationToken cancellation)
    {
        if (noted is { } gap && await gap.Open.HaveEnded(connection, cancellation))
        {
            (End, noted) = (Math.Max(End, gap.Newest), null);
            return End;
        }

        var newest = await Newest(cancellation);
        if (newest <= End)
        {
            return End;
        }

        var open = await OpenAppends.Now(connection, cancellation);
        if (open.AreNone)
        {
            return End = newest;
        }

        if (await Contiguous(cancellation) is { } end)
        {
            return End = end;
        }

        noted ??= (newest, open);
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
