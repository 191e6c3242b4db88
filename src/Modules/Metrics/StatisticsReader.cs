using System.Globalization;
using CampaignDashboard.Campaigns.Contracts;
using Npgsql;

namespace CampaignDashboard.Metrics;

/// <summary>Reads a session's statistics: as they are now, or as of an earlier position or instant, by replay.</summary>
internal sealed class StatisticsReader(
    NpgsqlDataSource database,
    Replay replay,
    FigureTables tables,
    ProjectionDaemon daemon,
    Sessions sessions
)
{
    /// <summary>How long a position that the log has may take to be final.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly Refusal NotReached = Refusal.Invalid(
        "as-of-not-reached",
        "The log has not reached that position yet."
    );

    private const string Scope =
        "select tracked_from, tracked_until, list_only, since_enrolment, position, at from session_scope where session_id = $1";

    /// <summary>
    /// <paramref name="asOf"/>: null for now, a log position, an instant (<c>2026-03-08T12:00:00Z</c>), or a date, which
    /// means the end of that day in UTC.
    /// </summary>
    public async Task<Answer> Read(SessionId session, string? asOf, CancellationToken cancellation)
    {
        if (await sessions.Find(session, cancellation) is null)
        {
            return new(null, Sessions.NotFound);
        }

        var (position, refusal) = await PositionOf(asOf, cancellation);
        if (refusal is not null)
        {
            return new(null, refusal);
        }

        var statistics = position is null ? await Live(session, cancellation) : null;
        statistics ??= await AsOf(session, position ?? await replay.LastPosition(cancellation), cancellation);
        return statistics is null
            ? new(
                null,
                Refusal.NotFound(
                    "not-planned-yet",
                    "The session was not planned yet at that time. Ask for a later one."
                )
            )
            : new(statistics, null);
    }

    private static async Task<Statistics?> Ask(
        SessionId session,
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        var scope = await connection.Query(
            Scope,
            row =>
                (
                    Window: new Statistics.Span(
                        row.GetFieldValue<DateTimeOffset>(0),
                        row.GetFieldValue<DateTimeOffset>(1)
                    ),
                    Counting: new CountingRule(
                        row.GetBoolean(2) ? CountedScope.ArticleList : CountedScope.AllEdits,
                        row.GetBoolean(3) ? CountFrom.Enrolment : CountFrom.Window
                    ),
                    AsOf: new Statistics.Instant(row.GetInt64(4), row.GetFieldValue<DateTimeOffset>(5))
                ),
            cancellation,
            Sql.Arg(session.Value)
        );
        return scope is [var (window, counting, asOf)]
            ? new(
                session,
                Definitions.Version,
                window,
                counting,
                asOf,
                await Figures.Of([session], connection, cancellation)
            )
            : null;
    }

    /// <summary>Null until the daemon has seen the session.</summary>
    private async Task<Statistics?> Live(SessionId session, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        // One snapshot for the scope and its figures, or a batch applied between them would mix two instants.
        await using var transaction = await connection.BeginTransactionAsync(
            System.Data.IsolationLevel.RepeatableRead,
            cancellation
        );
        await connection.Execute($"set local search_path to {tables.Name}", cancellation);
        return await Ask(session, connection, cancellation);
    }

    private Task<Statistics?> AsOf(SessionId session, long position, CancellationToken cancellation) =>
        replay.AsOf(
            tables,
            Activity.StreamsOf(session),
            position,
            connection => Ask(session, connection, cancellation),
            cancellation
        );

    private async Task<(long? Position, Refusal? Refusal)> PositionOf(string? asOf, CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(asOf))
        {
            return (null, null);
        }

        if (long.TryParse(asOf, NumberStyles.None, CultureInfo.InvariantCulture, out var position))
        {
            return position <= await replay.LastPosition(cancellation) && await IsFinal(position, cancellation)
                ? (position, null)
                : (null, NotReached);
        }

        return Instants.Parse(asOf) is { } instant
            ? await PositionOf(instant, cancellation)
            : (
                null,
                Refusal.Invalid(
                    "as-of-unreadable",
                    "Write asOf as a log position, a date (2026-03-08) or an instant (2026-03-08T12:00:00Z)."
                )
            );
    }

    private async Task<(long? Position, Refusal? Refusal)> PositionOf(
        DateTimeOffset instant,
        CancellationToken cancellation
    )
    {
        var position = await replay.PositionOf(instant, cancellation);
        return await IsFinal(position, cancellation) ? (position, null) : (null, NotReached);
    }

    /// <summary>
    /// An event below a visible one may still be about to commit; figures as of there would change once more. The daemon
    /// passes a position only when nothing below it can appear any more.
    /// </summary>
    private async Task<bool> IsFinal(long position, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        try
        {
            await daemon.Reach(FigureTables.Projection, position, limit.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>The statistics, or why not.</summary>
    internal readonly record struct Answer(Statistics? Statistics, Refusal? Refusal);
}
