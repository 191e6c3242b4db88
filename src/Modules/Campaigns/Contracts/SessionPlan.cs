namespace CampaignDashboard.Campaigns.Contracts;

/// <summary>A session as planned, with the titles and addresses of what it belongs to. Instants are UTC.</summary>
public sealed record SessionPlan(
    SessionId Id,
    string Slug,
    string Title,
    string Description,
    string Venue,
    string TimeZone,
    DateTimeOffset Start,
    DateTimeOffset End,
    DateTimeOffset TrackedFrom,
    DateTimeOffset TrackedUntil,
    IReadOnlyList<TrackedWiki> Wikis,
    bool Listed,
    long Version,
    ProgramId Program,
    string ProgramSlug,
    string ProgramTitle,
    CampaignId Campaign,
    string CampaignSlug,
    string CampaignTitle,
    OrganiserId Organiser,
    string OrganiserSlug,
    string OrganiserName
);
