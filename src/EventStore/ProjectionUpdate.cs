using Microsoft.Extensions.Logging;
using Npgsql;

namespace CampaignDashboard.EventStore;

/// <summary>
/// Brings the tables of projections up to date at start, after <see cref="SchemaUpdate"/>. New ones are made. An inline
/// projection that is new or changed is built from the log before anything is served, for it could not take part in
/// appends else; a changed one that the daemon runs is built by the daemon, while its old tables are read.
/// </summary>
public sealed class ProjectionUpdate(
    NpgsqlDataSource database,
    IEnumerable<IInlineProjection> inline,
    IEnumerable<IShardProjection> shards,
    ProjectionRebuild rebuild,
    ILogger<ProjectionUpdate> logger
)
{
    private const long Lock = 0x43_44_50_52_4F_4A_45_43; // "CDPROJEC"

    private const long TellEvery = 500_000;

    /// <summary>Makes what is missing. Several Hosts may start at once: one does it.</summary>
    /// <exception cref="SchemaMismatchException">A newer version of the dashboard has used this database.</exception>
    public async Task Run(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var held = await AdvisoryLock.Take(connection, Lock, cancellation);
        foreach (var projection in shards)
        {
            if (await ProjectionTables.VersionOf(connection, projection.Name, cancellation) is null)
            {
                await Make(connection, projection, cancellation);
            }
        }

        foreach (var projection in inline)
        {
            await Update(connection, projection, cancellation);
        }
    }

    private static async Task Make(NpgsqlConnection connection, IProjection projection, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await ProjectionTables.Create(connection, projection, projection.Name, indexed: true, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private async Task Update(NpgsqlConnection connection, IInlineProjection projection, CancellationToken cancellation)
    {
        var version = await ProjectionTables.VersionOf(connection, projection.Name, cancellation);
        if (version > projection.Version)
        {
            throw new SchemaMismatchException(
                $"The tables of '{projection.Name}' have version {version}, this version of the dashboard knows {projection.Version}: a newer one has used the database. Use the newer one."
            );
        }

        if (version < projection.Version || (version is null && !await LogIsEmpty(connection, cancellation)))
        {
            await Build(projection, cancellation);
        }
        else if (version is null)
        {
            await Make(connection, projection, cancellation);
        }
    }

    private static async Task<bool> LogIsEmpty(NpgsqlConnection connection, CancellationToken cancellation) =>
        !(
            await connection.Query(
                "select exists (select from events.mt_events)",
                row => row.GetBoolean(0),
                cancellation
            )
        )[0];

    private async Task Build(IProjection projection, CancellationToken cancellation)
    {
        var told = 0L;
        await foreach (var progress in rebuild.Run(projection.Name, cancellation))
        {
            if (progress.Position >= told)
            {
                told = progress.Position + TellEvery;
                logger.LogInformation(
                    "Building {Projection} from the log: {Position} of {Head} events.",
                    projection.Name,
                    progress.Position,
                    progress.Head
                );
            }
        }
    }
}
