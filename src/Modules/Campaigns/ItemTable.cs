using System.Text.Json;
using CampaignDashboard.MediaWiki;
using Npgsql;

namespace CampaignDashboard.Campaigns;

/// <summary>What Wikidata said of items, kept in the database.</summary>
internal sealed class ItemTable(NpgsqlDataSource database)
{
    private const string Kept =
        "select item, target, missing, labels::text, fetched_at from campaigns.wikidata_item where item = any($1)";

    private static readonly string SaveItems = Sql.Read(typeof(ItemTable).Assembly, "SaveItems.sql");
    private static readonly string UnlabelledItems = Sql.Read(typeof(ItemTable).Assembly, "UnlabelledItems.sql");

    /// <summary>Those of these items that are known, by id.</summary>
    public async Task<IReadOnlyDictionary<string, KnownItem>> Of(string[] ids, CancellationToken cancellation)
    {
        IReadOnlyList<KnownItem> rows =
            ids.Length == 0 ? [] : await database.Query(Kept, Row, cancellation, Sql.Arg(ids));
        return rows.ToDictionary(item => item.Id, StringComparer.Ordinal);
    }

    /// <summary>Keeps what was said at this instant, unless something later is there.</summary>
    public async Task Save(IReadOnlyCollection<WikiItem> items, DateTimeOffset at, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await connection.Execute(
            SaveItems,
            cancellation,
            Sql.Arg(items.Select(i => i.Id).ToArray()),
            Sql.Arg(items.Select(i => i.Target).ToArray()),
            Sql.Arg(items.Select(i => i.IsMissing).ToArray()),
            Sql.Arg(items.Select(i => JsonSerializer.Serialize(i.Labels, EventTypes.Json)).ToArray()),
            Sql.Arg(at)
        );
    }

    /// <summary>Items that plans name and that nobody asked Wikidata for yet.</summary>
    public Task<IReadOnlyList<string>> Unlabelled(int limit, CancellationToken cancellation) =>
        database.Query(UnlabelledItems, row => row.GetString(0), cancellation, Sql.Arg(limit));

    private static KnownItem Row(NpgsqlDataReader row) =>
        new(
            row.GetString(0),
            row.IsDBNull(1) ? null : row.GetString(1),
            row.GetBoolean(2),
            JsonSerializer.Deserialize<Dictionary<string, ItemLabel>>(row.GetString(3), EventTypes.Json)!,
            row.GetFieldValue<DateTimeOffset>(4)
        );
}
