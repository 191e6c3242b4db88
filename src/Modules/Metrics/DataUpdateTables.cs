using CampaignDashboard.Metrics.Contracts;
using Npgsql;
using NpgsqlTypes;

namespace CampaignDashboard.Metrics;

/// <summary>The data updates as pages and the worker see them, in the append's transaction.</summary>
internal sealed class DataUpdateTables : IInlineProjection
{
    private const string Open = "insert into data_update (update_id, session_id, requested_at) values ($1, $2, $3)";
    private const string Count =
        "update data_update set added = added + $2 where session_id = $1 and completed_at is null";
    private const string Close =
        "update data_update set completed_at = $2, added = $3, position = $4 where update_id = $1";
    private const string Problem =
        "insert into data_update_problem (update_id, wiki, person_id, code, reason) values ($1, $2, $3, $4, $5)";

    public string Name => "data_updates";

    public int Version => 1;

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
                    DataUpdateCompleted e => connection.Execute(
                        Close,
                        cancellation,
                        Sql.Arg(e.Update),
                        Sql.Arg(e.At),
                        Sql.Arg(e.Added),
                        Sql.Arg(stored.Position)
                    ),
                    WikiNotRead e => Tell(connection, e.Update, e.Wiki, null, e.Code, e.Reason, cancellation),
                    WikiFoundReadOnly e => Tell(
                        connection,
                        e.Update,
                        e.Wiki,
                        null,
                        "read-only",
                        e.Reason,
                        cancellation
                    ),
                    AccountNotRead e => Tell(
                        connection,
                        e.Update,
                        e.Wiki,
                        e.Person.Value,
                        "bad-user-name",
                        "",
                        cancellation
                    ),
                    _ => Task.CompletedTask,
                }
            );
        }
    }

    private static Task<int> Tell(
        NpgsqlConnection connection,
        Guid update,
        string wiki,
        Guid? person,
        string code,
        string reason,
        CancellationToken cancellation
    ) =>
        connection.Execute(
            Problem,
            cancellation,
            Sql.Arg(update),
            Sql.Arg(wiki),
            new() { Value = (object?)person ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid },
            Sql.Arg(code),
            Sql.Arg(reason)
        );
}
