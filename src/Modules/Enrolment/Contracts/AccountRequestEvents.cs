using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;

namespace CampaignDashboard.Enrolment.Contracts;

/// <summary>
/// What happened to the account requests of a session. The name and the e-mail address that somebody asked with are not in
/// the log. Instants are UTC.
/// </summary>
public abstract record AccountRequestEvent(SessionId Session, Guid Request, DateTimeOffset At);

/// <summary>Somebody who has no account asked the session's coordinators for one.</summary>
public sealed record AccountRequested(SessionId Session, Guid Request, DateTimeOffset At)
    : AccountRequestEvent(Session, Request, At);

/// <summary>Who had asked for an account needs it no more.</summary>
public sealed record AccountRequestWithdrawn(SessionId Session, Guid Request, DateTimeOffset At)
    : AccountRequestEvent(Session, Request, At);

/// <summary>A coordinator said no.</summary>
public sealed record AccountRequestDeclined(SessionId Session, Guid Request, DateTimeOffset At)
    : AccountRequestEvent(Session, Request, At);

/// <summary>Nobody dealt with the request for thirty days, or the session was deleted.</summary>
public sealed record AccountRequestExpired(SessionId Session, Guid Request, DateTimeOffset At)
    : AccountRequestEvent(Session, Request, At);

/// <summary>
/// Who had asked has an account now: created through the dashboard or, with <paramref name="ByHand"/>, on the wiki itself.
/// </summary>
public sealed record AccountCreated(
    SessionId Session,
    Guid Request,
    PersonId Person,
    DateTimeOffset At,
    bool ByHand = false
) : AccountRequestEvent(Session, Request, At);
