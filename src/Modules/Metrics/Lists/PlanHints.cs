namespace CampaignDashboard.Metrics.Lists;

/// <summary>
/// How PostgreSQL is to read the facts. It takes the conditions of what counts for independent of each other, expects a
/// handful of rows where there are a million, and would choose plans that read a campaign to its end for one page of it, or
/// compare all with all for a download. All of it holds for the transaction alone.
/// </summary>
internal static class PlanHints
{
    /// <summary>Sessions of which all facts are read sooner than an index over the facts of all sessions.</summary>
    private const int Few = 5;

    /// <summary>A plan for what is asked now, not compiled: compiling takes longer than a page may take altogether.</summary>
    private const string Always = "set local plan_cache_mode = force_custom_plan; set local jit = off";

    /// <summary>In the order of an index, until the page is full: nothing may be gathered and sorted first.</summary>
    private const string InOrder =
        "set local enable_sort = off; set local enable_hashagg = off; set local enable_hashjoin = off; set local enable_mergejoin = off; set local max_parallel_workers_per_gather = 0";

    /// <summary>All of it, each table once.</summary>
    private const string Whole =
        "set local enable_nestloop = off; set local enable_mergejoin = off; set local work_mem = '16MB'";

    public static string For(FactQuery query, bool isInOrderOfIndex) =>
        query.Limit is null ? $"{Always}; {Whole}"
        : isInOrderOfIndex && query.Scope.Sessions.Count > Few ? $"{Always}; {InOrder}"
        : Always;
}
