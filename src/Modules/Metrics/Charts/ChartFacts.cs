using Npgsql;

namespace CampaignDashboard.Metrics.Charts;

/// <summary>What charts of a scope are drawn from: its days, and the edits of the latest minutes.</summary>
internal sealed record ChartFacts(IReadOnlyList<ChartDay> Days, IReadOnlyList<ChartFacts.Burst> Latest)
{
    /// <summary>How long a <see cref="Burst"/> is.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromMinutes(5);

    private static readonly string DaysQuery = Sql.Read(typeof(ChartFacts).Assembly, "ChartDays.sql");
    private static readonly string MinutesQuery = Sql.Read(typeof(ChartFacts).Assembly, "ChartMinutes.sql");

    /// <summary>What <see cref="FigureCache"/> keeps of a scope.</summary>
    internal static readonly CachedPart<ChartFacts> Part = new("charts", Of);

    /// <summary>Edits in the five minutes from <c>Start</c> on.</summary>
    internal sealed record Burst(DateTimeOffset Start, long Edits);

    /// <summary>From the tables in the connection's search path.</summary>
    public static async Task<ChartFacts?> Of(Scope asked, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var scope = await asked.InPeriod(connection, cancellation);
        return new(
            await connection.Query(DaysQuery, ReadDay, cancellation, [.. scope.Parameters]),
            await connection.Query(
                MinutesQuery,
                row => new Burst(row.GetFieldValue<DateTimeOffset>(0), row.GetInt64(1)),
                cancellation,
                [.. scope.Parameters]
            )
        );
    }

    /// <summary>The edits of each five minutes of the two hours up to an instant, those without any too.</summary>
    public IReadOnlyList<Burst> Until(DateTimeOffset now)
    {
        var last = new DateTimeOffset(now.UtcTicks - now.UtcTicks % Step.Ticks, TimeSpan.Zero);
        var edits = Latest.ToDictionary(b => b.Start, b => b.Edits);
        return
        [
            .. Enumerable
                .Range(-23, 24)
                .Select(i => last + i * Step)
                .Select(start => new Burst(start, edits.GetValueOrDefault(start))),
        ];
    }

    private static ChartDay ReadDay(NpgsqlDataReader row) =>
        new(
            row.GetFieldValue<DateOnly>(0),
            row.GetInt64(1),
            row.GetInt64(2),
            row.GetInt64(3),
            row.GetInt64(4),
            row.GetInt64(5),
            row.GetInt64(6),
            row.GetInt64(7),
            row.GetInt64(8),
            row.GetInt64(9)
        );
}
