using System.Net.Sockets;
using Npgsql;

namespace CampaignDashboard.Host;

/// <summary>
/// The way of a command into the dashboard's own cluster: through the socket of the dashboard that runs on it; where
/// none does, by running it as long as the command takes.
/// </summary>
internal static class EmbeddedPostgresDoor
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);

    /// <summary>How to reach the database, and the cluster to stop afterwards, if it is ours.</summary>
    /// <exception cref="EmbeddedPostgresException">There is none, or it may not be entered.</exception>
    public static async Task<(string ConnectionString, EmbeddedPostgres? Own)> Enter(
        EmbeddedPostgresSettings settings,
        ILogger log,
        CancellationToken cancellation
    )
    {
        var cluster = Path.Combine(Path.GetFullPath(settings.DataFolder), "cluster");
        if (!File.Exists(Path.Combine(cluster, "PG_VERSION")))
        {
            throw new EmbeddedPostgresException(
                $"There is no dashboard's data in {settings.DataFolder}, or this account may not look. Name another place "
                    + "with --DataFolder or --ConnectionStrings:Dashboard, or use the account that the dashboard runs as."
            );
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(settings.Patience);
        while (true)
        {
            try
            {
                var own = await EmbeddedPostgres.Start(settings, log, cancellation);
                return (own.ConnectionString(settings.Database), own);
            }
            catch (EmbeddedPostgresInUseException) when (!patience.IsCancellationRequested)
            {
                // The dashboard that has it may be starting or stopping just now: then there is no way in yet.
                if (await RunningOn(cluster, settings.Database, cancellation) is { } running)
                {
                    return (running, null);
                }
            }

            await Task.Delay(LookAgain, cancellation);
        }
    }

    private static async Task<string?> RunningOn(string cluster, string database, CancellationToken cancellation)
    {
        if (EmbeddedPostgresFolder.SocketIn(cluster) is not { } socket)
        {
            return null;
        }

        var connectionString = EmbeddedPostgres.ConnectionString(socket, database);
        try
        {
            await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
            await connection.OpenAsync(cancellation);
            return connectionString;
        }
        catch (NpgsqlException no) when (no.InnerException is SocketException or IOException)
        {
            return null;
        }
        catch (PostgresException no)
            when (no.SqlState is PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.InvalidCatalogName)
        {
            return null;
        }
    }
}
