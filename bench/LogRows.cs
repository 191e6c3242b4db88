using CampaignDashboard.Host;
using Npgsql;
using Stopwatch = System.Diagnostics.Stopwatch;

namespace CampaignDashboard.Bench;

/// <summary>What goes through a whole log: catch-up and rebuild, of what Marten can project too and of the figures.</summary>
internal sealed class LogRows(BenchStore store, SessionLog log, Scale scale)
{
    public const string Name = "catch-up, rebuild";

    private static readonly string FoldInside = Sql.Read(typeof(LogRows).Assembly, "FoldPageUpdates.sql");

    private IShardProjection[] Totals =>
        [.. store.Get<IEnumerable<IShardProjection>>().Where(p => p.Name is "edit_totals" or "edit_totals_again")];

    private long Events => log.Last - log.Before;

    public static async IAsyncEnumerable<Row> Measure(EmbeddedPostgres cluster, Scale scale)
    {
        await using var store = await BenchStore.In(cluster, "reading", CancellationToken.None);
        var log = await SessionLog.Fill(store, store.Database, scale.LogEvents, scale.LogStreams);
        var database = await MartenStore.Database(cluster, "reading_marten", MartenDaemon.AddTotals);
        await using var source = NpgsqlDataSource.Create(database);
        var itsLog = await SessionLog.Fill(store, source, scale.LogEvents, scale.LogStreams);
        var (rows, marten) = (new LogRows(store, log, scale), new MartenDaemon(database, itsLog));
        yield return await rows.CatchUpFigures();
        yield return await rows.RebuildFigures();
        yield return await rows.CatchUpTotals(marten);
        yield return await rows.RebuildTotals(marten);
    }

    private async Task<Row> CatchUpTotals(MartenDaemon marten)
    {
        var figures = await Rounds.Of(
            scale.LogRounds,
            () => CatchUp(Totals),
            () => marten.CatchUp(tuned: false),
            () => marten.CatchUp(tuned: true)
        );
        return Of("catch-up of two totals", figures[0]) with
        {
            Goals = [Goal.AtLeast(200_000), Goal.TwiceMarten],
            Marten = [(MartenStore.Default, figures[1]), ("prepared, batches of 5,000", figures[2])],
        };
    }

    private async Task<Row> RebuildTotals(MartenDaemon marten)
    {
        var figures = await Rounds.Of(
            scale.LogRounds,
            () => Rebuild("edit_totals"),
            () => marten.Rebuild(tuned: false),
            () => marten.Rebuild(tuned: true)
        );
        return Of("rebuild of one of these", figures[0]) with
        {
            Goals = [Goal.AtLeast(200_000), Goal.TwiceMarten],
            Marten = [(MartenStore.Default, figures[1]), ("prepared, batches of 5,000", figures[2])],
        };
    }

    private async Task<Row> CatchUpFigures()
    {
        var figures = await Rounds.Of(scale.LogRounds, () => CatchUp([store.Figures]), InsidePostgres);
        return Of("catch-up of the session statistics", figures[0]) with
        {
            Goals = [Goal.AtLeast(200_000)],
            Raw = ("insert … select", figures[1]),
        };
    }

    private async Task<Row> RebuildFigures()
    {
        var figures = await Rounds.Of(scale.LogRounds, () => Rebuild(store.Figures.Name), InsidePostgres);
        return Of("rebuild of the session statistics", figures[0]) with
        {
            Goals = [Goal.AtLeast(200_000)],
            Raw = ("insert … select", figures[1]),
        };
    }

    private Row Of(string work, double[] ours) =>
        new($"{work}, {Events:#,0} events in {scale.LogStreams:#,0} streams", Row.Rate, ours);

    /// <summary>From the sessions, which are applied before the clock starts, to the last page update.</summary>
    private async Task<double> CatchUp(IShardProjection[] projections)
    {
        foreach (var projection in projections)
        {
            await Empty(projection);
            await ApplySessions(projection);
        }

        await store.Execute("checkpoint", CancellationToken.None);
        var daemon = store.NewDaemon(projections);
        var watch = Stopwatch.StartNew();
        await daemon.StartAsync(CancellationToken.None);
        await Task.WhenAll(projections.Select(p => daemon.Reach(p.Name, log.Last, CancellationToken.None)));
        var seconds = watch.Elapsed.TotalSeconds;
        await daemon.StopAsync(CancellationToken.None);
        return Events / seconds;
    }

    private async Task<double> Rebuild(string projection)
    {
        await store.Execute("checkpoint", CancellationToken.None);
        var watch = Stopwatch.StartNew();
        await foreach (var _ in store.Get<ProjectionRebuild>().Run(projection, CancellationToken.None)) { }
        return log.Last / watch.Elapsed.TotalSeconds;
    }

    private async Task Empty(IProjection projection)
    {
        await using var connection = await store.Database.OpenConnectionAsync();
        var tables = await connection.Query(
            "select string_agg(format('%I.%I', schemaname, tablename), ', ') from pg_tables where schemaname = $1",
            row => row.GetString(0),
            CancellationToken.None,
            Sql.Arg(projection.Name)
        );
        await store.Execute($"truncate {tables[0]}", CancellationToken.None);
    }

    private async Task ApplySessions(IProjection projection)
    {
        await using var connection = await store.Database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var sessions = await new LogReader(store.Types).Read(connection, 0, scale.LogStreams, CancellationToken.None);
        await connection.Execute($"set local search_path to {projection.Name}", CancellationToken.None);
        await projection.Apply(sessions, connection, CancellationToken.None);
        await Checkpoint.Begin(connection, projection.Name, CancellationToken.None);
        await connection.Execute(
            "update events.mt_event_progression set last_seq_id = $2 where name = $1",
            CancellationToken.None,
            Sql.Arg(Checkpoint.RowOf(projection.Name)),
            Sql.Arg(log.Before)
        );
        await transaction.CommitAsync();
    }

    /// <summary>The rows of the figures by one statement in the server, into the same table, emptied.</summary>
    private async Task<double> InsidePostgres()
    {
        await Empty(store.Figures);
        await store.Execute("checkpoint", CancellationToken.None);
        await using var connection = await store.Database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.Execute($"set local search_path to {store.Figures.Name}", CancellationToken.None);
        await using var fold = new NpgsqlCommand(FoldInside, connection) { CommandTimeout = 0 };
        fold.Parameters.Add(Sql.Arg(log.Before));
        var watch = Stopwatch.StartNew();
        var rows = await fold.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
        return rows / watch.Elapsed.TotalSeconds;
    }
}
