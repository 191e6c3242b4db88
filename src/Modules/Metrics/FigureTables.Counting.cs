using System.Runtime.InteropServices;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Metrics.Contracts;
using Npgsql;
using NpgsqlTypes;

namespace CampaignDashboard.Metrics;

/// <summary>Which edits count: the rule of each session, and the articles that it may be about.</summary>
internal sealed partial class FigureTables
{
    private const string AddListedArticles =
        "insert into listed_article (session_id, article_id, wiki, title, page_id) select * from unnest($1, $2, $3, $4, $5) on conflict do nothing";
    private const string ForgetListedArticles =
        "delete from listed_article a using unnest($1, $2) as gone (session_id, article_id) where a.session_id = gone.session_id and a.article_id = gone.article_id";

    private const string SetPageChoices =
        "insert into page_choice (session_id, wiki, page_id, counts, reason) select * from unnest($1, $2, $3, $4, $5) on conflict (session_id, wiki, page_id) do update set counts = excluded.counts, reason = excluded.reason";

    private static readonly string SetCounting = Sql.Read(typeof(FigureTables).Assembly, "SetCounting.sql");

    private static async Task CountingRules(
        NpgsqlConnection connection,
        IReadOnlyList<StoredEvent> events,
        CancellationToken cancellation
    )
    {
        await Each(
            LastOf(Of<CountingRuleSet>(events), r => r.Session),
            rules =>
                connection.Execute(
                    SetCounting,
                    cancellation,
                    Sql.Arg(Array.ConvertAll(rules, r => r.Session.Value)),
                    Sql.Arg(Array.ConvertAll(rules, r => r.Scope == CountedScope.ArticleList)),
                    Sql.Arg(Array.ConvertAll(rules, r => r.From == CountFrom.Enrolment))
                )
        );
    }

    private static Task PageChoices(
        NpgsqlConnection connection,
        IReadOnlyList<StoredEvent> events,
        CancellationToken cancellation
    ) =>
        Each(
            LastOf(Of<PageChoiceEvent>(events), c => (c.Session, c.Wiki, c.Page)),
            choices =>
                connection.Execute(
                    SetPageChoices,
                    cancellation,
                    Sql.Arg(Array.ConvertAll(choices, c => c.Session.Value)),
                    Sql.Arg(Array.ConvertAll(choices, c => c.Wiki)),
                    Sql.Arg(Array.ConvertAll(choices, c => c.Page)),
                    Sql.Arg(Array.ConvertAll(choices, c => c is PageIncluded)),
                    Sql.Arg(Array.ConvertAll(choices, c => c.Reason))
                )
        );

    /// <summary>
    /// What is on a list stays on it whatever its wiki does: it may be moved, deleted, or made anew. A coordinator alone
    /// takes an article off, with all that it was known by.
    /// </summary>
    private static async Task ListedArticles(
        NpgsqlConnection connection,
        IReadOnlyList<StoredEvent> events,
        CancellationToken cancellation
    )
    {
        var known = new Dictionary<(Guid Session, Guid Article), List<ListedPage>>();
        var withdrawn = new HashSet<(Guid Session, Guid Article)>();
        foreach (var e in events)
        {
            if (e.Data is ArticleWithdrawn w)
            {
                withdrawn.Add((w.Session.Value, w.Article));
                known.Remove((w.Session.Value, w.Article));
            }
            else if (ListedPage.Of(e.Data) is { } page)
            {
                (CollectionsMarshal.GetValueRefOrAddDefault(known, (page.Session, page.Article), out _) ??= []).Add(
                    page
                );
            }
        }

        if (withdrawn.Count > 0)
        {
            await connection.Execute(
                ForgetListedArticles,
                cancellation,
                Sql.Arg(withdrawn.Select(w => w.Session).ToArray()),
                Sql.Arg(withdrawn.Select(w => w.Article).ToArray())
            );
        }

        ListedPage[] listed = [.. known.Values.SelectMany(pages => pages.DistinctBy(p => p.Page))];
        if (listed.Length > 0)
        {
            await connection.Execute(
                AddListedArticles,
                cancellation,
                Sql.Arg(Array.ConvertAll(listed, l => l.Session)),
                Sql.Arg(Array.ConvertAll(listed, l => l.Article)),
                Sql.Arg(Array.ConvertAll(listed, l => l.Wiki)),
                Sql.Arg(Array.ConvertAll(listed, l => l.Title)),
                new NpgsqlParameter
                {
                    Value = Array.ConvertAll(listed, l => l.Page),
                    NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint,
                }
            );
        }
    }

    /// <summary>Something that an article of a list is known by from an event on.</summary>
    private readonly record struct ListedPage(Guid Session, Guid Article, string Wiki, string Title, long? Page)
    {
        public static ListedPage? Of(object e) =>
            e switch
            {
                ArticleOffered a => new(a.Session.Value, a.Article, a.Wiki, a.Title, a.PageId),
                ArticleCreated a => new(a.Session.Value, a.Article, a.Wiki, a.Title, a.PageId),
                ArticleRestored a => new(a.Session.Value, a.Article, a.Wiki, a.Title, a.PageId),
                _ => null,
            };
    }
}
