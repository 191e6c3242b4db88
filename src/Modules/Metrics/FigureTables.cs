using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Metrics.Contracts;
using Npgsql;
using NpgsqlTypes;

namespace CampaignDashboard.Metrics;

/// <summary>
/// The facts that figures are computed from: windows, counting rules, tracked wikis, article lists, who is enrolled since
/// when, page updates, and what wikis told of these later. The daemon keeps the live tables; a replay folds the same into a
/// scratch schema.
/// </summary>
internal sealed partial class FigureTables : IShardProjection
{
    public const string Projection = "figures";

    // The rows are new: the checkpoint moves in the same transaction, and the log holds each update once.
    private const string AddPageUpdates = """
        copy page_update (session_id, wiki, revision_id, parent_id, page_id, namespace, title, person_id, made_at,
            bytes_difference, creates_page, is_redirect, is_minor)
        from stdin (format binary)
        """;
    private const short PageUpdateColumns = 13;
    private const string ForgetTrackedWikis = "delete from tracked_wiki where session_id = any($1)";

    private static readonly string SetParticipation = Sql.Read(typeof(FigureTables).Assembly, "SetParticipation.sql");
    private static readonly string AddScopes = Sql.Read(typeof(FigureTables).Assembly, "AddScopes.sql");
    private static readonly string AddTrackedWikis = Sql.Read(typeof(FigureTables).Assembly, "AddTrackedWikis.sql");
    private static readonly string Touch = Sql.Read(typeof(FigureTables).Assembly, "Touch.sql");
    private static readonly string TouchListed = Sql.Read(typeof(FigureTables).Assembly, "TouchListed.sql");

    public string Name => Projection;

    public int Version => 7;

    public string Tables => Sql.Read(typeof(FigureTables).Assembly, "FigureTables.sql");

    public string Indexes => Sql.Read(typeof(FigureTables).Assembly, "FigureIndexes.sql");

    public async Task Apply(
        IReadOnlyList<StoredEvent> events,
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        await Windows(connection, events, cancellation);
        await CountingRules(connection, events, cancellation);
        await TrackedWikis(connection, events, cancellation);
        await ListedArticles(connection, events, cancellation);
        await PageChoices(connection, events, cancellation);
        await Participation(connection, events, cancellation);
        await Presence(connection, events, cancellation);
        await Coordinators(connection, events, cancellation);
        await PageUpdates(connection, events, cancellation);
        await References(connection, events, cancellation);
        await Files(connection, events, cancellation);
        await PageStates(connection, events, cancellation);
        await PageViews(connection, events, cancellation);
        await Newcomers(connection, events, cancellation);
        await TouchScopes(connection, events, SessionOf, Touch, cancellation);
        await TouchScopes(connection, events, ListOf, TouchListed, cancellation);
    }

    private static async Task Windows(
        NpgsqlConnection connection,
        IReadOnlyList<StoredEvent> events,
        CancellationToken cancellation
    )
    {
        // The last word on each session counts.
        var windows = LastOf(
            events
                .Select(e => (Event: e, Window: WindowOf(e.Data)))
                .Where(w => w.Window is not null)
                .Select(w => (w.Event, Window: w.Window!.Value)),
            w => w.Window.Session
        );
        if (windows.Length == 0)
        {
            return;
        }

        await connection.Execute(
            AddScopes,
            cancellation,
            Sql.Arg(Array.ConvertAll(windows, w => w.Window.Session)),
            Sql.Arg(Array.ConvertAll(windows, w => w.Window.From.UtcDateTime)),
            Sql.Arg(Array.ConvertAll(windows, w => w.Window.Until.UtcDateTime)),
            Sql.Arg(Array.ConvertAll(windows, w => w.Event.Position)),
            Sql.Arg(Array.ConvertAll(windows, w => w.Event.Timestamp.UtcDateTime))
        );
    }

    private static async Task TrackedWikis(
        NpgsqlConnection connection,
        IReadOnlyList<StoredEvent> events,
        CancellationToken cancellation
    )
    {
        var tracked = LastOf(
            events.Select(e => WikisOf(e.Data)).OfType<(Guid Session, IReadOnlyList<TrackedWiki> Wikis)>(),
            t => t.Session
        );
        if (tracked.Length == 0)
        {
            return;
        }

        // One row a namespace, for arrays of arrays must be rectangular; null where a wiki has none.
        var rows = tracked
            .SelectMany(t => t.Wikis.Select(w => (t.Session, w.Wiki, w.ContentNamespaces)))
            .SelectMany(w =>
                w.ContentNamespaces.Cast<int?>().DefaultIfEmpty().Select(n => (w.Session, w.Wiki, Namespace: n))
            )
            .ToArray();
        await connection.Execute(ForgetTrackedWikis, cancellation, Sql.Arg(Array.ConvertAll(tracked, t => t.Session)));
        await connection.Execute(
            AddTrackedWikis,
            cancellation,
            Sql.Arg(Array.ConvertAll(rows, r => r.Session)),
            Sql.Arg(Array.ConvertAll(rows, r => r.Wiki)),
            Sql.Arg(Array.ConvertAll(rows, r => r.Namespace))
        );
    }

    private static (Guid Session, DateTimeOffset From, DateTimeOffset Until)? WindowOf(object e) =>
        e switch
        {
            SessionScheduled s => (s.Session.Value, s.TrackedFrom, s.TrackedUntil),
            SessionRescheduled s => (s.Session.Value, s.TrackedFrom, s.TrackedUntil),
            _ => null,
        };

    private static (Guid Session, IReadOnlyList<TrackedWiki> Wikis)? WikisOf(object e) =>
        e switch
        {
            SessionScheduled s => (s.Session.Value, s.Wikis),
            TrackedWikisChanged s => (s.Session.Value, s.Wikis),
            _ => null,
        };

    private static async Task Participation(
        NpgsqlConnection connection,
        IReadOnlyList<StoredEvent> events,
        CancellationToken cancellation
    )
    {
        // The last word on each person counts.
        var last = events.Select(e => Membership(e.Data)).OfType<(Guid Session, Guid Person, DateTimeOffset? Since)>();
        var rows = LastOf(last, m => (m.Session, m.Person));
        if (rows.Length == 0)
        {
            return;
        }

        await connection.Execute(
            SetParticipation,
            cancellation,
            Sql.Arg(rows.Select(r => r.Session).ToArray()),
            Sql.Arg(rows.Select(r => r.Person).ToArray()),
            Sql.Arg(rows.Select(r => r.Since is not null).ToArray()),
            new NpgsqlParameter
            {
                Value = rows.Select(r => r.Since?.UtcDateTime).ToArray(),
                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz,
            }
        );
    }

    /// <summary>Since when the person is enrolled; null for who left.</summary>
    private static (Guid Session, Guid Person, DateTimeOffset? Since)? Membership(object e) =>
        e switch
        {
            ParticipantEnrolled p => (p.Session.Value, p.Person.Value, p.At),
            ParticipantRestored p => (p.Session.Value, p.Person.Value, p.Since),
            ParticipantWithdrew p => (p.Session.Value, p.Person.Value, null),
            ParticipantRemoved p => (p.Session.Value, p.Person.Value, null),
            _ => null,
        };

    private static async Task PageUpdates(
        NpgsqlConnection connection,
        IReadOnlyList<StoredEvent> events,
        CancellationToken cancellation
    )
    {
        await Each(
            [.. Of<PageUpdateRecorded>(events)],
            updates => connection.CopyIn(AddPageUpdates, PageUpdateColumns, updates, WritePageUpdate, cancellation)
        );
    }

    private static void WritePageUpdate(CopyRow row, PageUpdateRecorded e)
    {
        row.Uuid(e.Session.Value);
        row.Text(e.Wiki);
        row.Bigint(e.Revision);
        row.Bigint(e.Parent);
        row.Bigint(e.Page);
        row.Int4(e.Namespace);
        row.Text(UserPageTitles.ForTheLog(e.Namespace, e.Title));
        row.Uuid(e.Person.Value);
        row.Timestamptz(e.Timestamp);
        row.Int4(e.BytesDifference);
        row.Boolean(e.CreatesPage);
        row.Boolean(e.IsRedirect);
        row.Boolean(e.IsMinor);
    }

    /// <summary>Each session's figures are as of the last event that touched it.</summary>
    private static async Task TouchScopes(
        NpgsqlConnection connection,
        IReadOnlyList<StoredEvent> events,
        Func<object, Guid?> sessionOf,
        string sql,
        CancellationToken cancellation
    )
    {
        var last = LastOf(
            events
                .Select(e => (Session: sessionOf(e.Data), Event: e))
                .Where(t => t.Session is not null)
                .Select(t => (Key: t.Session!.Value, t.Event)),
            t => t.Key
        );
        if (last.Length == 0)
        {
            return;
        }

        await connection.Execute(
            sql,
            cancellation,
            Sql.Arg(Array.ConvertAll(last, t => t.Key)),
            Sql.Arg(Array.ConvertAll(last, t => t.Event.Position)),
            Sql.Arg(Array.ConvertAll(last, t => t.Event.Timestamp.UtcDateTime))
        );
    }

    private static Guid? SessionOf(object e) =>
        Membership(e)?.Session
        ?? ActivityOf(e)?.Value
        ?? (e as PageChoiceEvent)?.Session.Value
        ?? PresenceOf(e)?.Session
        ?? (e as WalkInsCounted)?.Session.Value
        ?? WindowOf(e)?.Session
        ?? WikisOf(e)?.Session
        ?? (e as CountingRuleSet)?.Session.Value;

    private static Guid? ListOf(object e) => ListedPage.Of(e)?.Session ?? (e as ArticleWithdrawn)?.Session.Value;
}
