using CampaignDashboard.Enrolment.Contracts;
using Npgsql;
using NpgsqlTypes;

namespace CampaignDashboard.Enrolment;

/// <summary>The tables of article lists, written in the append's transaction, a statement a table.</summary>
internal sealed class ArticleTables : IInlineProjection
{
    private const string Offer =
        "insert into article (article_id, session_id, wiki, title, page_id) select * from unnest($1, $2, $3, $4, $5)";
    private const string SetAuthor =
        "update article a set author = said.author from unnest($1, $2) as said (article_id, author) where a.article_id = said.article_id";
    private const string SetVersion =
        "insert into article_list (session_id, version) select * from unnest($1, $2) on conflict (session_id) do update set version = excluded.version";

    public string Name => "articles";

    public int Version => 1;

    public IReadOnlyCollection<Type> Wants => [typeof(ArticleListEvent)];

    public string Tables => Sql.Read(typeof(ArticleTables).Assembly, "ArticleTables.sql");

    public async Task Apply(
        IReadOnlyList<StoredEvent> events,
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        var list = events.Where(e => e.Data is ArticleListEvent).ToArray();
        if (list.Length == 0)
        {
            return;
        }

        await WriteOffers([.. list.Select(e => e.Data).OfType<ArticleOffered>()], connection, cancellation);
        await WriteAuthors(list.Select(e => e.Data), connection, cancellation);
        var versions = list.GroupBy(e => ((ArticleListEvent)e.Data).Session.Value)
            .ToDictionary(g => g.Key, g => g.Last().Version);
        await connection.Execute(
            SetVersion,
            cancellation,
            Sql.Arg(versions.Keys.ToArray()),
            Sql.Arg(versions.Values.ToArray())
        );
    }

    private static Task<int> WriteOffers(
        ArticleOffered[] offers,
        NpgsqlConnection connection,
        CancellationToken cancellation
    ) =>
        connection.Execute(
            Offer,
            cancellation,
            Sql.Arg(offers.Select(o => o.Article).ToArray()),
            Sql.Arg(offers.Select(o => o.Session.Value).ToArray()),
            Sql.Arg(offers.Select(o => o.Wiki).ToArray()),
            Sql.Arg(offers.Select(o => o.Title).ToArray()),
            Nullable(offers.Select(o => o.PageId).ToArray(), NpgsqlDbType.Bigint)
        );

    private static async Task WriteAuthors(
        IEnumerable<object> events,
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        var authors = events
            .OfType<ArticleListEvent>()
            .Where(e => e is ArticleAssigned or ArticleReleased)
            .GroupBy(e => e.Article)
            .ToDictionary(g => g.Key, g => (g.Last() as ArticleAssigned)?.Person.Value);
        await connection.Execute(
            SetAuthor,
            cancellation,
            Sql.Arg(authors.Keys.ToArray()),
            Nullable(authors.Values.ToArray(), NpgsqlDbType.Uuid)
        );
    }

    private static NpgsqlParameter Nullable<T>(T?[] values, NpgsqlDbType type)
        where T : struct => new() { Value = values, NpgsqlDbType = NpgsqlDbType.Array | type };
}
