using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Web.Downloads;
using Npgsql;
using NpgsqlTypes;

namespace CampaignDashboard.Metrics.Lists;

/// <summary>
/// A counted edit. <paramref name="Title"/> is what the page is called now; null for a page of a user whom the reader is not
/// told. <paramref name="References"/> is null where a wiki does not show the text. <paramref name="Hidden"/>: the wiki
/// shows something of it no more, and its summary is told no more.
/// </summary>
internal sealed record FactRevision(
    string Wiki,
    long Revision,
    DateTimeOffset At,
    long Page,
    int Namespace,
    string? Title,
    PersonId? Person,
    string? User,
    int BytesDifference,
    long? References,
    bool CreatesPage,
    bool Content,
    bool Minor,
    bool Hidden,
    string? Summary,
    string? Diff
);

/// <summary>The counted edits, the latest first.</summary>
internal sealed class RevisionList(WikiAddresses addresses) : IWalkedList<FactRevision>
{
    private static readonly string Query = Sql.Read(typeof(RevisionList).Assembly, "FactRevisions.sql");

    /// <summary>What is kept of large scopes.</summary>
    internal static readonly IReadOnlyDictionary<string, CachedPart<FewFacts>> FewRevisions = FewFacts.Parts(
        "revisions",
        Find
    );

    public string Name => "revisions";

    public IReadOnlyDictionary<string, CachedPart<FewFacts>> Few => FewRevisions;

    public IReadOnlyList<Column<FactRevision>> Columns =>
        [
            new("wiki", r => r.Wiki),
            new("revision_id", r => r.Revision),
            new("made_at", r => r.At),
            new("page_id", r => r.Page),
            new("namespace", r => r.Namespace),
            new("title", r => r.Title),
            new("user_name", r => r.User),
            new("bytes_difference", r => r.BytesDifference),
            new("references_difference", r => r.References),
            new("creates_page", r => r.CreatesPage),
            new("content", r => r.Content),
            new("minor", r => r.Minor),
            new("hidden", r => r.Hidden),
            new("summary", r => r.Summary),
            new("diff", r => r.Diff),
        ];

    public IReadOnlyList<Column<FactRevision>> Wikitext =>
        [
            new("Edit", r => WikiAddresses.OnMeta(r.Wiki, $"Special:Diff/{r.Revision}", $"{r.Revision}")),
            new("When (UTC)", r => r.At),
            new("Page", r => WikiAddresses.OnMeta(r.Wiki, r.Title)),
            new("User", r => r.User),
            new("Bytes", r => r.BytesDifference),
            new("References", r => r.References),
        ];

    public string CursorOf(FactRevision row) => FactCursor.Of(row.At, row.Wiki, row.Revision);

    public Task<IReadOnlyList<FactRevision>> Page(
        NpgsqlConnection connection,
        FactQuery query,
        CancellationToken cancellation
    ) => Page(connection, query, among: null, cancellation);

    public async Task<IReadOnlyList<FactRevision>> Page(
        NpgsqlConnection connection,
        FactQuery query,
        IReadOnlyCollection<FactKey>? among,
        CancellationToken cancellation
    )
    {
        var planned = await Planned(query, among is not null, connection, cancellation);
        var rows = await Rows(connection, planned, among, Read, cancellation);
        return await query.Names.Name(
            rows,
            r => r.Person,
            (r, person, user) => r with { Person = person, User = user },
            cancellation
        );
    }

    private static async Task<IReadOnlyList<FactKey>> Find(
        FactQuery query,
        NpgsqlConnection connection,
        CancellationToken cancellation
    ) =>
        await Rows(
            connection,
            query,
            among: null,
            row => new FactKey(row.GetString(0), row.GetInt64(1), row.GetFieldValue<DateTimeOffset>(6)),
            cancellation
        );

    private static Task<IReadOnlyList<T>> Rows<T>(
        NpgsqlConnection connection,
        FactQuery query,
        IReadOnlyCollection<FactKey>? among,
        Func<NpgsqlDataReader, T> read,
        CancellationToken cancellation
    ) =>
        connection.Query(
            Query,
            read,
            cancellation,
            [
                .. query.Parameters,
                .. FactCursor.Behind(query.After),
                query.Most,
                Sql.Arg(query.Names.MaySee),
                Sql.ArgOrNull(
                    among?.Select(k => k.At!.Value.UtcDateTime).ToArray(),
                    NpgsqlDbType.Array | NpgsqlDbType.TimestampTz
                ),
            ]
        );

    private static async Task<FactQuery> Planned(
        FactQuery query,
        bool isOfFew,
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        if (query.Filter.IsOfLittle || isOfFew)
        {
            await PlanHints.ForSome(connection, cancellation);
            return query;
        }

        var period = await PlanHints.ForPage(query.Scope, connection, cancellation);
        return query with { Scope = query.Scope with { Period = period } };
    }

    private FactRevision Read(NpgsqlDataReader row) =>
        new(
            row.GetString(0),
            row.GetInt64(1),
            row.GetFieldValue<DateTimeOffset>(6),
            row.GetInt64(2),
            row.GetInt32(3),
            row.TextOrNull(4),
            new(row.GetGuid(5)),
            User: null,
            row.GetInt32(7),
            row.IsDBNull(8) ? null : row.GetInt32(8),
            row.GetBoolean(9),
            row.GetBoolean(10),
            row.GetBoolean(11),
            row.GetBoolean(12),
            row.TextOrNull(13),
            addresses.Diff(row.GetString(0), row.GetInt64(1))
        );
}
