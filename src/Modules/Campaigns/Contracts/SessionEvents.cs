using System.Text.Json.Serialization;

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

/// <summary>A session was described anew: all that is told of it, and the last one holds.</summary>
public sealed record SessionDescribed(SessionId Session, SessionDetails Details, DateTimeOffset At) : SessionEvent;

/// <summary>
/// What is told of a session besides when it is. <paramref name="Language"/> is the language spoken, as a BCP 47 tag;
/// <paramref name="EventPage"/> an https address; <paramref name="WikidataItem"/> an id such as Q42. The place where
/// people meet has a name (<paramref name="Venue"/>), an address, coordinates in degrees (WGS 84) and an item of its
/// own. Without <paramref name="Attendance"/> people may come or take part from elsewhere.
/// </summary>
public sealed record SessionDetails(
    string Title,
    string Description = "",
    string Venue = "",
    string? Language = null,
    string? EventPage = null,
    string? WikidataItem = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Address = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] decimal? Latitude = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] decimal? Longitude = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? VenueItem = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] AttendanceOffered? Attendance = null
) : IDescribed
{
    /// <summary>The items that are named here.</summary>
    internal IEnumerable<string?> Items => [WikidataItem, VenueItem];

    /// <summary>As it is kept: an empty field is none, and so is what every session offers.</summary>
    internal SessionDetails Tidied() =>
        new(
            Title.Trim(),
            Description.OrNone() ?? "",
            Venue.OrNone() ?? "",
            Language.OrNone(),
            EventPage.OrNone(),
            WikidataItem.OrNone()?.ToUpperInvariant(),
            Address.OrNone(),
            Latitude,
            Longitude,
            VenueItem.OrNone()?.ToUpperInvariant(),
            Attendance is AttendanceOffered.Both ? null : Attendance
        );
}

/// <summary>How people may take part in a session.</summary>
public enum AttendanceOffered
{
    /// <summary>As each of them likes.</summary>
    Both,

    /// <summary>At the venue only.</summary>
    OnSite,

    /// <summary>From elsewhere only.</summary>
    Remote,
}

/// <summary>A session moved to another time, or its tracking window did: both hold from now on.</summary>
public sealed record SessionRescheduled(
    SessionId Session,
    string TimeZone,
    DateTimeOffset Start,
    DateTimeOffset End,
    DateTimeOffset TrackedFrom,
    DateTimeOffset TrackedUntil,
    DateTimeOffset At
) : SessionEvent;

/// <summary>A session follows these wikis from now on, and no others.</summary>
public sealed record TrackedWikisChanged(SessionId Session, IReadOnlyList<TrackedWiki> Wikis, DateTimeOffset At)
    : SessionEvent;

/// <summary>A session that was known by its link only is in the public lists from now on.</summary>
public sealed record SessionListed(SessionId Session, DateTimeOffset At) : SessionEvent;

/// <summary>A session went from the public lists: it is known by its link only.</summary>
public sealed record SessionUnlisted(SessionId Session, DateTimeOffset At) : SessionEvent;

/// <summary>A session will not take place, or did not. <paramref name="Reason"/> is told to everybody; it may be empty.</summary>
public sealed record SessionCancelled(SessionId Session, string Reason, DateTimeOffset At) : SessionEvent;

/// <summary>A session that was cancelled takes place after all.</summary>
public sealed record SessionReinstated(SessionId Session, DateTimeOffset At) : SessionEvent;

/// <summary>
/// When people may enrol themselves in a session, and how many: this holds from now on. Who coordinates may enter people
/// at any time, and beyond the capacity.
/// </summary>
public sealed record RegistrationPlanned(
    SessionId Session,
    DateTimeOffset? Opens,
    DateTimeOffset? Closes,
    int? Capacity,
    DateTimeOffset At
) : SessionEvent;

/// <summary>Which edits count for a session from now on, those made before included.</summary>
public sealed record CountingRuleSet(SessionId Session, CountedScope Scope, CountFrom From, DateTimeOffset At)
    : SessionEvent;
