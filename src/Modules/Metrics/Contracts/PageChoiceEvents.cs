using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;

namespace CampaignDashboard.Metrics.Contracts;

/// <summary>
/// What coordinators of a session decided of single pages, by number on their wiki, and why. The last word on a page counts.
/// </summary>
public abstract record PageChoiceEvent(
    SessionId Session,
    string Wiki,
    long Page,
    string Reason,
    PersonId By,
    DateTimeOffset At
);

/// <summary>Edits of a page count no more, whatever the session's rule says.</summary>
public sealed record PageExcluded(
    SessionId Session,
    string Wiki,
    long Page,
    string Reason,
    PersonId By,
    DateTimeOffset At
) : PageChoiceEvent(Session, Wiki, Page, Reason, By, At);

/// <summary>Edits of a page count, also where it is not on the session's list of articles.</summary>
public sealed record PageIncluded(
    SessionId Session,
    string Wiki,
    long Page,
    string Reason,
    PersonId By,
    DateTimeOffset At
) : PageChoiceEvent(Session, Wiki, Page, Reason, By, At);
