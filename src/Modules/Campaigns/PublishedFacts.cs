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
            .Of<OrganiserDescribed>(e =>
                new("organiser_described", $"/organisers/{e.Organiser}", new { e.Organiser, e.Details })
            )
            .Of<CampaignDescribed>(e =>
                new("campaign_described", $"/campaigns/{e.Campaign}", new { e.Campaign, e.Details })
            )
            .Of<ProgramDescribed>(e => new("program_described", $"/programs/{e.Program}", new { e.Program, e.Details }))
            .Of<SessionScheduled>(Tell)
            .Of<SessionDescribed>(e => Of(e.Session, "session_described", new { e.Session, e.Details }))
            .Of<SessionRescheduled>(Tell)
            .Of<TrackedWikisChanged>(e =>
                Of(e.Session, "tracked_wikis_changed", new { e.Session, Wikis = e.Wikis.Select(w => w.Wiki).ToArray() })
            )
            .Of<SessionCancelled>(e => Of(e.Session, "session_cancelled", new { e.Session, e.Reason }))
            .Of<SessionReinstated>(e => Of(e.Session, "session_reinstated", new { e.Session }))
            .Of<PlanArchived>(e => Of(e.Kind, e.Node, "archived", new { e.Kind, Id = e.Node }))
            .Of<PlanReopened>(e => Of(e.Kind, e.Node, "reopened", new { e.Kind, Id = e.Node }))
            .Of<PlanDeleted>(e => Of(e.Kind, e.Node, "deleted", new { e.Kind, Id = e.Node }))
            .Of<PlanMoved>(e =>
                Of(
                    e.Kind,
                    e.Node,
                    "moved",
                    new
                    {
                        e.Kind,
                        Id = e.Node,
                        e.From,
                        e.To,
                    }
                )
            )
            .Of<RegistrationPlanned>(Tell)
            .Of<CountingRuleSet>(e =>
                Of(
                    e.Session,
                    "counting_rule_set",
                    new
                    {
                        e.Session,
                        e.Scope,
                        e.From,
                    }
                )
            )
            .VisibilityBy<SessionScheduled>(e => new(e.Session.Value, e.Listed))
            .VisibilityBy<SessionListed>(e => new(e.Session.Value, Visible: true))
            .VisibilityBy<SessionUnlisted>(e => new(e.Session.Value, Visible: false));

    private static PublicFact Of(SessionId session, string type, object data) =>
        new(type, $"/sessions/{session}", data, session.Value);

    /// <summary>What became of something of the plan: <c>session_archived</c>, <c>program_moved</c> and the like.</summary>
    private static PublicFact Of(NodeKind kind, Guid node, string what, object data)
    {
        var name = InventoryTables.Table(kind);
        return new($"{name}_{what}", $"/{name}s/{node}", data, kind == NodeKind.Session ? node : null);
    }

    private static PublicFact Tell(SessionRescheduled e) =>
        Of(
            e.Session,
            "session_rescheduled",
            new
            {
                e.Session,
                e.TimeZone,
                e.Start,
                e.End,
                e.TrackedFrom,
                e.TrackedUntil,
            }
        );

    private static PublicFact Tell(RegistrationPlanned e) =>
        Of(
            e.Session,
            "registration_planned",
            new
            {
                e.Session,
                e.Opens,
                e.Closes,
                e.Capacity,
            }
        );

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
