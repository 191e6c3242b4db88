using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.EventStore;
using CampaignDashboard.Metrics;
using CampaignDashboard.Tests.Postgres;
using Npgsql;

namespace CampaignDashboard.Tests.Metrics;

/// <summary>Folds events into tables of their own, in a transaction that is rolled back, and reads the figures off them.</summary>
internal static class FigureBench
{
    private static readonly string[] Tables =
    [
        "session_scope",
        "tracked_wiki",
        "participation",
        "coordinator",
        "coordination",
        "listed_article",
        "page_choice",
        "page_update",
        "reference_count",
        "hidden_revision",
        "page_state",
        "file_upload",
        "file_usage",
        "registration",
        "earlier_edit",
        "retained",
        "page_views",
    ];

    /// <summary>The figures of these sessions after the events, delivered in one batch.</summary>
    internal static async Task<Figures> Figures(this TestDatabase database, Facts facts, params SessionId[] sessions) =>
        (await database.Fold([facts.Events], sessions is [] ? [Facts.Workshop] : sessions)).Figures;

    /// <summary>The figures and every row of every table, after batches of events.</summary>
    internal static async Task<(Figures Figures, string Rows)> Fold(
        this TestDatabase database,
        IEnumerable<IReadOnlyList<StoredEvent>> batches,
        params SessionId[] sessions
    ) => await database.Fold(batches, Facts.ScopeOf(sessions));

    /// <summary>The same for any scope.</summary>
    internal static async Task<(Figures Figures, string Rows)> Fold(
        this TestDatabase database,
        IEnumerable<IReadOnlyList<StoredEvent>> batches,
        Scope scope
    )
    {
        var stop = TestContext.Current.CancellationToken;
        var tables = new FigureTables();
        await using var connection = await database.Source.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await connection.Execute("create schema bench; set local search_path to bench", stop);
        await connection.Execute(tables.Tables, stop);
        foreach (var batch in batches)
        {
            await tables.Apply(batch, connection, stop);
        }

        var sessions = await scope.InPeriod(connection, stop);
        return (await CampaignDashboard.Metrics.Figures.Of(sessions, connection, stop), await Rows(connection, stop));
    }

    private static async Task<string> Rows(NpgsqlConnection connection, CancellationToken stop)
    {
        var all = "";
        foreach (var table in Tables)
        {
            var sql = $"select coalesce(string_agg(t::text, E'\\n' order by t::text), '') from {table} t";
            all += $"{table}\n{(await connection.Query(sql, row => row.GetString(0), stop))[0]}\n";
        }

        return all;
    }
}
