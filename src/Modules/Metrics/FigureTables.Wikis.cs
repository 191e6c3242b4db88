using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Metrics.Contracts;
using Npgsql;

namespace CampaignDashboard.Metrics;

/// <summary>What wikis told of page updates: references, files, what became of pages and revisions, views.</summary>
internal sealed partial class FigureTables
{
    private const string AddReferences =
        "copy reference_count (session_id, wiki, revision_id, refs, parent_refs) from stdin (format binary)";
    private const string AddUploads =
        "insert into file_upload (session_id, wiki, log_id, page_id, title, person_id, uploaded_at) select * from unnest($1, $2, $3, $4, $5, $6, $7)";
    private const string SetUses =
        "insert into file_usage (session_id, wiki, page_id, uses) select * from unnest($1, $2, $3, $4) on conflict (session_id, wiki, page_id) do update set uses = excluded.uses";
    private const string SetDeleted =
        "insert into page_state (session_id, wiki, page_id, deleted) select * from unnest($1, $2, $3, $4) on conflict (session_id, wiki, page_id) do update set deleted = excluded.deleted";
    private const string SetTitles =
        "insert into page_state (session_id, wiki, page_id, namespace, title) select * from unnest($1, $2, $3, $4, $5) on conflict (session_id, wiki, page_id) do update set namespace = excluded.namespace, title = excluded.title";
    private const string Hide =
        "insert into hidden_revision (session_id, wiki, revision_id, suppressed) select * from unnest($1, $2, $3, $4) on conflict (session_id, wiki, revision_id) do update set suppressed = excluded.suppressed";
    private const string Show =
        "delete from hidden_revision h using unnest($1, $2, $3) as shown (session_id, wiki, revision_id) where h.session_id = shown.session_id and h.wiki = shown.wiki and h.revision_id = shown.revision_id";
    private const string SetViews =
        "insert into page_views (session_id, wiki, page_id, day, views) select * from unnest($1, $2, $3, $4, $5) on conflict (session_id, wiki, page_id, day) do update set views = excluded.views";

    private static Task References(
        NpgsqlConnection connection,
        IReadOnlyList<StoredEvent> events,
        CancellationToken cancellation
    ) =>
        Each(
            [.. Of<ReferencesCounted>(events)],
            counted =>
                connection.CopyIn(
                    AddReferences,
                    columns: 5,
                    counted,
                    (row, e) =>
                    {
                        row.Uuid(e.Session.Value);
                        row.Text(e.Wiki);
                        row.Bigint(e.Revision);
                        row.Int4(e.References);
                        row.Int4(e.ParentReferences);
                    },
                    cancellation
                )
        );

    private static async Task Files(
        NpgsqlConnection connection,
        IReadOnlyList<StoredEvent> events,
        CancellationToken cancellation
    )
    {
        await Each(
            [.. Of<FileUploaded>(events)],
            uploads =>
                connection.Execute(
                    AddUploads,
                    cancellation,
                    Sessions(uploads),
                    Sql.Arg(Array.ConvertAll(uploads, u => u.Wiki)),
                    Sql.Arg(Array.ConvertAll(uploads, u => u.Log)),
                    Sql.Arg(Array.ConvertAll(uploads, u => u.Page)),
                    Sql.Arg(Array.ConvertAll(uploads, u => u.Title)),
                    Sql.Arg(Array.ConvertAll(uploads, u => u.Person.Value)),
                    Sql.Arg(Array.ConvertAll(uploads, u => u.Timestamp.UtcDateTime))
                )
        );
        await Each(
            LastOf(Of<FileUsesCounted>(events), u => (u.Session, u.Wiki, u.Page)),
            uses =>
                connection.Execute(
                    SetUses,
                    cancellation,
                    Sessions(uses),
                    Sql.Arg(Array.ConvertAll(uses, u => u.Wiki)),
                    Sql.Arg(Array.ConvertAll(uses, u => u.Page)),
                    Sql.Arg(Array.ConvertAll(uses, u => u.Uses))
                )
        );
    }

    private static async Task PageStates(
        NpgsqlConnection connection,
        IReadOnlyList<StoredEvent> events,
        CancellationToken cancellation
    )
    {
        var states = events
            .Select(e => DeletionOf(e.Data))
            .OfType<(SessionId Session, string Wiki, long Page, bool Is)>();
        await Each(
            LastOf(states, s => (s.Session, s.Wiki, s.Page)),
            some =>
                connection.Execute(
                    SetDeleted,
                    cancellation,
                    Sql.Arg(Array.ConvertAll(some, s => s.Session.Value)),
                    Sql.Arg(Array.ConvertAll(some, s => s.Wiki)),
                    Sql.Arg(Array.ConvertAll(some, s => s.Page)),
                    Sql.Arg(Array.ConvertAll(some, s => s.Is))
                )
        );
        await Each(
            LastOf(Of<PageMoved>(events), m => (m.Session, m.Wiki, m.Page)),
            moved =>
                connection.Execute(
                    SetTitles,
                    cancellation,
                    Sessions(moved),
                    Sql.Arg(Array.ConvertAll(moved, m => m.Wiki)),
                    Sql.Arg(Array.ConvertAll(moved, m => m.Page)),
                    Sql.Arg(Array.ConvertAll(moved, m => m.Namespace)),
                    Sql.Arg(Array.ConvertAll(moved, m => UserPageTitles.ForTheLog(m.Namespace, m.Title)))
                )
        );
        await Visibility(connection, events, cancellation);
    }

    private static (SessionId Session, string Wiki, long Page, bool Is)? DeletionOf(object e) =>
        e switch
        {
            PageDeleted d => (d.Session, d.Wiki, d.Page, true),
            PageRestored r => (r.Session, r.Wiki, r.Page, false),
            _ => null,
        };

    private static async Task Visibility(
        NpgsqlConnection connection,
        IReadOnlyList<StoredEvent> events,
        CancellationToken cancellation
    )
    {
        var told = events
            .Select(e =>
                e.Data switch
                {
                    RevisionHidden h => (h.Session, h.Wiki, h.Revision, Hidden: true, h.Suppressed),
                    RevisionShown s => (s.Session, s.Wiki, s.Revision, Hidden: false, Suppressed: false),
                    _ => ((SessionId Session, string Wiki, long Revision, bool Hidden, bool Suppressed)?)null,
                }
            )
            .OfType<(SessionId Session, string Wiki, long Revision, bool Hidden, bool Suppressed)>();
        var last = LastOf(told, t => (t.Session, t.Wiki, t.Revision));
        await Each(
            Array.FindAll(last, t => t.Hidden),
            hidden =>
                connection.Execute(
                    Hide,
                    cancellation,
                    Sql.Arg(Array.ConvertAll(hidden, t => t.Session.Value)),
                    Sql.Arg(Array.ConvertAll(hidden, t => t.Wiki)),
                    Sql.Arg(Array.ConvertAll(hidden, t => t.Revision)),
                    Sql.Arg(Array.ConvertAll(hidden, t => t.Suppressed))
                )
        );
        await Each(
            Array.FindAll(last, t => !t.Hidden),
            shown =>
                connection.Execute(
                    Show,
                    cancellation,
                    Sql.Arg(Array.ConvertAll(shown, t => t.Session.Value)),
                    Sql.Arg(Array.ConvertAll(shown, t => t.Wiki)),
                    Sql.Arg(Array.ConvertAll(shown, t => t.Revision))
                )
        );
    }

    private static Task PageViews(
        NpgsqlConnection connection,
        IReadOnlyList<StoredEvent> events,
        CancellationToken cancellation
    )
    {
        var days = Of<PageViewsCounted>(events)
            .SelectMany(e =>
                e.Views.Select((views, day) => (e.Session, e.Wiki, e.Page, Day: e.From.AddDays(day), views))
            );
        return Each(
            LastOf(days, d => (d.Session, d.Wiki, d.Page, d.Day)),
            counted =>
                connection.Execute(
                    SetViews,
                    cancellation,
                    Sql.Arg(Array.ConvertAll(counted, d => d.Session.Value)),
                    Sql.Arg(Array.ConvertAll(counted, d => d.Wiki)),
                    Sql.Arg(Array.ConvertAll(counted, d => d.Page)),
                    Sql.Arg(Array.ConvertAll(counted, d => d.Day)),
                    Sql.Arg(Array.ConvertAll(counted, d => d.views))
                )
        );
    }

    private static NpgsqlParameter Sessions(IReadOnlyCollection<ActivityEvent> events) =>
        Sql.Arg(events.Select(e => e.Session.Value).ToArray());
}
