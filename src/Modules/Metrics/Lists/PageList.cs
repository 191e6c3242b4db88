using CampaignDashboard.Web.Downloads;
using Npgsql;
using NpgsqlTypes;

namespace CampaignDashboard.Metrics.Lists;

/// <summary>
/// A content page that participants edited, with what they did there. <paramref name="Title"/> is what it is called now.
/// <paramref name="Views"/> are those by people on all days that are known; null where no wiki tells.
/// <paramref name="Deleted"/>: the wiki has deleted it since.
/// </summary>
internal sealed record FactPage(
    string Wiki,
    long Page,
    int Namespace,
    string? Title,
    bool Created,
    long Authors,
    long Edits,
    long BytesAdded,
    long BytesRemoved,
    long ReferencesAdded,
    long ReferencesRemoved,
    long? Views,
    bool Deleted,
    string? Address
);

/// <summary>The content pages edited, by wiki, the newest page first.</summary>
internal sealed class PageList(WikiAddresses addresses) : IWalkedList<FactPage>
{
    private const string Deleted = "select page_id from page_state where session_id = any($1) and deleted";

    private static readonly string Which = Sql.Read(typeof(PageList).Assembly, "FactPageKeys.sql");
    private static readonly string What = Sql.Read(typeof(PageList).Assembly, "FactPages.sql");

    /// <summary>What is kept of large scopes.</summary>
    internal static readonly IReadOnlyDictionary<string, CachedPart<FewFacts>> FewPages = FewFacts.Parts("pages", Find);

    public string Name => "pages";

    public IReadOnlyDictionary<string, CachedPart<FewFacts>> Few => FewPages;

    public IReadOnlyList<Column<FactPage>> Columns =>
        [
            new("wiki", p => p.Wiki),
            new("page_id", p => p.Page),
            new("namespace", p => p.Namespace),
            new("title", p => p.Title),
            new("created", p => p.Created),
            new("authors", p => p.Authors),
            new("edits", p => p.Edits),
            new("bytes_added", p => p.BytesAdded),
            new("bytes_removed", p => p.BytesRemoved),
            new("references_added", p => p.ReferencesAdded),
            new("references_removed", p => p.ReferencesRemoved),
            new("views", p => p.Views),
            new("deleted", p => p.Deleted),
            new("address", p => p.Address),
        ];

    public IReadOnlyList<Column<FactPage>> Wikitext =>
        [
            new("Page", p => WikiAddresses.OnMeta(p.Wiki, p.Title)),
            new("Created or improved", p => p.Created ? "created" : "improved"),
            new("Authors", p => p.Authors),
            new("Edits", p => p.Edits),
            new("Bytes added", p => p.BytesAdded),
            new("References added", p => p.ReferencesAdded),
            new("Views", p => p.Views),
            new("Deleted since", p => p.Deleted ? "deleted" : ""),
        ];

    public string CursorOf(FactPage row) => FactCursor.Of(row.Wiki, row.Page);

    public Task<IReadOnlyList<FactPage>> Page(
        NpgsqlConnection connection,
        FactQuery query,
        CancellationToken cancellation
    ) => Page(connection, query, among: null, cancellation);

    public async Task<IReadOnlyList<FactPage>> Page(
        NpgsqlConnection connection,
        FactQuery query,
        IReadOnlyCollection<FactKey>? among,
        CancellationToken cancellation
    )
    {
        var keys = await Keys(connection, query, among, cancellation);
        if (keys.Count == 0)
        {
            return [];
        }

        await PlanHints.ForSome(connection, cancellation);
        return await connection.Query(
            What,
            Read,
            cancellation,
            [
                .. query.Scope.Parameters,
                query.Filter.OfPerson,
                Sql.Arg(keys.Select(k => k.Wiki).ToArray()),
                Sql.Arg(keys.Select(k => k.Page).ToArray()),
                Sql.Arg(keys.Select(k => k.Created).ToArray()),
                Sql.Arg(query.Names.MaySee),
            ]
        );
    }

    private static async Task<IReadOnlyList<(string Wiki, long Page, bool Created)>> Keys(
        NpgsqlConnection connection,
        FactQuery query,
        IReadOnlyCollection<FactKey>? among,
        CancellationToken cancellation
    )
    {
        var deleted = query.Filter.Figure is "pagesDeletedSince"
            ? await connection.Query(Deleted, row => row.GetInt64(0), cancellation, Sql.Arg(query.Scope.SessionIds))
            : null;
        if (query.Filter.IsOfLittle || deleted is not null || among is not null)
        {
            await PlanHints.ForSome(connection, cancellation);
        }
        else
        {
            await PlanHints.ForPage(query.Scope, connection, cancellation);
        }

        return await Keys(
            connection,
            query,
            among?.Select(k => k.Number) ?? deleted,
            among?.Select(k => k.Wiki),
            cancellation
        );
    }

    private static async Task<IReadOnlyList<FactKey>> Find(
        FactQuery query,
        NpgsqlConnection connection,
        CancellationToken cancellation
    ) =>
        [
            .. (await Keys(connection, query, pages: null, wikis: null, cancellation)).Select(k => new FactKey(
                k.Wiki,
                k.Page
            )),
        ];

    private static Task<IReadOnlyList<(string Wiki, long Page, bool Created)>> Keys(
        NpgsqlConnection connection,
        FactQuery query,
        IEnumerable<long>? pages,
        IEnumerable<string>? wikis,
        CancellationToken cancellation
    ) =>
        connection.Query(
            Which,
            row => (Wiki: row.GetString(0), Page: row.GetInt64(1), Created: row.GetBoolean(2)),
            cancellation,
            [
                .. query.Parameters,
                .. FactCursor.BehindNumber(query.After),
                query.Most,
                Sql.ArgOrNull(pages?.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Bigint),
                Sql.ArgOrNull(
                    wikis?.Distinct(StringComparer.Ordinal).ToArray(),
                    NpgsqlDbType.Array | NpgsqlDbType.Text
                ),
            ]
        );

    private FactPage Read(NpgsqlDataReader row) =>
        new(
            row.GetString(0),
            row.GetInt64(1),
            row.GetInt32(2),
            row.TextOrNull(3),
            row.GetBoolean(4),
            row.GetInt64(5),
            row.GetInt64(6),
            row.GetInt64(7),
            row.GetInt64(8),
            row.GetInt64(9),
            row.GetInt64(10),
            row.LongOrNull(11),
            row.GetBoolean(12),
            addresses.Page(row.GetString(0), row.GetInt64(1), row.TextOrNull(3))
        );
}
