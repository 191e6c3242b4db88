namespace CampaignDashboard.Campaigns.Contracts;

/// <summary>What happened to a session's plan.</summary>
public abstract record SessionEvent;

/// <summary>
/// A session was put on the calendar. Instants are UTC, derived from local times in <paramref name="TimeZone"/> (IANA);
/// both windows are half-open, <c>[start, end)</c>. An unlisted session is known by its link only.
/// </summary>
public sealed record SessionScheduled(
    SessionId Session,
    ProgramId Program,
    string Title,
    string Slug,
    string Description,
    string Venue,
    string TimeZone,
    DateTimeOffset Start,
    DateTimeOffset End,
    DateTimeOffset TrackedFrom,
    DateTimeOffset TrackedUntil,
    IReadOnlyList<TrackedWiki> Wikis,
    bool Listed,
    DateTimeOffset At
) : SessionEvent;

/// <summary>
/// A wiki whose edits a session follows, by database name, and which namespaces of it count as content: kept in the
/// event, so that a later change of defaults changes no old figure.
/// </summary>
public sealed record TrackedWiki(string Wiki, IReadOnlyList<int> ContentNamespaces);
