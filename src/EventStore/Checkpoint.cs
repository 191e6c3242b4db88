using Npgsql;

namespace CampaignDashboard.EventStore;

/// <summary>The rows of <c>mt_event_progression</c> and <c>shard_fault</c>.</summary>
internal static class Checkpoint
{
    private const string Select = "select last_seq_id from events.mt_event_progression where name = $1";

    private const string Upsert =
        "insert into events.mt_event_progression as p (name, last_seq_id) values ($1, $2) on conflict (name) do update set last_seq_id = excluded.last_seq_id, last_updated = now()";

    private const string Clear = "delete from events.shard_fault where name = $1";

    private const string Record =
        "insert into events.shard_fault as f (name, position, event_type, error) values ($1, $2, $3, $4) on conflict (name) do update set position = excluded.position, event_type = excluded.event_type, error = excluded.error, at = now()";

    public static async Task<long> Read(NpgsqlConnection connection, string shard, CancellationToken cancellation) =>
        (await connection.Query(Select, row => row.GetInt64(0), cancellation, Sql.Arg(shard))).SingleOrDefault();

    public static async Task Move(
        NpgsqlConnection connection,
        string shard,
        long position,
        CancellationToken cancellation
    )
    {
        await connection.Execute(Upsert, cancellation, Sql.Arg(shard), Sql.Arg(position));
        await connection.Execute(Clear, cancellation, Sql.Arg(shard));
    }

    public static Task RecordFault(
        NpgsqlConnection connection,
        string shard,
        Fault fault,
        CancellationToken cancellation
    ) =>
        connection.Execute(
            Record,
            cancellation,
            Sql.Arg(shard),
            Sql.Arg(fault.Position),
            Sql.Arg(fault.Type),
            Sql.Arg(fault.Error.Message)
        );
}
