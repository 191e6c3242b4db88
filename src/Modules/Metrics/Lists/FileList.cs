using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Web.Downloads;
using Npgsql;

namespace CampaignDashboard.Metrics.Lists;

/// <summary>
/// A file that a participant was the first to upload. <paramref name="Uses"/> are those on content pages of all wikis; null
/// while nobody looked.
/// </summary>
internal sealed record FactUpload(
    string Wiki,
    long Page,
    string Title,
    PersonId? Person,
    string? User,
    DateTimeOffset At,
    int? Uses,
    bool Deleted,
    string? Address
);

/// <summary>The files uploaded, the latest first.</summary>
internal sealed class FileList(WikiAddresses addresses) : IFactList<FactUpload>
{
    private static readonly string Query = Sql.Read(typeof(FileList).Assembly, "FactFiles.sql");

    public string Name => "files";

    public IReadOnlyList<Column<FactUpload>> Columns =>
        [
            new("wiki", f => f.Wiki),
            new("page_id", f => f.Page),
            new("title", f => f.Title),
            new("user_name", f => f.User),
            new("uploaded_at", f => f.At),
            new("uses", f => f.Uses),
            new("deleted", f => f.Deleted),
            new("address", f => f.Address),
        ];

    public IReadOnlyList<Column<FactUpload>> Wikitext =>
        [
            new("File", f => WikiAddresses.OnMeta(f.Wiki, f.Title)),
            new("User", f => f.User),
            new("When (UTC)", f => f.At),
            new("Uses", f => f.Uses),
        ];

    public string CursorOf(FactUpload row) => FactCursor.Of(row.At, row.Wiki, row.Page);

    public async Task<IReadOnlyList<FactUpload>> Page(
        NpgsqlConnection connection,
        FactQuery query,
        CancellationToken cancellation
    )
    {
        await PlanHints.ForSome(connection, cancellation);
        var rows = await connection.Query(
            Query,
            Read,
            cancellation,
            [.. query.Parameters, .. FactCursor.Behind(query.After), query.Most]
        );
        return await query.Names.Name(
            rows,
            f => f.Person,
            (f, person, user) => f with { Person = person, User = user },
            cancellation
        );
    }

    private FactUpload Read(NpgsqlDataReader row) =>
        new(
            row.GetString(0),
            row.GetInt64(1),
            row.GetString(2),
            new(row.GetGuid(3)),
            User: null,
            row.GetFieldValue<DateTimeOffset>(4),
            row.IsDBNull(5) ? null : row.GetInt32(5),
            row.GetBoolean(6),
            addresses.Page(row.GetString(0), row.GetInt64(1), row.GetString(2))
        );
}
