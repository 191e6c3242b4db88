using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;
using Npgsql;
using NpgsqlTypes;

namespace CampaignDashboard.Enrolment;

/// <summary>Which articles of a list are asked for.</summary>
internal enum ArticleFilter
{
    /// <summary>Each.</summary>
    All,

    /// <summary>Those that take another author.</summary>
    Available,

    /// <summary>Those that have an author.</summary>
    Taken,

    /// <summary>Those that the caller writes or reviews.</summary>
    Mine,

    /// <summary>Pages that somebody else writes and nobody reviews yet.</summary>
    ToReview,
}

/// <summary>
/// What is asked of an article list; titles are searched for <paramref name="Search"/>, whatever its case and accents.
/// <paramref name="Caller"/> is who asks, null for nobody known.
/// </summary>
internal readonly record struct AskedArticles(ArticleFilter Filter, string? Search, PersonId? Caller);

/// <summary>Reads the tables of article lists, a page at a time: a list may hold ten thousand.</summary>
internal sealed class ArticleRows(NpgsqlDataSource database)
{
    private const string List = "select version, most_authors from articles.article_list where session_id = $1";
    private const string Holders =
        "select article_id, person_id, role from articles.article_role where article_id = any($1) order by person_id";
    private const string OfSession =
        "select article_id, person_id, role from articles.article_role where session_id = $1 order by article_id, person_id";

    private static readonly string Page = Sql.Read(typeof(ArticleRows).Assembly, "Articles.sql");
    private static readonly string Counted = Sql.Read(typeof(ArticleRows).Assembly, "ArticleCounts.sql");

    /// <summary><paramref name="Available"/> is whether it takes another author.</summary>
    internal sealed record ArticleRow(
        Guid Id,
        string Wiki,
        string Title,
        long? PageId,
        ArticleState State,
        string? RedirectsTo,
        int Authors,
        int Reviewers,
        bool Available
    );

    internal readonly record struct RoleRow(Guid Article, PersonId Person, ArticleRole Role);

    /// <summary>The version of the list's stream, and how many authors may share an article, null for any number.</summary>
    internal readonly record struct ListRow(long Version, int? MostAuthors);

    /// <summary>How many articles there are; of them, those that each filter finds.</summary>
    internal readonly record struct Counts(int All, int Available, int Taken, int Mine, int ToReview);

    /// <summary>At most <paramref name="limit"/> articles behind a title and an id, by title.</summary>
    public Task<IReadOnlyList<ArticleRow>> Some(
        SessionId session,
        AskedArticles asked,
        (string Title, Guid Id)? after,
        int limit,
        CancellationToken cancellation
    ) =>
        database.Query(
            Page,
            row => new ArticleRow(
                row.GetGuid(0),
                row.GetString(1),
                row.GetString(2),
                row.IsDBNull(3) ? null : row.GetInt64(3),
                Enum.Parse<ArticleState>(row.GetString(4)),
                row.IsDBNull(5) ? null : row.GetString(5),
                row.GetInt32(6),
                row.GetInt32(7),
                row.GetBoolean(8)
            ),
            cancellation,
            Sql.Arg(session.Value),
            Sql.Arg(asked.Filter.ToString()),
            Person(asked.Caller),
            Sql.ArgOrNull(PatternOf(asked.Search), NpgsqlDbType.Text),
            Sql.ArgOrNull(after?.Title, NpgsqlDbType.Text),
            Sql.ArgOrNull(after?.Id, NpgsqlDbType.Uuid),
            Sql.Arg(limit)
        );

    /// <summary>Who writes and reviews these articles.</summary>
    public Task<IReadOnlyList<RoleRow>> RolesOf(IEnumerable<Guid> articles, CancellationToken cancellation) =>
        database.Query(Holders, Role, cancellation, Sql.Arg(articles.ToArray()));

    /// <summary>Who writes and reviews anything in a session.</summary>
    public Task<IReadOnlyList<RoleRow>> RolesIn(SessionId session, CancellationToken cancellation) =>
        database.Query(OfSession, Role, cancellation, Sql.Arg(session.Value));

    /// <summary>What holds for the whole list.</summary>
    public async Task<ListRow> ListOf(SessionId session, CancellationToken cancellation) =>
        await database.Query(
            List,
            row => new ListRow(row.GetInt64(0), row.IsDBNull(1) ? null : row.GetInt32(1)),
            cancellation,
            Sql.Arg(session.Value)
        )
            is [var row]
            ? row
            : new(0, ArticleList.Initial.MostAuthors);

    /// <summary>How many articles each filter finds for this caller.</summary>
    public async Task<Counts> CountsOf(SessionId session, PersonId? caller, CancellationToken cancellation) =>
        (
            await database.Query(
                Counted,
                row => new Counts(row.GetInt32(0), row.GetInt32(1), row.GetInt32(2), row.GetInt32(3), row.GetInt32(4)),
                cancellation,
                Sql.Arg(session.Value),
                Person(caller)
            )
        )[0];

    // What somebody types is text: the wild cards of patterns stand for themselves.
    private static string? PatternOf(string? search) =>
        string.IsNullOrWhiteSpace(search)
            ? null
            : $"%{search.Trim().Replace('_', ' ').Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal)}%";

    private static NpgsqlParameter Person(PersonId? person) => Sql.ArgOrNull(person?.Value, NpgsqlDbType.Uuid);

    private static RoleRow Role(NpgsqlDataReader row) =>
        new(row.GetGuid(0), new(row.GetGuid(1)), ArticleTables.RoleIn(row, 2));
}
