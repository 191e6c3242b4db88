namespace CampaignDashboard.EventStore;

/// <summary>
/// How far a rebuild is: the position it has reached, the newest of the log, its pace, and how long it will take at that
/// pace (null: not known yet).
/// </summary>
public sealed record RebuildProgress(long Position, long Head, double EventsPerSecond, TimeSpan? Left);
