using CampaignDashboard.Campaigns.Contracts;

namespace CampaignDashboard.Campaigns;

/// <summary>What the public feed tells of the inventory. Who coordinates is not told.</summary>
internal static class PublishedFacts
{
    public static void Register(PublicFacts facts) =>
        facts
            .Of<OrganiserRegistered>(e =>
                new(
                    "organiser_registered",
                    $"/organisers/{e.Organiser}",
                    new
                    {
                        e.Organiser,
                        e.Name,
                        e.Slug,
                    }
                )
            )
            .Of<CampaignStarted>(e =>
                new(
                    "campaign_started",
                    $"/campaigns/{e.Campaign}",
                    new
                    {
                        e.Campaign,
                        e.Organiser,
                        e.Title,
                        e.Slug,
                        e.Description,
                    }
                )
            )
            .Of<ProgramPlanned>(e =>
                new(
                    "program_planned",
                    $"/programs/{e.Program}",
                    new
                    {
                        e.Program,
                        e.Campaign,
                        e.Title,
                        e.Slug,
                        e.Description,
                    }
                )
            )
            .Of<SessionScheduled>(Tell)
            .VisibilityBy<SessionScheduled>(e => new(e.Session.Value, e.Listed));

    private static PublicFact Tell(SessionScheduled e) =>
        new(
            "session_scheduled",
            $"/sessions/{e.Session}",
            new
            {
                e.Session,
                e.Program,
                e.Title,
                e.Slug,
                e.Description,
                e.Venue,
                e.TimeZone,
                e.Start,
                e.End,
                e.TrackedFrom,
                e.TrackedUntil,
                Wikis = e.Wikis.Select(w => w.Wiki).ToArray(),
            },
            e.Session.Value
        );
}
