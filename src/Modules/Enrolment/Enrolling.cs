using CampaignDashboard.Campaigns.Contracts;
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
}
