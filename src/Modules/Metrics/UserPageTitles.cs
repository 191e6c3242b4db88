using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.MediaWiki;
using Npgsql;

namespace CampaignDashboard.Metrics;

/// <summary>
/// The titles of user pages, which name a person and therefore are not in the log: kept beside it, of people whom the
/// dashboard knows, until those are forgotten. Of a stranger's page not even that is kept.
/// </summary>
internal sealed class UserPageTitles(NpgsqlDataSource database) : IErasable
{
    private const string Remove = "delete from metrics.user_page_title where owner = any($1) or user_name = any($2)";

    private static readonly string Write = Sql.Read(typeof(UserPageTitles).Assembly, "KeepUserPageTitles.sql");

    /// <summary>The title of a page as the log may have it: none if it names a person.</summary>
    public static string? ForTheLog(int wikiNamespace, string? title) => UserPages.Holds(wikiNamespace) ? null : title;

    /// <summary>A page and its title now.</summary>
    internal readonly record struct Page(string Wiki, long Number, int Namespace, string Title);

    /// <summary>Keeps the titles of the user pages among these.</summary>
    public Task Keep(IEnumerable<Contribution> rows, CancellationToken cancellation) =>
        Keep(
            [
                .. rows.GroupBy(r => (Wiki: r.Wiki.Value, r.PageId))
                    .Select(g => g.MaxBy(r => r.RevisionId)!)
                    .Select(r => new Page(r.Wiki.Value, r.PageId, r.Namespace, r.Title)),
            ],
            cancellation
        );

    /// <summary>The same of pages that are known otherwise, each once.</summary>
    public async Task Keep(IReadOnlyCollection<Page> titled, CancellationToken cancellation)
    {
        var pages = titled
            .Where(p => UserPages.Holds(p.Namespace))
            .Distinct()
            .Select(p => (p.Wiki, PageId: p.Number, p.Title, UserName: UserPages.OwnerOf(p.Title)))
            .ToArray();
        if (pages.Length == 0)
        {
            return;
        }

        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        string[] names = [.. pages.Select(p => p.UserName).Distinct(StringComparer.Ordinal)];
        var owners = await People.Hold(names, connection, cancellation);
        var known = pages.Where(p => owners.ContainsKey(p.UserName)).ToArray();
        await connection.Execute(
            Write,
            cancellation,
            Sql.Arg(known.Select(p => p.Wiki).ToArray()),
            Sql.Arg(known.Select(p => p.PageId).ToArray()),
            Sql.Arg(known.Select(p => p.Title).ToArray()),
            Sql.Arg(known.Select(p => p.UserName).ToArray()),
            Sql.Arg(known.Select(p => owners[p.UserName].Value).ToArray())
        );
        await transaction.CommitAsync(cancellation);
    }

    /// <inheritdoc/>
    public Task Erase(Erasure erasure, NpgsqlConnection connection, CancellationToken cancellation) =>
        connection.Execute(
            Remove,
            cancellation,
            Sql.Arg(erasure.People.Select(p => p.Value).ToArray()),
            Sql.Arg(erasure.UserNames.ToArray())
        );
}
