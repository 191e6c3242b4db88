using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;
using Npgsql;

namespace CampaignDashboard.Metrics.Updating;

/// <summary>Somebody who has just saved something, and where.</summary>
internal readonly record struct Saver(string Wiki, PersonId Person);

/// <summary>
/// Those whose edits wait for a live update of their session: the table <c>metrics.waiting_saver</c>. Whoever is noted
/// while another waits is read in the same update.
/// </summary>
internal sealed class WaitingSavers(NpgsqlDataSource database) : IErasable
{
    private const string Waiting =
        "select wiki, person_id, update_id from metrics.waiting_saver where session_id = $1 order by update_id";
    private const string Remove = "delete from metrics.waiting_saver where session_id = $1 and update_id = any($2)";
    private const string Forget = "delete from metrics.waiting_saver where person_id = any($1)";

    private static readonly string Put = Sql.Read(typeof(WaitingSavers).Assembly, "NoteSavers.sql");

    /// <summary>A saver and the update that they were noted for last.</summary>
    internal readonly record struct Noted(Saver Saver, Guid Update);

    /// <summary>They wait for this update; nobody does who was forgotten meanwhile.</summary>
    public async Task Note(
        SessionId session,
        Guid update,
        IReadOnlyCollection<Saver> savers,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var held = await People.Hold([.. savers.Select(s => s.Person)], connection, cancellation);
        Saver[] noted = [.. savers.Where(s => held.Contains(s.Person))];
        await connection.Execute(
            Put,
            cancellation,
            Sql.Arg(session.Value),
            Sql.Arg(update),
            Sql.Arg(noted.Select(s => s.Wiki).ToArray()),
            Sql.Arg(noted.Select(s => s.Person.Value).ToArray()),
            Sql.Arg(now)
        );
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>Those of a session, who was noted last at the end.</summary>
    public static Task<IReadOnlyList<Noted>> Of(
        SessionId session,
        NpgsqlConnection connection,
        CancellationToken cancellation
    ) =>
        connection.Query(
            Waiting,
            row => new Noted(new(row.GetString(0), new(row.GetGuid(1))), row.GetGuid(2)),
            cancellation,
            Sql.Arg(session.Value)
        );

    /// <summary>They were read, but for those who have been noted again since.</summary>
    public static Task<int> Done(
        SessionId session,
        IEnumerable<Noted> savers,
        NpgsqlConnection connection,
        CancellationToken cancellation
    ) =>
        connection.Execute(
            Remove,
            cancellation,
            Sql.Arg(session.Value),
            Sql.Arg(savers.Select(s => s.Update).Distinct().ToArray())
        );

    /// <inheritdoc/>
    public Task Erase(Erasure erasure, NpgsqlConnection connection, CancellationToken cancellation) =>
        connection.Execute(Forget, cancellation, Sql.Arg(erasure.People.Select(p => p.Value).ToArray()));
}
