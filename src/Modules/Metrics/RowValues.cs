using Npgsql;

namespace CampaignDashboard.Metrics;

/// <summary>Values of a row that may be null.</summary>
internal static class RowValues
{
    public static string? TextOrNull(this NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetString(column);

    public static long? LongOrNull(this NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetInt64(column);
}
