using System.Globalization;
using CampaignDashboard.Campaigns.Contracts;
using Npgsql;

namespace CampaignDashboard.Metrics;

/// <summary>Reads the statistics of a scope: as they are now, or as of an earlier position or instant, by replay.</summary>
internal sealed class StatisticsReader(FigureCache cache, Replay replay, FigureTables tables, ProjectionDaemon daemon)
{
    /// <summary>How long a position that the log has may take to be final.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly Refusal NotReached = Refusal.Invalid(
        "as-of-not-reached",
        "The log has not reached that position yet."
    );

    private static readonly string State = Sql.Read(typeof(StatisticsReader).Assembly, "ScopeState.sql");

    private static readonly Refusal NotPlannedYet = Refusal.NotFound(
        "not-planned-yet",
        "The session was not planned yet at that time. Ask for a later one."
    );

    /// <summary>What <see cref="FigureCache"/> keeps of a scope.</summary>
    internal static readonly CachedPart<Statistics> Part = new("statistics", Ask);

    /// <summary>
    /// <paramref name="asOf"/>: null for now, a log position, an instant (<c>2026-03-08T12:00:00Z</c>), or a date, which
    /// means the end of that day in UTC.
    /// </summary>
    public async Task<Answer> Read(Scope scope, string? asOf, CancellationToken cancellation)
    {
        var (position, refusal) = await PositionOf(asOf, cancellation);
        if (refusal is not null)
        {
            return new(null, refusal);
        }

        var statistics = position is null ? await cache.Get(Part, scope, cancellation) : null;
        statistics ??= await AsOf(
            scope,
            position ?? await replay.LastPosition(cancellation),
            connection => Ask(scope, connection, cancellation),
            cancellation
        );
        return statistics is null ? new(null, NotPlannedYet) : new(statistics, null);
    }

    /// <summary>The figures as they are now.</summary>
    public async Task<Figures> Now(Scope scope, CancellationToken cancellation) =>
        (await cache.Get(Part, scope, cancellation))?.Figures ?? new Figures();

    /// <summary>What <paramref name="ask"/> answers over the facts of a scope as of a position.</summary>
    public Task<T> AsOf<T>(
        Scope scope,
        long position,
        Func<NpgsqlConnection, Task<T>> ask,
        CancellationToken cancellation
    ) => replay.AsOf(tables, scope.Streams, position, ask, cancellation);

    private static async Task<Statistics?> Ask(Scope asked, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var scope = await asked.InPeriod(connection, cancellation);
        var state = await connection.Query(State, ReadState, cancellation, Sql.Arg(scope.SessionIds));
        if (state is [] && scope.Node is { Kind: NodeKind.Session })
        {
            return null;
        }

        var (window, counting, asOf) = state is [var known] ? known : Empty;
        var (wikis, families) = await Breakdown.Of(scope, connection, cancellation);
        return new(
            new(scope.Node?.Kind, scope.Node?.Id),
            Definitions.Version,
            window,
            counting,
            asOf,
            await Figures.Of(scope, connection, cancellation),
            [.. scope.Sessions.OrderBy(s => s.Value)]
        )
        {
            ByWiki = wikis,
            ByFamily = families,
            SumOfSessions = await SumOfSessions(scope, connection, cancellation),
        };
    }

    /// <summary>Null for one session, whose sum is itself.</summary>
    private static async Task<Figures?> SumOfSessions(
        Scope scope,
        NpgsqlConnection connection,
        CancellationToken cancellation
    ) => scope.Sessions.Count < 2 ? null : Figures.SumOf(await Figures.OfEachSession(scope, connection, cancellation));

    private static (Statistics.Span Window, CountingRule? Counting, Statistics.Instant AsOf) Empty =>
        (
            new(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch),
            null,
            new Statistics.Instant(0, DateTimeOffset.UnixEpoch)
        );

    private static (Statistics.Span Window, CountingRule? Counting, Statistics.Instant AsOf) ReadState(
        NpgsqlDataReader row
    )
    {
        var (listAll, listAny) = (row.GetBoolean(3), row.GetBoolean(4));
        var (enrolmentAll, enrolmentAny) = (row.GetBoolean(5), row.GetBoolean(6));
        // Sessions of several rules have none in common.
        var counting =
            listAll == listAny && enrolmentAll == enrolmentAny
                ? new CountingRule(
                    listAll ? CountedScope.ArticleList : CountedScope.AllEdits,
                    enrolmentAll ? CountFrom.Enrolment : CountFrom.Window
                )
                : null;
        return (
            new(row.GetFieldValue<DateTimeOffset>(0), row.GetFieldValue<DateTimeOffset>(1)),
            counting,
            new(row.GetInt64(7), row.GetFieldValue<DateTimeOffset>(8))
        );
    }

    /// <summary>The log position that somebody means, null for now.</summary>
    public async Task<(long? Position, Refusal? Refusal)> PositionOf(string? asOf, CancellationToken cancellation)
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
