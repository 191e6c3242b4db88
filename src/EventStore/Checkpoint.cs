using Npgsql;

namespace CampaignDashboard.EventStore;

/// <summary>
/// How far a shard is: its row in <c>mt_event_progression</c>, and the row in <c>shard_fault</c> if it cannot go on.
/// Moving is compare-and-set, so a shard that is not alone, or whose tables were exchanged, finds out before it writes.
/// </summary>
internal static class Checkpoint
{
    private const string Select = "select last_seq_id from events.mt_event_progression where name = $1";

    private const string Insert =
        "insert into events.mt_event_progression (name, last_seq_id) values ($1, 0) on conflict (name) do nothing";

    private static readonly string MoveText = Sql.Read("MoveCheckpoint.sql");
    private static readonly string RecordText = Sql.Read("RecordFault.sql");

    /// <summary>The name of the row, as Marten writes it: <c>figures:all</c>.</summary>
    public static string RowOf(string shard) => $"{shard}:all";

    /// <summary>The position up to which the shard has gone; 0 if it has not begun.</summary>
    public static async Task<long> Read(NpgsqlConnection connection, string shard, CancellationToken cancellation) =>
        (await connection.Query(Select, row => row.GetInt64(0), cancellation, Sql.Arg(RowOf(shard)))).SingleOrDefault();

    /// <summary>Makes the row if there is none, and tells the position.</summary>
    public static async Task<long> Begin(NpgsqlConnection connection, string shard, CancellationToken cancellation)
    {
        await connection.Execute(Insert, cancellation, Sql.Arg(RowOf(shard)));
        return await Read(connection, shard, cancellation);
    }

    /// <summary>Moves the checkpoint, and holds its row until the transaction ends. A fault is over then.</summary>
    /// <exception cref="CheckpointMovedException">It is not where this shard believes.</exception>
    public static async Task Move(
        NpgsqlConnection connection,
        string shard,
        long from,
        long to,
        CancellationToken cancellation
    )
    {
        NpgsqlParameter[] values = [Sql.Arg(RowOf(shard)), Sql.Arg(from), Sql.Arg(to), Sql.Arg(shard)];
        if (await connection.Execute(MoveText, cancellation, values) == 0)
        {
            throw new CheckpointMovedException(shard, from);
        }
    }

    /// <summary>Says at which event the shard stands and why.</summary>
    public static Task RecordFault(
        NpgsqlConnection connection,
        string shard,
        Fault fault,
        CancellationToken cancellation
    ) =>
        connection.Execute(
            RecordText,
            cancellation,
            Sql.Arg(shard),
            Sql.Arg(fault.Position),
            Sql.Arg(fault.Type),
            Sql.Arg(fault.Error.Message)
        );
}

/// <summary>Another node runs the shard, or its tables were exchanged for a new version's: look again where it is.</summary>
internal sealed class CheckpointMovedException(string shard, long from)
    : Exception($"The checkpoint of {shard} is not at {from} any more.");

/// <summary>The event a shard cannot get past, and why.</summary>
internal sealed record Fault(long Position, string Type, Exception Error);
