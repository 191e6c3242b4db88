namespace CampaignDashboard.Campaigns.Contracts;

/// <summary>
/// A session as planned, with the titles and addresses of what it belongs to. Instants are UTC.
/// <paramref name="Cancelled"/> is the reason, perhaps empty, or null while it takes place.
/// </summary>
public sealed record SessionPlan(
    SessionId Id,
    string Slug,
    SessionDetails Details,
    string? Cancelled,
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
    string OrganiserName,
    RegistrationPlan Registration,
    CountingRule Counting
)
{
    /// <summary>Whether it, or something that it belongs to, is archived.</summary>
    public bool Archived { get; init; }

    /// <summary>Its title.</summary>
    public string Title => Details.Title;

    /// <summary>What it is about; may be empty.</summary>
    public string Description => Details.Description;

    /// <summary>Where people meet; may be empty.</summary>
    public string Venue => Details.Venue;

    /// <summary>How people may take part.</summary>
    public AttendanceOffered Attendance => Details.Attendance ?? AttendanceOffered.Both;
}
