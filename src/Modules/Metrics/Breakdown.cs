using CampaignDashboard.MediaWiki;
using Npgsql;

namespace CampaignDashboard.Metrics;

/// <summary>
/// What was done on one wiki, or on the wikis of one project family, over distinct facts. Editors of two groups are in both;
/// all else is disjoint.
/// </summary>
internal sealed record Breakdown(
    string Name,
    long Editors,
    long Edits,
    long ContentEdits,
    long PagesCreated,
    long PagesImproved,
    long BytesAdded,
    long BytesRemoved,
    long ReferencesAdded,
    long FilesUploaded
)
{
    private const string Wikis =
        "select wiki from tracked_wiki where session_id = any($1) union select wiki from file_upload where session_id = any($1) order by 1";

    private static readonly string Query = Sql.Read(typeof(Breakdown).Assembly, "Breakdown.sql");

    /// <summary>Each wiki by its database name, those without any edit too; and each project family.</summary>
    public static async Task<(IReadOnlyList<Breakdown> Wikis, IReadOnlyList<Breakdown> Families)> Of(
        Scope scope,
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        var wikis = await WikisOf(scope, connection, cancellation);
        return (
            await By(scope, wikis, wiki => wiki, connection, cancellation),
            await By(scope, wikis, ProjectFamily.Of, connection, cancellation)
        );
    }

    /// <summary>The wikis that a scope's sessions follow, and those to which files were uploaded, by name.</summary>
    public static Task<IReadOnlyList<string>> WikisOf(
        Scope scope,
        NpgsqlConnection connection,
        CancellationToken cancellation
    ) => connection.Query(Wikis, row => row.GetString(0), cancellation, Sql.Arg(scope.SessionIds));

    private static Task<IReadOnlyList<Breakdown>> By(
        Scope scope,
        IReadOnlyList<string> wikis,
        Func<string, string> group,
        NpgsqlConnection connection,
        CancellationToken cancellation
    ) =>
        connection.Query(
            Query,
            Read,
            cancellation,
            [.. scope.Parameters, Sql.Arg(wikis.ToArray()), Sql.Arg(wikis.Select(group).ToArray())]
        );

    private static Breakdown Read(NpgsqlDataReader row) =>
        new(
            row.GetString(0),
            row.GetInt64(1),
            row.GetInt64(2),
            row.GetInt64(3),
            row.GetInt64(4),
            row.GetInt64(5),
            row.GetInt64(6),
            row.GetInt64(7),
            row.GetInt64(8),
            row.GetInt64(9)
        );
}
