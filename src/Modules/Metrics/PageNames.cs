using CampaignDashboard.Campaigns.Contracts;
using Npgsql;

namespace CampaignDashboard.Metrics;

/// <summary>What the pages are called that participants of a session edited.</summary>
internal sealed class PageNames(NpgsqlDataSource database)
{
    private static readonly string Titles = Sql.Read(typeof(PageNames).Assembly, "PageNames.sql");

    /// <summary>The titles of these pages; one that nobody edited, and a user's page, is missing.</summary>
    public async Task<IReadOnlyDictionary<WikiPage, string>> Of(
        SessionId session,
        IReadOnlyCollection<WikiPage> pages,
        CancellationToken cancellation
    ) =>
        (
            await database.Query(
                Titles,
                row => (Page: new WikiPage(row.GetString(0), row.GetInt64(1)), Title: row.TextOrNull(2)),
                cancellation,
                Sql.Arg(session.Value),
                Sql.Arg(pages.Select(p => p.Wiki).ToArray()),
                Sql.Arg(pages.Select(p => p.Page).ToArray())
            )
        )
            .Where(p => p.Title is not null)
            .ToDictionary(p => p.Page, p => p.Title!);
}
