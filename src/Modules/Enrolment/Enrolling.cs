using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.MediaWiki;

namespace CampaignDashboard.Enrolment;

/// <summary>
/// What the enrolment slices gather from: the log, the rights, sessions, accounts, wikis and what they say of themselves, own
/// tables, online links and passcodes.
/// </summary>
internal sealed record Enrolling(
    EventLog Log,
    Rights Rights,
    Sessions Sessions,
    People People,
    WikiDirectory Wikis,
    ActionApi Api,
    SiteInfos Sites,
    RosterRows Rows,
    DoorRows Door,
    ArticleRows Articles,
    ArticleCheckTable Checks,
    OnlineLinks Links,
    Passcodes Passcodes
)
{
    /// <summary>What a session's plan says of taking part; null where there is no such session.</summary>
    public async Task<Terms?> TermsOf(SessionId session, CancellationToken cancellation) =>
        await Sessions.Find(session, cancellation) is { } plan ? Terms.Of(plan) : null;

    /// <summary>
    /// Why the caller may not see what only a session's coordinators do, or null. Reading what is archived is no change.
    /// </summary>
    public async Task<Refusal?> MayNotSee(SessionId session, Acting acting, CancellationToken cancellation) =>
        await Sessions.Find(session, cancellation) is null ? CampaignDashboard.Campaigns.Contracts.Sessions.NotFound
        : (await Rights.At(session.Value, acting.By, cancellation)).MayCoordinate ? null
        : Standing.NotACoordinator;

    /// <summary>Decides on a session's roster, in the name of who acts and on the version that they saw, if told.</summary>
    public Task<Outcome> OnRoster(
        SessionId session,
        Func<Roster, Decision<RosterEvent>> decide,
        Acting acting,
        CancellationToken cancellation
    ) => Log.Transact(EnrolmentStreams.Roster(session), decide, acting.Cause, acting.ExpectedVersion, cancellation);

    /// <summary>The same for a session's list of articles.</summary>
    public Task<Outcome> OnArticles(
        SessionId session,
        Func<ArticleList, Decision<ArticleListEvent>> decide,
        Acting acting,
        CancellationToken cancellation
    ) => Log.Transact(EnrolmentStreams.Articles(session), decide, acting.Cause, acting.ExpectedVersion, cancellation);
}
