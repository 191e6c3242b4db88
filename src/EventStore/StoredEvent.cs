namespace CampaignDashboard.EventStore;

/// <summary>
/// An event as the log holds it. <c>Position</c> (the log's <c>seq_id</c>) orders all events, <c>Version</c> those of
/// one stream, from 1; <c>Type</c> is the name as stored, an old one too; <c>Timestamp</c> is PostgreSQL's clock at the
/// append, in UTC. The last three are its <see cref="Cause"/>.
/// </summary>
public sealed record StoredEvent(
    long Position,
    Guid Id,
    Guid Stream,
    long Version,
    string Type,
    object Data,
    DateTimeOffset Timestamp,
    string? Actor,
    string? Correlation = null,
    string? Causation = null
);

/// <summary>
/// Who caused an append and in the course of what; the store writes it beside every event, and nothing of it is ever a
/// name or an address. <paramref name="Actor"/> is the person id of who asked, null where the dashboard acts by itself;
/// <paramref name="Correlation"/> is the W3C trace id of the request that began it all; <paramref name="Causation"/> is
/// what came directly before: the span id of the request, or the id of the event that is followed up.
/// </summary>
public sealed record Cause(string? Actor, string? Correlation = null, string? Causation = null)
{
    /// <summary>The dashboard itself, by nobody's request.</summary>
    public static readonly Cause System = new(Actor: null);

    /// <summary>The dashboard itself, in consequence of an event: the same correlation, caused by the event.</summary>
    public static Cause Following(StoredEvent cause)
    {
        ArgumentNullException.ThrowIfNull(cause);
        return new(Actor: null, cause.Correlation, cause.Id.ToString());
    }
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
