using System.Text.Json.Serialization;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;

namespace CampaignDashboard.Metrics.Contracts;

/// <summary>
/// What participants of a session did on the wikis, and what the wikis told of it later: the events of its activity stream.
/// <c>At</c> is when the dashboard learned it, <c>Timestamp</c> the wiki's own instant; both UTC.
/// </summary>
public abstract record ActivityEvent(SessionId Session);

/// <summary>
/// A revision that a participant made, read off the wiki. Once in a session's stream for each (wiki, revision).
/// <paramref name="BytesDifference"/> is to the revision <paramref name="Parent"/>; <paramref name="CreatesPage"/> means
/// there is none. Early logs do not name the parent.
/// <paramref name="Title"/> is null for user pages and their talk pages, whose titles name a person: those are kept beside
/// the log, where they can be erased. <paramref name="Timestamp"/> is the wiki's. No edit summary: a wiki may suppress one later, and the log keeps all.
/// </summary>
[JsonConverter(typeof(PageUpdateJson))]
public sealed record PageUpdateRecorded(
    SessionId Session,
    string Wiki,
    long Revision,
    long Page,
    int Namespace,
    string? Title,
    PersonId Person,
    DateTimeOffset Timestamp,
    int BytesDifference,
    bool CreatesPage,
    bool IsRedirect,
    bool IsMinor,
    long? Parent = null
) : ActivityEvent(Session);

/// <summary>
/// How many references the text of a revision has, and that of its parent. <paramref name="References"/> is null where the
/// wiki hides the text or has it no more, <paramref name="ParentReferences"/> too; a page that began has 0 there.
/// </summary>
public sealed record ReferencesCounted(
    SessionId Session,
    string Wiki,
    long Revision,
    int? References,
    int? ParentReferences,
    DateTimeOffset At
) : ActivityEvent(Session);

/// <summary>
/// A participant uploaded a file that was not there before: entry <paramref name="Log"/> of the wiki's upload log, with the
/// page of the file.
/// </summary>
public sealed record FileUploaded(
    SessionId Session,
    string Wiki,
    long Log,
    long Page,
    string Title,
    PersonId Person,
    DateTimeOffset Timestamp
) : ActivityEvent(Session);

/// <summary>A file has so many uses on content pages, of all wikis that tell: the last word counts.</summary>
public sealed record FileUsesCounted(SessionId Session, string Wiki, long Page, int Uses, DateTimeOffset At)
    : ActivityEvent(Session);

/// <summary>
/// When a participant's account was registered, the first time anywhere; <paramref name="Registered"/> is null where the wiki
/// does not tell, as of accounts from before 2005.
/// </summary>
public sealed record RegistrationRead(SessionId Session, PersonId Person, DateTimeOffset? Registered, DateTimeOffset At)
    : ActivityEvent(Session);

/// <summary>Whether a participant had edited a tracked wiki before an instant, the start of the window.</summary>
public sealed record EarlierEditsLookedFor(
    SessionId Session,
    PersonId Person,
    DateTimeOffset Before,
    bool Found,
    DateTimeOffset At
) : ActivityEvent(Session);

/// <summary>A new editor edited a tracked wiki again, 7 to 37 days after the end of the window.</summary>
public sealed record EditorRetained(
    SessionId Session,
    PersonId Person,
    string Wiki,
    DateTimeOffset Timestamp,
    DateTimeOffset At
) : ActivityEvent(Session);

/// <summary>All tracked wikis were asked for edits of new editors up to an instant, 37 days after the end of the window.</summary>
public sealed record RetentionChecked(SessionId Session, DateTimeOffset Until, DateTimeOffset At)
    : ActivityEvent(Session);

/// <summary>The wiki has deleted a page that participants edited.</summary>
public sealed record PageDeleted(SessionId Session, string Wiki, long Page, DateTimeOffset At) : ActivityEvent(Session);

/// <summary>The wiki has a deleted page again, under the same number.</summary>
public sealed record PageRestored(SessionId Session, string Wiki, long Page, DateTimeOffset At)
    : ActivityEvent(Session);

/// <summary>A page has another title now; null where it names a person, as among the pages of users.</summary>
public sealed record PageMoved(
    SessionId Session,
    string Wiki,
    long Page,
    int Namespace,
    string? Title,
    DateTimeOffset At
) : ActivityEvent(Session);

/// <summary>The wiki hides something of a revision: from everybody, or (<paramref name="Suppressed"/>) from administrators too.</summary>
public sealed record RevisionHidden(
    SessionId Session,
    string Wiki,
    long Revision,
    bool Text,
    bool Author,
    bool Summary,
    bool Suppressed,
    DateTimeOffset At
) : ActivityEvent(Session);

/// <summary>The wiki hides nothing of a revision any more.</summary>
public sealed record RevisionShown(SessionId Session, string Wiki, long Revision, DateTimeOffset At)
    : ActivityEvent(Session);

/// <summary>How often people looked at a page, a number a day (UTC), from <paramref name="From"/> on without a gap.</summary>
public sealed record PageViewsCounted(
    SessionId Session,
    string Wiki,
    long Page,
    DateOnly From,
    IReadOnlyList<int> Views
) : ActivityEvent(Session);

/// <summary>A participant's account has another name now; what it did under the old one is read anew.</summary>
public sealed record ParticipantRenamed(SessionId Session, PersonId Person, DateTimeOffset At) : ActivityEvent(Session);
