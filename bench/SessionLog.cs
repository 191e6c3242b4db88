using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Metrics;
using Npgsql;

namespace CampaignDashboard.Bench;

/// <summary>A log of sessions and then, in turns, their page updates: the same rows in our tables and in Marten's.</summary>
internal sealed record SessionLog(long Before, long Last)
{
    private const string AddStreams =
        "insert into events.mt_streams (id, type, version) select id, 'activity', $2 from unnest($1) as s (id)";

    private const string Settle = "vacuum analyze events.mt_events; checkpoint";

    /// <summary>Fills the log; tells the positions of the last session and of the last page update.</summary>
    public static async Task<SessionLog> Fill(BenchStore store, NpgsqlDataSource database, int events, int streams)
    {
        var sessions = Enumerable.Range(0, streams).Select(_ => new SessionId(Guid.NewGuid())).ToArray();
        var ids = Array.ConvertAll(sessions, Activity.StreamOf);
        var ours = database == store.Database;
        await using var connection = await database.OpenConnectionAsync();
        var plans = sessions.Select(s => RawEvent.Of(store.Types, s.Value, 1, Plan(s)));
        var updates = Enumerable
            .Range(0, events)
            .Select(n =>
                RawEvent.Of(store.Types, ids[n % streams], (n / streams) + 1, PageUpdates.Of(sessions[n % streams], n))
            );
        foreach (
            var (batch, version) in new[] { (Array.ConvertAll(sessions, s => s.Value), 1L), (ids, events / streams) }
        )
        {
            await connection.Execute(AddStreams, CancellationToken.None, Sql.Arg(batch), Sql.Arg(version));
        }

        var before = await RawLog.Copy(connection, plans, streams, PageUpdates.From, CancellationToken.None, ours);
        var last = await RawLog.Copy(connection, updates, events, PageUpdates.From, CancellationToken.None, ours);
        foreach (var statement in Settle.Split(';'))
        {
            await connection.Execute(statement, CancellationToken.None);
        }

        return new(before, last);
    }

    /// <summary>A session that tracks one wiki.</summary>
    public static SessionScheduled Plan(SessionId session) =>
        new(
            session,
            new(Guid.Empty),
            "Women in science",
            session.Value.ToString(),
            "",
            "",
            "Europe/Amsterdam",
            PageUpdates.From,
            PageUpdates.From.AddDays(7),
            PageUpdates.From,
            PageUpdates.From.AddDays(7),
            [new("enwiki", [0])],
            Listed: true,
            PageUpdates.From
        );
}
