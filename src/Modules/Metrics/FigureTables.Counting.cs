using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment.Contracts;
using Npgsql;
using NpgsqlTypes;

namespace CampaignDashboard.Metrics;

/// <summary>Which edits count: the rule of each session, and the articles that it may be about.</summary>
internal sealed partial class FigureTables
{
    private const string AddListedArticles =
        "insert into listed_article (session_id, article_id, wiki, title, page_id) select * from unnest($1, $2, $3, $4, $5)";

    private static readonly string SetCounting = Sql.Read(typeof(FigureTables).Assembly, "SetCounting.sql");

    private static async Task CountingRules(
        NpgsqlConnection connection,
        IReadOnlyList<StoredEvent> events,
        CancellationToken cancellation
    )
    {
        // The last word on each session counts.
        var rules = events
            .Select(e => e.Data)
            .OfType<CountingRuleSet>()
            .GroupBy(e => e.Session.Value)
            .Select(g => g.Last())
            .ToArray();
        if (rules.Length > 0)
        {
            await connection.Execute(
                SetCounting,
                cancellation,
                Sql.Arg(Array.ConvertAll(rules, r => r.Session.Value)),
                Sql.Arg(Array.ConvertAll(rules, r => r.Scope == CountedScope.ArticleList)),
                Sql.Arg(Array.ConvertAll(rules, r => r.From == CountFrom.Enrolment))
            );
        }
    }

    /// <summary>What was once on a list stays on it: an article that loses its author, or that a wiki deletes, too.</summary>
    private static async Task ListedArticles(
        NpgsqlConnection connection,
        IReadOnlyList<StoredEvent> events,
        CancellationToken cancellation
    )
    {
        var offers = events.Select(e => e.Data).OfType<ArticleOffered>().ToArray();
        if (offers.Length > 0)
        {
            await connection.Execute(
                AddListedArticles,
                cancellation,
                Sql.Arg(Array.ConvertAll(offers, o => o.Session.Value)),
                Sql.Arg(Array.ConvertAll(offers, o => o.Article)),
                Sql.Arg(Array.ConvertAll(offers, o => o.Wiki)),
                Sql.Arg(Array.ConvertAll(offers, o => o.Title)),
                new NpgsqlParameter
                {
                    Value = Array.ConvertAll(offers, o => o.PageId),
                    NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint,
                }
            );
        }
    }
}
