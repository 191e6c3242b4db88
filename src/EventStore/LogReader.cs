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
/// <item>nextval locks the sequence before it takes a value (PostgreSQL's <c>lock_and_open_sequence</c>), in a mode that
/// hinders nobody, and the lock is given up at the end of the transaction only, after a commit is visible to others.</item>
/// <item>The sequence hands out 6 before 7 (it caches nothing), and 7 is visible. So whoever took 6 has ended, or is
/// among the <see cref="OpenAppends"/> of any moment after 7 was seen. We note those.</item>
/// <item>Once none of the noted is open, a read that begins then sees 6 if it was committed; if it does not, nobody can
/// fill it.</item>
/// </list>
/// <para>
/// It asks one thing of writers: the transaction that takes a position is the one that inserts the event. When a
/// transaction id is assigned, and in what order the tables are touched, does not matter.
/// </para>
/// <para>
/// No time-outs, no lock around appends. An instance belongs to one reader, and so do its <see cref="GapNotes"/>.
/// </para>
/// </summary>
internal sealed class LogReader(EventTypes types)
{
    private const string HeadText = "select coalesce(max(seq_id), 0) from events.mt_events";

    private readonly GapNotes notes = new();

    /// <summary>True while a gap is open: a commit or a rollback will close it, and a rollback raises no signal.</summary>
    public bool GapOpen => notes.Any;

    /// <summary>The position of the last event that the last read saw, told or not; where it began if it saw none.</summary>
    public long End { get; private set; }

    /// <summary>The position of the newest event that is visible, final or not; 0 in an empty log.</summary>
    public static async Task<long> Head(NpgsqlConnection connection, CancellationToken cancellation) =>
        (await connection.Query(HeadText, row => row.GetInt64(0), cancellation))[0];

    /// <summary>The same, on a connection of its own.</summary>
    public static async Task<long> Head(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await Head(connection, cancellation);
    }

    /// <summary>
    /// The next events after a position, at most <paramref name="limit"/>, none beyond a gap that may still be filled.
    /// The position reached is that of the last event told.
    /// </summary>
    /// <exception cref="UnreadableEventException">One of them is not to be understood.</exception>
    public async Task<IReadOnlyList<StoredEvent>> Read(
        NpgsqlConnection connection,
        long after,
        int limit,
        CancellationToken cancellation
    )
    {
        await notes.Look(connection, cancellation);
        var events = await connection.Query(
            StoredEventRows.OfLog,
            row => StoredEventRows.Read(row, types),
            cancellation,
            Sql.Arg(after),
            Sql.Arg(limit)
        );
        End = events.Count == 0 ? after : events[^1].Position;
        var settled = CountSettled(events, after);
        if (settled == events.Count)
        {
            notes.Clear();
            return events;
        }

        await notes.Add(connection, End, cancellation);
        return [.. events.Take(settled)];
    }

    /// <summary>How many of the events follow each other, or follow gaps that nobody can fill.</summary>
    private int CountSettled(IReadOnlyList<StoredEvent> events, long after)
    {
        var previous = after;
        for (var i = 0; i < events.Count; i++)
        {
            var position = events[i].Position;
            if (position != previous + 1 && position > notes.Final)
            {
                return i;
            }

            previous = position;
        }

        return events.Count;
    }
}
