using Npgsql;

namespace CampaignDashboard.EventStore;

/// <summary>
/// How far a follower of the log is, on whatever node it runs. <paramref name="Head"/> is the newest position of the log,
/// <paramref name="Fault"/> the event that it stopped at and why, or null.
/// </summary>
public sealed record ShardStanding(string Name, long Position, long Head, bool Running, string? Fault)
{
    /// <summary>How many positions it is behind; rolled-back appends leave positions without an event.</summary>
    public long Lag => Math.Max(0, Head - Position);

    /// <summary>In a word or two: faulted, not running, catching up, live.</summary>
    public string State =>
        this switch
        {
            { Fault: not null } => "faulted",
            { Running: false } => "not running",
            { Lag: > 0 } => "catching up",
            _ => "live",
        };
}

/// <summary>Tells how far each shard is, as the database knows it.</summary>
public sealed class ShardStandings(
    NpgsqlDataSource database,
    IEnumerable<IShardProjection> projections,
    IEnumerable<ISubscription> subscriptions
)
{
    private static readonly string Text = Sql.Read("ShardStandings.sql");

    /// <summary>All of them by name: those of this version, and those that only the database knows.</summary>
    public Task<IReadOnlyList<ShardStanding>> Now(CancellationToken cancellation) =>
        database.Query(Text, Row, cancellation, Sql.Arg(Names()));

    private string[] Names() => [.. projections.Select(p => p.Name), .. subscriptions.Select(s => s.Name)];

    private static ShardStanding Row(NpgsqlDataReader row) =>
        new(
            row.GetString(0),
            row.GetInt64(1),
            row.GetInt64(2),
            row.GetBoolean(3),
            row.IsDBNull(4) ? null : $"event {row.GetInt64(4)} ({row.GetString(5)}): {row.GetString(6)}"
        );
}
