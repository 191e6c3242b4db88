using System.Data;
using Npgsql;

namespace CampaignDashboard.Metrics;

/// <summary>Asks the fact tables as they are now; as they were: <see cref="StatisticsReader.AsOf"/>.</summary>
internal sealed class LiveFacts(NpgsqlDataSource database, FigureTables tables)
{
    /// <summary>
    /// What <paramref name="ask"/> answers over one snapshot of the tables, which are in its connection's search path: its
    /// parts fit each other, whatever is applied meanwhile.
    /// </summary>
    public async Task<T> Ask<T>(Func<NpgsqlConnection, Task<T>> ask, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(
            IsolationLevel.RepeatableRead,
            cancellation
        );
        await connection.Execute($"set local search_path to {tables.Name}", cancellation);
        return await ask(connection);
    }
}
