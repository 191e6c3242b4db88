using Npgsql;

namespace CampaignDashboard.Campaigns.Contracts;

/// <summary>
/// Where sessions meet online: kept beside the log, since it is for participants and coordinators alone. Whoever asks for
/// it here has made sure that it is shown to nobody else.
/// </summary>
public sealed class OnlineLinks(NpgsqlDataSource database)
{
    private const string Kept = "select link from campaigns.online_link where session_id = $1";
    private const string Set =
        "insert into campaigns.online_link (session_id, link) values ($1, $2) on conflict (session_id) do update set link = excluded.link";
    private const string CopyTo =
        "insert into campaigns.online_link (session_id, link) select copy, link from campaigns.online_link, unnest($2) as copy where session_id = $1 on conflict do nothing";
    private const string Clear = "delete from campaigns.online_link where session_id = $1";

    /// <summary>The https address, or null.</summary>
    public async Task<string?> Of(SessionId session, CancellationToken cancellation) =>
        (await database.Query(Kept, row => row.GetString(0), cancellation, Sql.Arg(session.Value))).SingleOrDefault();

    /// <summary>Keeps the address of a session, if it has one, for copies of it too.</summary>
    internal async Task Copy(SessionId session, IEnumerable<SessionId> copies, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        Guid[] ids = [.. copies.Select(c => c.Value)];
        await connection.Execute(CopyTo, cancellation, Sql.Arg(session.Value), Sql.Arg(ids));
    }

    /// <summary>Keeps this address from now on; null for none.</summary>
    internal async Task Keep(SessionId session, string? link, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var id = Sql.Arg(session.Value);
        _ = link is null
            ? await connection.Execute(Clear, cancellation, id)
            : await connection.Execute(Set, cancellation, id, Sql.Arg(link));
    }
}
