using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.MediaWiki;

namespace CampaignDashboard.Enrolment;

/// <summary>What the enrolment slices gather from: the log, the rights, sessions, accounts, wikis, own tables and online links.</summary>
internal sealed record Enrolling(
    EventLog Log,
    Rights Rights,
    Sessions Sessions,
    People People,
    WikiDirectory Wikis,
    ActionApi Api,
    RosterRows Rows,
    ArticleRows Articles,
    OnlineLinks Links
);
