using CampaignDashboard.Metrics.Contracts;
using Npgsql;

namespace CampaignDashboard.Bench;

/// <summary>The projection that both stores run: edits and bytes of each stream. One upsert a batch.</summary>
internal sealed class EditTotals(string name) : IShardProjection
{
    private static readonly string Add = Sql.Read(typeof(EditTotals).Assembly, "AddTotals.sql");

    public string Name => name;

    public int Version => 1;

    public string Tables =>
        "create table total (stream uuid primary key, edits bigint not null, bytes bigint not null)";

    public async Task Apply(
        IReadOnlyList<StoredEvent> events,
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        var totals = events
            .Where(e => e.Data is PageUpdateRecorded)
            .GroupBy(e => e.Stream, e => (long)((PageUpdateRecorded)e.Data).BytesDifference)
            .Select(g => (Stream: g.Key, Edits: g.LongCount(), Bytes: g.Sum()))
            .ToArray();
        await connection.Execute(
            Add,
            cancellation,
            Sql.Arg(Array.ConvertAll(totals, t => t.Stream)),
            Sql.Arg(Array.ConvertAll(totals, t => t.Edits)),
            Sql.Arg(Array.ConvertAll(totals, t => t.Bytes))
        );
    }
}
