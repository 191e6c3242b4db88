using Npgsql;

namespace CampaignDashboard.EventStore;

/// <summary>
/// Reads the log in order and never steps over an event that commits late.
/// <para>
/// Positions come from a sequence when an event is inserted, not when it is committed. So a reader that sees position 7
/// and not 6 cannot know at once whether 6 is still to come or was rolled back. It stops before the gap, and PostgreSQL
/// itself proves when the gap is final:
/// </para>
/// <list type="number">
/// <item>Every append has a transaction id before it calls <c>nextval</c> (it writes the stream's row first).</item>
/// <item>The sequence hands out 6 before 7, and 7 is visible. So whoever took 6 had its transaction id, which is
/// therefore below the <c>xmax</c> of any snapshot taken after 7 was seen. We note that <c>xmax</c>.</item>
/// <item>Once <c>pg_snapshot_xmin</c> of a later snapshot has reached the noted <c>xmax</c>, every such transaction has
/// ended. A read that begins after that snapshot sees 6 if it was committed; if it does not, nobody can fill it.</item>
/// </list>
/// <para>No time-outs, no lock around appends. An instance belongs to one reader and remembers one noted gap.</para>
/// </summary>
internal sealed class LogReader(EventTypes types)
{
    private const string Xmin = "select pg_snapshot_xmin(pg_current_snapshot())::text::bigint";
    private const string Xmax = "select pg_snapshot_xmax(pg_current_snapshot())::text::bigint";

    // Gaps below `Below` are final once every transaction before `Until` has ended.
    private (long Below, long Until)? noted;

    /// <summary>True while a gap is open: a commit or a rollback will close it, and a rollback raises no signal.</summary>
    public bool GapOpen => noted is not null;

    /// <summary>
    /// The next events after a position, at most <paramref name="limit"/>, none beyond a gap that may still be filled.
    /// The position reached is that of the last event told.
    /// </summary>
    public async Task<IReadOnlyList<StoredEvent>> Read(
        NpgsqlConnection connection,
        long after,
        int limit,
        CancellationToken cancellation
    )
    {
        var settledBelow = await SettledBelow(connection, cancellation);
        var events = await connection.Query(
            StoredEventRows.OfLog,
            row => StoredEventRows.Read(row, types),
            cancellation,
            Sql.Arg(after),
            Sql.Arg(limit)
        );
        var settled = CountSettled(events, after, settledBelow);
        if (settled == events.Count)
        {
            return events;
        }

        if (noted is null)
        {
            var until = (await connection.Query(Xmax, row => row.GetInt64(0), cancellation))[0];
            noted = (events[^1].Position, until);
        }

        return [.. events.Take(settled)];
    }

    private static int CountSettled(IReadOnlyList<StoredEvent> events, long after, long settledBelow)
    {
        var previous = after;
        for (var i = 0; i < events.Count; i++)
        {
            var position = events[i].Position;
            if (position != previous + 1 && position > settledBelow)
            {
                return i;
            }

            previous = position;
        }

        return events.Count;
    }

    /// <summary>The position up to which gaps are final; 0 if none is proven. Asked only while a gap is noted.</summary>
    private async Task<long> SettledBelow(NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (noted is not { } gap)
        {
            return 0;
        }

        var xmin = (await connection.Query(Xmin, row => row.GetInt64(0), cancellation))[0];
        if (xmin < gap.Until)
        {
            return 0;
        }

        noted = null;
        return gap.Below;
    }
}
