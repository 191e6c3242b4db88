using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Metrics.Contracts;
using Npgsql;

namespace CampaignDashboard.Metrics;

/// <summary>
/// The facts that figures are computed from: windows, tracked wikis, who is enrolled, page updates. The daemon keeps the
/// live tables; a replay folds the same into a scratch schema.
/// </summary>
internal sealed class FigureTables : IShardProjection
{
    public const string Projection = "figures";

    private static readonly string AddPageUpdates = Sql.Read(typeof(FigureTables).Assembly, "AddPageUpdates.sql");
    private static readonly string SetParticipation = Sql.Read(typeof(FigureTables).Assembly, "SetParticipation.sql");
    private static readonly string AddScope = Sql.Read(typeof(FigureTables).Assembly, "AddScope.sql");
    private static readonly string Touch = Sql.Read(typeof(FigureTables).Assembly, "Touch.sql");

    public string Name => Projection;

    public int Version => 1;

    public string Tables => Sql.Read(typeof(FigureTables).Assembly, "FigureTables.sql");

    public async Task Apply(
        IReadOnlyList<StoredEvent> events,
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        foreach (var scheduled in events.Where(e => e.Data is SessionScheduled))
        {
            await Scope(connection, scheduled, (SessionScheduled)scheduled.Data, cancellation);
        }

        await Participation(connection, events, cancellation);
        await PageUpdates(connection, events, cancellation);
        await TouchScopes(connection, events, cancellation);
    }

    private static async Task Scope(
        NpgsqlConnection connection,
        StoredEvent stored,
        SessionScheduled e,
        CancellationToken cancellation
    )
    {
        await connection.Execute(
            AddScope,
            cancellation,
            Sql.Arg(e.Session.Value),
            Sql.Arg(e.TrackedFrom),
            Sql.Arg(e.TrackedUntil),
            Sql.Arg(stored.Position),
            Sql.Arg(stored.Timestamp)
        );
        foreach (var wiki in e.Wikis)
        {
            await connection.Execute(
                "insert into tracked_wiki (session_id, wiki, content_namespaces) values ($1, $2, $3)",
                cancellation,
                Sql.Arg(e.Session.Value),
                Sql.Arg(wiki.Wiki),
                Sql.Arg(wiki.ContentNamespaces.ToArray())
            );
        }
    }

    private static async Task Participation(
        NpgsqlConnection connection,
        IReadOnlyList<StoredEvent> events,
        CancellationToken cancellation
    )
    {
        // The last word on each person counts.
        var last = events.Select(e => Membership(e.Data)).OfType<(Guid Session, Guid Person, bool Enrolled)>();
        var rows = last.GroupBy(m => (m.Session, m.Person)).Select(g => g.Last()).ToArray();
        if (rows.Length == 0)
        {
            return;
        }

        await connection.Execute(
            SetParticipation,
            cancellation,
            Sql.Arg(rows.Select(r => r.Session).ToArray()),
            Sql.Arg(rows.Select(r => r.Person).ToArray()),
            Sql.Arg(rows.Select(r => r.Enrolled).ToArray())
        );
    }

    private static (Guid Session, Guid Person, bool Enrolled)? Membership(object e) =>
        e switch
        {
            ParticipantEnrolled p => (p.Session.Value, p.Person.Value, true),
            ParticipantWithdrew p => (p.Session.Value, p.Person.Value, false),
            ParticipantRemoved p => (p.Session.Value, p.Person.Value, false),
            _ => null,
        };

    private static async Task PageUpdates(
        NpgsqlConnection connection,
        IReadOnlyList<StoredEvent> events,
        CancellationToken cancellation
    )
    {
        var rows = events.Select(e => e.Data).OfType<PageUpdateRecorded>().ToArray();
        if (rows.Length == 0)
        {
            return;
        }

        await connection.Execute(
            AddPageUpdates,
            cancellation,
            Sql.Arg(Array.ConvertAll(rows, r => r.Session.Value)),
            Sql.Arg(Array.ConvertAll(rows, r => r.Wiki)),
            Sql.Arg(Array.ConvertAll(rows, r => r.Revision)),
            Sql.Arg(Array.ConvertAll(rows, r => r.Page)),
            Sql.Arg(Array.ConvertAll(rows, r => r.Namespace)),
            Sql.Arg(Array.ConvertAll(rows, r => r.Title)),
            Sql.Arg(Array.ConvertAll(rows, r => r.Person.Value)),
            Sql.Arg(Array.ConvertAll(rows, r => r.Timestamp.UtcDateTime)),
            Sql.Arg(Array.ConvertAll(rows, r => r.BytesDifference)),
            Sql.Arg(Array.ConvertAll(rows, r => r.CreatesPage)),
            Sql.Arg(Array.ConvertAll(rows, r => r.IsRedirect))
        );
    }

    /// <summary>Each session's figures are as of the last event that touched it.</summary>
    private static async Task TouchScopes(
        NpgsqlConnection connection,
        IReadOnlyList<StoredEvent> events,
        CancellationToken cancellation
    )
    {
        var last = events
            .Select(e => (Session: SessionOf(e.Data), Event: e))
            .Where(t => t.Session is not null)
            .GroupBy(t => t.Session!.Value)
            .Select(g => (g.Key, g.Last().Event))
            .ToArray();
        if (last.Length == 0)
        {
            return;
        }

        await connection.Execute(
            Touch,
            cancellation,
            Sql.Arg(Array.ConvertAll(last, t => t.Key)),
            Sql.Arg(Array.ConvertAll(last, t => t.Event.Position)),
            Sql.Arg(Array.ConvertAll(last, t => t.Event.Timestamp.UtcDateTime))
        );
    }

    private static Guid? SessionOf(object e) => Membership(e)?.Session ?? (e as PageUpdateRecorded)?.Session.Value;
}
