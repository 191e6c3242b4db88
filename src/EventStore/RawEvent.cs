namespace CampaignDashboard.EventStore;

/// <summary>
/// An event as the log holds it, for who reads the log itself: <paramref name="Data"/> is the JSON as stored, neither
/// upcast nor understood, so an event of an unknown type can be looked at, too.
/// </summary>
public sealed record RawEvent(
    long Position,
    Guid Id,
    Guid Stream,
    long Version,
    string Type,
    ReadOnlyMemory<byte> Data,
    DateTimeOffset Timestamp,
    Cause Cause
);

/// <summary>
/// Which part of the log: after a position, of one stream or of all, of these stored names or (none given) of all, at
/// most so many. With <paramref name="Follow"/> there is no end: what is appended later follows as it comes.
/// </summary>
public sealed record LogQuery(
    long After = 0,
    Guid? Stream = null,
    IReadOnlyCollection<string>? Types = null,
    long? Limit = null,
    bool Follow = false
);
