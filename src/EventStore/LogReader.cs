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
internal sealed class LogReader
{
    private const string HeadText = "select coalesce(max(seq_id), 0) from events.mt_events";
    private const string SpanText =
        "select coalesce(min(seq_id), 0), coalesce(max(seq_id), 0) from events.mt_events where seq_id > $1";

    private static readonly string TypesAhead = Sql.Read("TypesAhead.sql");

    private readonly EventTypes types;
    private readonly string[] passedOver;
    private readonly SeenTypes seenTypes;
    private readonly GapNotes notes = new();

    /// <summary>
    /// A reader that tells events of these types and types below them, null: all. What it sees of types it shares with the
    /// other readers of its node.
    /// </summary>
    public LogReader(EventTypes types, IReadOnlyCollection<Type>? wanted = null, SeenTypes? shared = null) =>
        (this.types, passedOver, seenTypes) = (types, wanted is null ? [] : types.NamesBeside(wanted), shared ?? new());

    /// <summary>True while a gap is open: a commit or a rollback will close it, and a rollback raises no signal.</summary>
    public bool GapOpen => notes.Any;

    /// <summary>The position of the last event that the last read saw, told or not; where it began if it saw none.</summary>
    public long End { get; private set; }

    /// <summary>
    /// The position that the last read reached: that of the last event that is told, or passed over because its type is not
    /// wanted; where it began if there was none.
    /// </summary>
    public long Reached { get; private set; }

    /// <summary>Whether the last read reached as many events as it was allowed to, so that there may be more.</summary>
    public bool IsFull { get; private set; }

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
    /// The next events after a position, none beyond a gap that may still be filled; at most <paramref name="limit"/> are
    /// told or passed over.
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
        return
            await IsHeldUp(connection, after, cancellation) || await PassesOver(connection, after, limit, cancellation)
            ? []
            : await ReadEvents(connection, after, limit, cancellation);
    }

    /// <summary>
    /// Whether the reader stands before a gap still, so that there is no need to read what lies beyond it once more.
    /// </summary>
    private async Task<bool> IsHeldUp(NpgsqlConnection connection, long after, CancellationToken cancellation)
    {
        if (!notes.Any)
        {
            return false;
        }

        var span = await connection.Query(
            SpanText,
            row => (First: row.GetInt64(0), Last: row.GetInt64(1)),
            cancellation,
            Sql.Arg(after)
        );
        if (span[0].First <= Math.Max(after + 1, notes.Final))
        {
            return false;
        }

        (Reached, End, IsFull) = (after, span[0].Last, false);
        await notes.Add(connection, End, cancellation);
        return true;
    }

    /// <summary>
    /// Goes past the next events, as far as none is missing between them, if none of these is wanted. Most of a log is events
    /// of few types, and who wants others need not read it row by row.
    /// </summary>
    private async Task<bool> PassesOver(
        NpgsqlConnection connection,
        long after,
        int limit,
        CancellationToken cancellation
    )
    {
        return passedOver.Length > 0
            && await seenTypes.InTurn(async () =>
                GoesPastSeen(after) || await LooksAhead(connection, after, limit, cancellation)
            );
    }

    private bool GoesPastSeen(long after)
    {
        Reached = End = seenTypes.PastOnly(after, passedOver);
        IsFull = false;
        return Reached > after;
    }

    private async Task<bool> LooksAhead(
        NpgsqlConnection connection,
        long after,
        int limit,
        CancellationToken cancellation
    )
    {
        var ahead = await connection.Query(
            TypesAhead,
            row => (Type: row.GetString(0), Last: row.GetInt64(1), Count: row.GetInt64(2)),
            cancellation,
            Sql.Arg(after),
            Sql.Arg(limit)
        );
        if (ahead.Count == 0)
        {
            return false;
        }

        var last = ahead.Max(a => a.Last);
        seenTypes.Add(after, last, [.. ahead.Select(a => a.Type)]);
        if (ahead.Any(a => !passedOver.Contains(a.Type, StringComparer.Ordinal)))
        {
            return false;
        }

        Reached = End = last;
        IsFull = ahead.Sum(a => a.Count) == limit;
        return true;
    }

    private async Task<IReadOnlyList<StoredEvent>> ReadEvents(
        NpgsqlConnection connection,
        long after,
        int limit,
        CancellationToken cancellation
    )
    {
        var seen = await connection.Query(
            passedOver.Length == 0 ? StoredEventRows.OfLog : StoredEventRows.OfLogBeside,
            row => (Position: row.GetInt64(0), Event: Told(row)),
            cancellation,
            [Sql.Arg(after), Sql.Arg(limit), .. passedOver.Length == 0 ? [] : (NpgsqlParameter[])[Sql.Arg(passedOver)]]
        );
        End = seen.Count == 0 ? after : seen[^1].Position;
        var settled = CountSettled(seen, after);
        (Reached, IsFull) = (settled == 0 ? after : seen[settled - 1].Position, settled == limit);
        if (settled == seen.Count)
        {
            notes.Clear();
        }
        else
        {
            await notes.Add(connection, End, cancellation);
        }

        StoredEvent[] told = [.. seen.Take(settled).Select(s => s.Event).OfType<StoredEvent>()];
        if (told.Length == settled)
        {
            seenTypes.Add(after, Reached, [.. told.Select(e => e.Type).Distinct(StringComparer.Ordinal)]);
        }

        return told;
    }

    /// <summary>Null: passed over.</summary>
    private StoredEvent? Told(NpgsqlDataReader row) =>
        passedOver.Length > 0 && row.IsDBNull(StoredEventRows.JsonColumn) ? null : StoredEventRows.Read(row, types);

    /// <summary>How many of the events follow each other, or follow gaps that nobody can fill.</summary>
    private int CountSettled(IReadOnlyList<(long Position, StoredEvent? Event)> seen, long after)
    {
        var previous = after;
        for (var i = 0; i < seen.Count; i++)
        {
            var position = seen[i].Position;
            if (position != previous + 1 && position > notes.Final)
            {
                return i;
            }

            previous = position;
        }

        return seen.Count;
    }
}
