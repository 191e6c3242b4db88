using Npgsql;

namespace CampaignDashboard.EventStore;

/// <summary>
/// The schemas of projections, as <c>events.projection</c> records them: <c>figures</c> holds the live tables,
/// <c>figures_next</c> those of a version that is being built. Names come from code, never from outside.
/// </summary>
internal static class ProjectionTables
{
    private const string Select = "select version from events.projection where schema = $1";

    private const string Record = "insert into events.projection (schema, version, indexed) values ($1, $2, $3)";

    private const string MarkIndexed = "update events.projection set indexed = true where schema = $1 and not indexed";

    private const string Forget =
        "with gone as (delete from events.projection where schema = $1) delete from events.mt_event_progression where name = $2";

    private const string Leave = "delete from events.projection where schema = $1";

    private const string Rename = "update events.projection set schema = $2 where schema = $1";

    private const string Inherit = "update events.mt_event_progression set last_seq_id = $2 where name = $1";

    /// <summary>The version that made the tables of a schema; null if it is not there.</summary>
    public static async Task<int?> VersionOf(
        NpgsqlConnection connection,
        string schema,
        CancellationToken cancellation
    ) =>
        (await connection.Query(Select, row => (int?)row.GetInt32(0), cancellation, Sql.Arg(schema))).SingleOrDefault();

    /// <summary>Makes empty tables and their checkpoint in the caller's transaction; indexes too where they can wait for nothing.</summary>
    public static async Task Create(
        NpgsqlConnection connection,
        IProjection projection,
        string schema,
        bool indexed,
        CancellationToken cancellation
    )
    {
        await connection.Execute(
            $"create schema {schema}; set local search_path to {schema}; {projection.Tables}; {(indexed ? projection.Indexes : "")}",
            cancellation
        );
        await connection.Execute(Record, cancellation, Sql.Arg(schema), Sql.Arg(projection.Version), Sql.Arg(indexed));
        await Checkpoint.Begin(connection, schema, cancellation);
    }

    /// <summary>Makes the indexes, once. True if they were made now.</summary>
    public static async Task<bool> Index(
        NpgsqlConnection connection,
        IProjection projection,
        string schema,
        CancellationToken cancellation
    )
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (await connection.Execute(MarkIndexed, cancellation, Sql.Arg(schema)) == 0)
        {
            return false;
        }

        await using var index = new NpgsqlCommand(
            $"set local search_path to {schema}; {projection.Indexes}; {Analyze(schema)}",
            connection
        );
        // The more rows, the longer; nobody waits for it.
        index.CommandTimeout = 0;
        await index.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }

    // Fresh tables have no statistics, and readers are about to come.
    private static string Analyze(string schema) =>
        $"""
            do $$
            declare made regclass;
            begin
                for made in select oid from pg_class where relnamespace = '{schema}'::regnamespace and relkind = 'r' loop
                    execute format('analyze %s', made);
                end loop;
            end $$
            """;

    /// <summary>Drops a schema and all that is known of it.</summary>
    public static async Task Drop(NpgsqlConnection connection, string schema, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await connection.Execute($"drop schema if exists {schema} cascade", cancellation);
        await connection.Execute(Forget, cancellation, Sql.Arg(schema), Sql.Arg(Checkpoint.RowOf(schema)));
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>
    /// Puts the tables that were built in the place of the live ones, in the caller's transaction: queries that are
    /// running go on with the old ones, which are kept as <paramref name="retired"/>; later ones see the new.
    /// </summary>
    public static async Task Exchange(
        NpgsqlConnection connection,
        string built,
        string live,
        string retired,
        long position,
        CancellationToken cancellation
    )
    {
        if (await VersionOf(connection, live, cancellation) is not null)
        {
            await connection.Execute($"alter schema {live} rename to {retired}", cancellation);
        }

        await connection.Execute($"alter schema {built} rename to {live}", cancellation);
        await connection.Execute(Leave, cancellation, Sql.Arg(live));
        await connection.Execute(Rename, cancellation, Sql.Arg(built), Sql.Arg(live));
        await Checkpoint.Begin(connection, live, cancellation);
        await connection.Execute(Inherit, cancellation, Sql.Arg(Checkpoint.RowOf(live)), Sql.Arg(position));
        await connection.Execute(Forget, cancellation, Sql.Arg(built), Sql.Arg(Checkpoint.RowOf(built)));
    }
}
