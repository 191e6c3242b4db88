using CampaignDashboard.Metrics.Contracts;
using CampaignDashboard.Metrics.Updating;
using Npgsql;
using NpgsqlTypes;

namespace CampaignDashboard.Metrics;

/// <summary>The data updates as pages and the worker see them, in the append's transaction.</summary>
internal sealed class DataUpdateTables : IInlineProjection
{
    private const string Open = "insert into data_update (update_id, session_id, requested_at) values ($1, $2, $3)";
    private const string Count =
        "update data_update set added = added + $2 where session_id = $1 and completed_at is null";
    private const string Cancel =
        "update data_update set completed_at = $2, position = $3, cancelled = true where update_id = $1";
    private const string AddProblem =
        "insert into data_update_problem (update_id, wiki, person_id, step, code, reason) values ($1, $2, $3, $4, $5, $6)";

    private static readonly string Close = Sql.Read(typeof(DataUpdateTables).Assembly, "CloseDataUpdate.sql");

    public string Name => "data_updates";

    public int Version => 2;

    public IReadOnlyCollection<Type> Wants => [typeof(DataUpdateEvent), typeof(PageUpdateRecorded)];

    public string Tables => Sql.Read(typeof(DataUpdateTables).Assembly, "DataUpdateTables.sql");

    public async Task Apply(
        IReadOnlyList<StoredEvent> events,
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        foreach (var session in events.Select(e => e.Data).OfType<PageUpdateRecorded>().CountBy(u => u.Session))
        {
            await connection.Execute(Count, cancellation, Sql.Arg(session.Key.Value), Sql.Arg(session.Value));
        }

        foreach (var stored in events)
        {
            await (
                stored.Data switch
                {
                    DataUpdateRequested e => connection.Execute(
                        Open,
                        cancellation,
                        Sql.Arg(e.Update),
                        Sql.Arg(e.Session.Value),
                        Sql.Arg(e.At)
                    ),
                    DataUpdateCompleted e => End(connection, e, stored.Position, cancellation),
                    DataUpdateCancelled e => connection.Execute(
                        Cancel,
                        cancellation,
                        Sql.Arg(e.Update),
                        Sql.Arg(e.At),
                        Sql.Arg(stored.Position)
                    ),
                    _ when Problems.Of(stored.Data) is { } problem => Tell(connection, problem, cancellation),
                    _ => Task.CompletedTask,
                }
            );
        }
    }

    private static Task<int> End(
        NpgsqlConnection connection,
        DataUpdateCompleted e,
        long position,
        CancellationToken cancellation
    ) =>
        connection.Execute(
            Close,
            cancellation,
            Sql.Arg(e.Update),
            Sql.Arg(e.Session.Value),
            Sql.Arg(e.StartedAt ?? e.At),
            Sql.Arg(e.At),
            Sql.Arg(e.Added),
            Sql.Arg(position),
            Sql.Arg((e.Reason ?? UpdateReason.Coordinator).ToString().ToLowerInvariant())
        );

    private static Task<int> Tell(
        NpgsqlConnection connection,
        (Guid Update, Problem Problem) told,
        CancellationToken cancellation
    ) =>
        connection.Execute(
            AddProblem,
            cancellation,
            Sql.Arg(told.Update),
            Sql.Arg(told.Problem.Wiki),
            Sql.ArgOrNull(told.Problem.Person?.Value, NpgsqlDbType.Uuid),
            Sql.ArgOrNull(told.Problem.Step, NpgsqlDbType.Text),
            Sql.Arg(told.Problem.Code),
            Sql.Arg(told.Problem.Reason)
        );
}
