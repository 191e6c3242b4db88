using CampaignDashboard.Campaigns.Contracts;
using Npgsql;

namespace CampaignDashboard.Metrics.Updating;

/// <summary>An update that waits, or is under way somewhere.</summary>
internal sealed record QueuedUpdate(Guid Update, SessionId Session, UpdateReason Reason)
{
    /// <summary>
    /// Who had saved something when it began: a live update reads these people where they saved, and nothing else; any other
    /// reads everybody everywhere, so these too.
    /// </summary>
    public IReadOnlyList<WaitingSavers.Noted> Savers { get; init; } = [];
}

/// <summary>
/// The updates that wait: those that coordinators asked for, which the log tells, first; then those of live changes and of
/// the schedule, which are rows beside the log. A session has at most one of each kind.
/// </summary>
internal sealed class UpdateQueue(
    NpgsqlDataSource database,
    WaitingSavers savers,
    AppendSignal signal,
    TimeProvider time
)
{
    private const string Put =
        "insert into metrics.update_queue (session_id, update_id, reason, asked_at) values ($1, $2, 'Schedule', $3) on conflict (session_id) do update set update_id = excluded.update_id";
    private const string Remove =
        "delete from metrics.update_queue where session_id = $1 and (update_id = $2 or $3 and asked_at < $4)";
    private const string BrokenOff =
        "select update_id from data_updates.data_update where update_id = any($1) and cancelled";

    private static readonly string WaitingUpdates = Sql.Read(typeof(UpdateQueue).Assembly, "WaitingUpdates.sql");

    /// <summary>
    /// Has all wikis of a session read soon. One that waits already is not asked for twice; one that is under way is followed
    /// by another, for it may have passed what is new.
    /// </summary>
    public async Task Add(SessionId session, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await using (var connection = await database.OpenConnectionAsync(cancellation))
        {
            await connection.Execute(
                Put,
                cancellation,
                Sql.Arg(session.Value),
                Sql.Arg(Guid.CreateVersion7(now)),
                Sql.Arg(now)
            );
        }

        signal.Raise();
    }

    /// <summary>
    /// Has those people read soon who have just saved something, where they did, with those who wait already. An update that
    /// is under way is followed by another, for it may have passed what is new.
    /// </summary>
    public async Task Wake(SessionId session, IReadOnlyCollection<Saver> saved, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await savers.Note(session, Guid.CreateVersion7(now), saved, now, cancellation);
        signal.Raise();
    }

    /// <summary>The first that wait or are under way, in the order in which they are taken.</summary>
    public Task<IReadOnlyList<QueuedUpdate>> First(int count, CancellationToken cancellation) =>
        database.Query(
            WaitingUpdates,
            row => new QueuedUpdate(row.GetGuid(0), new(row.GetGuid(1)), Enum.Parse<UpdateReason>(row.GetString(2))),
            cancellation,
            Sql.Arg(count)
        );

    /// <summary>The update as it is now that it begins, or null: it waits no more, for another node came first.</summary>
    public static async Task<QueuedUpdate?> Take(
        QueuedUpdate update,
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        var saved = await WaitingSavers.Of(update.Session, connection, cancellation);
        return update.Reason is UpdateReason.Live
            ? saved is [.., var last]
                ? update with
                {
                    Update = last.Update,
                    Savers = saved,
                }
                : null
            : await IsWaiting(update, connection, cancellation)
                ? update with
                {
                    Savers = saved,
                }
                : null;
    }

    /// <summary>Those of these updates that coordinators cancelled.</summary>
    public async Task<IReadOnlySet<Guid>> Cancelled(IEnumerable<Guid> updates, CancellationToken cancellation) =>
        (await database.Query(BrokenOff, row => row.GetGuid(0), cancellation, Sql.Arg(updates.ToArray()))).ToHashSet();

    /// <summary>
    /// It is done, and so is what it did beside: one that a coordinator asked for does what waited before it began, and each
    /// reads those who had saved something by then.
    /// </summary>
    public async Task Done(QueuedUpdate update, DateTimeOffset began, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await connection.Execute(
            Remove,
            cancellation,
            Sql.Arg(update.Session.Value),
            Sql.Arg(update.Update),
            Sql.Arg(update.Reason is UpdateReason.Coordinator),
            Sql.Arg(began)
        );
        await WaitingSavers.Done(update.Session, update.Savers, connection, cancellation);
    }

    private static async Task<bool> IsWaiting(
        QueuedUpdate update,
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        var sql =
            update.Reason is UpdateReason.Coordinator
                ? "select exists (select from data_updates.data_update where update_id = $1 and completed_at is null)"
                : "select exists (select from metrics.update_queue where update_id = $1)";
        return (await connection.Query(sql, row => row.GetBoolean(0), cancellation, Sql.Arg(update.Update)))[0];
    }
}
