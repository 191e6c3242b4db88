using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.MediaWiki;
using Npgsql;

namespace CampaignDashboard.Metrics;

/// <summary>
/// The summaries of page updates: the table <c>metrics.edit_summary</c>, beside the log, for a wiki may hide one later. Kept
/// as long as the wiki shows them and the dashboard knows who wrote them.
/// </summary>
internal sealed class EditSummaries(NpgsqlDataSource database) : IErasable, IPersonalData
{
    private const string Hidden =
        "delete from metrics.edit_summary e using unnest($1, $2) as hidden (wiki, revision_id) where e.wiki = hidden.wiki and e.revision_id = hidden.revision_id";
    private const string Remove = "delete from metrics.edit_summary where author = any($1)";
    private const string OfAuthor =
        "select wiki, revision_id, summary from metrics.edit_summary where author = $1 order by wiki, revision_id";

    private static readonly string Write = Sql.Read(typeof(EditSummaries).Assembly, "KeepEditSummaries.sql");

    internal sealed record Written(string Wiki, long Revision, string Summary);

    public string Field => "editSummaries";

    /// <summary>Keeps the summaries of these revisions; those that the wiki hides by now go.</summary>
    public async Task Keep(IReadOnlyCollection<Contribution> rows, CancellationToken cancellation)
    {
        if (rows.Count == 0)
        {
            return;
        }

        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await Forget(
            connection,
            rows.Where(r => r.Comment is null).Select(r => (r.Wiki.Value, r.RevisionId)),
            cancellation
        );
        var authors = await People.Hold(
            [.. rows.Select(r => r.User).Distinct(StringComparer.Ordinal)],
            connection,
            cancellation
        );
        var shown = rows.Where(r => r.Comment is { Length: > 0 } && authors.ContainsKey(r.User))
            .DistinctBy(r => (r.Wiki, r.RevisionId))
            .ToArray();
        await connection.Execute(
            Write,
            cancellation,
            Sql.Arg(Array.ConvertAll(shown, r => r.Wiki.Value)),
            Sql.Arg(Array.ConvertAll(shown, r => r.RevisionId)),
            Sql.Arg(Array.ConvertAll(shown, r => authors[r.User].Value)),
            // No database keeps the character NUL.
            Sql.Arg(Array.ConvertAll(shown, r => r.Comment!.Replace("\0", "", StringComparison.Ordinal)))
        );
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>The wiki hides the summaries of these revisions.</summary>
    public async Task Forget(string wiki, IReadOnlyCollection<long> revisions, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await Forget(connection, revisions.Select(revision => (wiki, revision)), cancellation);
    }

    /// <inheritdoc/>
    public Task Erase(Erasure erasure, NpgsqlConnection connection, CancellationToken cancellation) =>
        connection.Execute(Remove, cancellation, Sql.Arg(erasure.People.Select(p => p.Value).ToArray()));

    public IAsyncEnumerable<object> Of(PersonId person, CancellationToken cancellation) =>
        database.Rows<object>(
            OfAuthor,
            row => new Written(row.GetString(0), row.GetInt64(1), row.GetString(2)),
            cancellation,
            Sql.Arg(person.Value)
        );

    private static Task<int> Forget(
        NpgsqlConnection connection,
        IEnumerable<(string Wiki, long Revision)> hidden,
        CancellationToken cancellation
    )
    {
        var all = hidden.ToArray();
        return all.Length == 0
            ? Task.FromResult(0)
            : connection.Execute(
                Hidden,
                cancellation,
                Sql.Arg(Array.ConvertAll(all, h => h.Wiki)),
                Sql.Arg(Array.ConvertAll(all, h => h.Revision))
            );
    }
}
