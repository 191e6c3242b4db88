using Npgsql;

namespace CampaignDashboard.Metrics;

/// <summary>
/// How PostgreSQL is to read the facts. It takes the conditions of what counts for independent of each other, expects a
/// handful of rows where there are a million, and would read a campaign to its end for one page of it, or compare all with
/// all for its figures. All of it holds for the transaction alone, until something else is said.
/// </summary>
internal static class PlanHints
{
    /// <summary>So many updates are gathered and sorted sooner than they are found among those of all sessions.</summary>
    public const int Few = 10_000;

    private const string UpdatesUpTo =
        "select count(*) from (select from page_update where session_id = any($1) limit $2) u";

    private const string Windows =
        "select min(tracked_from), max(tracked_until) from session_scope where session_id = any($1)";

    /// <summary>A plan for what is asked now, not compiled: compiling takes longer than a page may take altogether.</summary>
    private const string Always =
        "set local plan_cache_mode = force_custom_plan; set local jit = off; set local enable_nestloop = on; set local enable_mergejoin = on; set local enable_hashjoin = on; set local enable_hashagg = on; set local enable_sort = on; set local enable_material = on; set local enable_seqscan = on; set local enable_bitmapscan = on";

    /// <summary>Along an index, until the page is full: nothing may be gathered and sorted first.</summary>
    private const string Along =
        "set local enable_mergejoin = off; set local enable_hashjoin = off; set local enable_hashagg = off; set local enable_sort = off; set local enable_material = off; set local enable_seqscan = off; set local enable_bitmapscan = off; set local max_parallel_workers_per_gather = 0";

    /// <summary>Each table once, and no row looked up by itself.</summary>
    private const string Whole =
        "set local enable_nestloop = off; set local enable_mergejoin = off; set local work_mem = '64MB'";

    /// <summary>For some rows that are looked up one by one, or what little there is of few updates.</summary>
    public static Task ForSome(NpgsqlConnection connection, CancellationToken cancellation) =>
        connection.Execute($"{Always}; set local enable_mergejoin = off; set local enable_seqscan = off", cancellation);

    /// <summary>For what is counted over all facts of a scope.</summary>
    public static async Task ForAll(Scope scope, NpgsqlConnection connection, CancellationToken cancellation) =>
        await connection.Execute(
            await HasFew(scope, connection, cancellation) ? Always : $"{Always}; {Whole}",
            cancellation
        );

    /// <summary>
    /// For a page of a list whose order is that of an index over the facts of all sessions. Tells the period in which the
    /// facts are, which leads the index to them.
    /// </summary>
    public static async Task<Period> ForPage(Scope scope, NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (await HasFew(scope, connection, cancellation))
        {
            await ForSome(connection, cancellation);
            return scope.Period;
        }

        var windows = await connection.Query(
            Windows,
            row =>
                row.IsDBNull(0)
                    ? Period.All
                    : new Period(row.GetFieldValue<DateTimeOffset>(0), row.GetFieldValue<DateTimeOffset>(1)),
            cancellation,
            Sql.Arg(scope.SessionIds)
        );
        await connection.Execute($"{Always}; {Along}", cancellation);
        return scope.Period.And(windows[0]);
    }

    /// <summary>Whether a scope has so little that it is counted at once.</summary>
    public static async Task<bool> HasFew(Scope scope, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var updates = await connection.Query(
            UpdatesUpTo,
            row => row.GetInt64(0),
            cancellation,
            Sql.Arg(scope.SessionIds),
            Sql.Arg(Few + 1)
        );
        return updates[0] <= Few;
    }
}
