using CampaignDashboard.EventStore;
using Npgsql;

namespace CampaignDashboard.Tests.EventStore;

/// <summary>Appends on a connection of the test's, whose transaction it may hold open as long as it likes.</summary>
internal static class AppendOn
{
    /// <summary>Runs the log's own statement; false if the stream had another version than expected.</summary>
    public static async Task<bool> Connection(NpgsqlConnection connection, EventTypes types, StreamWrite write)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands = { new AppendStatement(write, types).ToBatchCommand() },
        };
        await using var reader = await batch.ExecuteReaderAsync(CancellationToken.None);
        return await AppendStatement.Read(reader, CancellationToken.None) is not null;
    }
}
