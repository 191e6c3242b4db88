using System.Data;
using CampaignDashboard.Campaigns.Contracts;
using Npgsql;

namespace CampaignDashboard.Metrics;

/// <summary>
/// The figures of a program as they are now: over the distinct union of its listed sessions, so that nobody learns from
/// them of a session that is known by its link only.
/// </summary>
internal sealed class ProgramFigures(NpgsqlDataSource database, FigureTables tables, Sessions sessions)
{
    /// <summary>The figures; zeros for a program without sessions.</summary>
    public async Task<Figures> Of(ProgramId program, CancellationToken cancellation)
    {
        var listed = await sessions.Of(program, cancellation);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        // The search path is set for the transaction alone.
        await using var transaction = await connection.BeginTransactionAsync(
            IsolationLevel.RepeatableRead,
            cancellation
        );
        await connection.Execute($"set local search_path to {tables.Name}", cancellation);
        return await Figures.Of([.. listed.Select(s => s.Id)], connection, cancellation);
    }
}
