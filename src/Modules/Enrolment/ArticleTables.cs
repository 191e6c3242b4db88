using System.Collections.Immutable;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Identity.Contracts;
using Npgsql;
using NpgsqlTypes;

namespace CampaignDashboard.Enrolment;

/// <summary>
/// The tables of article lists, written in the append's transaction. What the rows of the articles in question are after
/// the events is said by <see cref="ArticleList"/> alone: they are read, evolved in memory, and written again, a statement
/// a table.
/// </summary>
internal sealed class ArticleTables : IInlineProjection
{
    private const string ReadArticles =
        "select article_id, wiki, title, page_id, state, redirects_to from article where article_id = any($1)";
    private const string ReadRoles = "select article_id, person_id, role from article_role where article_id = any($1)";
    private const string Forget = "delete from article where article_id = any($1)";
    private const string ForgetRoles = "delete from article_role where article_id = any($1)";
    private const string WriteRoles =
        "insert into article_role (article_id, session_id, person_id, role) select * from unnest($1, $2, $3, $4)";

    private static readonly string WriteArticles = Sql.Read(typeof(ArticleTables).Assembly, "WriteArticles.sql");
    private static readonly string WriteLists = Sql.Read(typeof(ArticleTables).Assembly, "WriteArticleLists.sql");

    public string Name => "articles";

    public int Version => 2;

    public IReadOnlyCollection<Type> Wants => [typeof(ArticleListEvent)];

    public string Tables => Sql.Read(typeof(ArticleTables).Assembly, "ArticleTables.sql");

    public async Task Apply(
        IReadOnlyList<StoredEvent> events,
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        var list = events.Where(e => e.Data is ArticleListEvent).ToArray();
        if (list.Length > 0)
        {
            await Lists(list, connection, cancellation);
            await Articles([.. list.Select(e => e.Data).OfType<ArticleEvent>()], connection, cancellation);
        }
    }

    private static async Task Lists(StoredEvent[] events, NpgsqlConnection connection, CancellationToken cancellation)
    {
        // The last word on each list counts.
        var lists = events
            .GroupBy(e => ((ArticleListEvent)e.Data).Session.Value)
            .Select(g =>
                (
                    Session: g.Key,
                    g.Last().Version,
                    Set: g.Select(e => e.Data).OfType<AuthorsPerArticleSet>().LastOrDefault()
                )
            )
            .ToArray();
        await connection.Execute(
            WriteLists,
            cancellation,
            Sql.Arg(Array.ConvertAll(lists, l => l.Session)),
            Sql.Arg(Array.ConvertAll(lists, l => l.Version)),
            Sql.Arg(Array.ConvertAll(lists, l => l.Set is not null)),
            Nullable(Array.ConvertAll(lists, l => l.Set?.Most), NpgsqlDbType.Integer)
        );
    }

    private static async Task Articles(
        ArticleEvent[] events,
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        var sessions = events.GroupBy(e => e.Article).ToDictionary(g => g.Key, g => g.Last().Session.Value);
        var before = await Read([.. sessions.Keys], connection, cancellation);
        var after = events.Aggregate(ArticleList.Initial with { Articles = before }, ArticleList.Evolve).Articles;
        if (sessions.Count > after.Count)
        {
            Guid[] gone = [.. sessions.Keys.Where(id => !after.ContainsKey(id))];
            await connection.Execute(Forget, cancellation, Sql.Arg(gone));
        }

        await Write(after, sessions, connection, cancellation);
        (Guid Article, Guid Person, ArticleRole Role)[] roles = [.. after.SelectMany(a => RolesOf(a.Key, a.Value))];
        if (before.Values.Any(a => a.Authors.Count + a.Reviewers.Count > 0))
        {
            await connection.Execute(ForgetRoles, cancellation, Sql.Arg(before.Keys.ToArray()));
        }

        if (roles.Length > 0)
        {
            await connection.Execute(
                WriteRoles,
                cancellation,
                Sql.Arg(Array.ConvertAll(roles, r => r.Article)),
                Sql.Arg(Array.ConvertAll(roles, r => sessions[r.Article])),
                Sql.Arg(Array.ConvertAll(roles, r => r.Person)),
                Sql.Arg(Array.ConvertAll(roles, r => r.Role.ToString()))
            );
        }
    }

    private static async Task<ImmutableDictionary<Guid, ListedArticle>> Read(
        Guid[] articles,
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        var roles = (
            await connection.Query(
                ReadRoles,
                row => (Article: row.GetGuid(0), Person: new PersonId(row.GetGuid(1)), Role: RoleIn(row, 2)),
                cancellation,
                Sql.Arg(articles)
            )
        ).ToLookup(r => (r.Article, r.Role), r => r.Person);
        var rows = await connection.Query(
            ReadArticles,
            row =>
                KeyValuePair.Create(
                    row.GetGuid(0),
                    new ListedArticle(
                        row.GetString(1),
                        row.GetString(2),
                        row.IsDBNull(3) ? null : row.GetInt64(3),
                        Enum.Parse<ArticleState>(row.GetString(4)),
                        row.IsDBNull(5) ? null : row.GetString(5),
                        [.. roles[(row.GetGuid(0), ArticleRole.Author)]],
                        [.. roles[(row.GetGuid(0), ArticleRole.Reviewer)]]
                    )
                ),
            cancellation,
            Sql.Arg(articles)
        );
        return rows.ToImmutableDictionary();
    }

    private static async Task Write(
        ImmutableDictionary<Guid, ListedArticle> articles,
        Dictionary<Guid, Guid> sessions,
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        if (articles.IsEmpty)
        {
            return;
        }

        Guid[] ids = [.. articles.Keys];
        var rows = Array.ConvertAll(ids, id => articles[id]);
        await connection.Execute(
            WriteArticles,
            cancellation,
            Sql.Arg(ids),
            Sql.Arg(Array.ConvertAll(ids, id => sessions[id])),
            Sql.Arg(Array.ConvertAll(rows, a => a.Wiki)),
            Sql.Arg(Array.ConvertAll(rows, a => a.Title)),
            Nullable(Array.ConvertAll(rows, a => a.PageId), NpgsqlDbType.Bigint),
            Sql.Arg(Array.ConvertAll(rows, a => a.State.ToString())),
            new NpgsqlParameter
            {
                Value = Array.ConvertAll(rows, a => a.RedirectsTo),
                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
            },
            Sql.Arg(Array.ConvertAll(rows, a => a.Authors.Count)),
            Sql.Arg(Array.ConvertAll(rows, a => a.Reviewers.Count))
        );
    }

    private static IEnumerable<(Guid Article, Guid Person, ArticleRole Role)> RolesOf(Guid id, ListedArticle article) =>
        from role in Enum.GetValues<ArticleRole>()
        from person in article.Having(role)
        select (id, person.Value, role);

    internal static ArticleRole RoleIn(NpgsqlDataReader row, int column) =>
        Enum.Parse<ArticleRole>(row.GetString(column));

    private static NpgsqlParameter Nullable<T>(T?[] values, NpgsqlDbType type)
        where T : struct => new() { Value = values, NpgsqlDbType = NpgsqlDbType.Array | type };
}
