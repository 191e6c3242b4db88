namespace CampaignDashboard.EventStore;

/// <summary>
/// An event as the log holds it. <c>Position</c> (the log's <c>seq_id</c>) orders all events, <c>Version</c> those of
/// one stream, from 1; <c>Timestamp</c> is PostgreSQL's clock at the append, in UTC.
/// </summary>
public sealed record StoredEvent(
    long Position,
    Guid Id,
    Guid Stream,
    long Version,
    string Type,
    object Data,
    DateTimeOffset Timestamp,
    string? Actor
);

/// <summary>Who caused an append and in the course of what. <paramref name="Actor"/> is a person id, never a name.</summary>
public sealed record Cause(string? Actor, string? Correlation = null, string? Causation = null)
{
    /// <summary>The dashboard itself, such as a scheduled data update.</summary>
    public static readonly Cause System = new(Actor: null);
}

/// <summary>
/// What became of a command: refused, or done. <paramref name="Version"/> is the stream's version after it,
/// <paramref name="Position"/> the log position of its last event (0: nothing was appended, all was as asked already).
/// </summary>
public readonly record struct Outcome(Refusal? Refusal, long Version, long Position)
{
    /// <summary>True if not refused.</summary>
    public bool Accepted => Refusal is null;
}

/// <summary>A stream's state and version (0: it has no events).</summary>
public readonly record struct Folded<TState>(TState State, long Version);
