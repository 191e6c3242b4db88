using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;

namespace CampaignDashboard.Campaigns;

internal abstract record OrganiserEvent;

/// <summary>A chapter, affiliate or organisation was registered, with the person who answers for it.</summary>
internal sealed record OrganiserRegistered(
    OrganiserId Organiser,
    string Name,
    string Slug,
    PersonId Coordinator,
    DateTimeOffset At
) : OrganiserEvent;

internal sealed record Organiser(bool Exists) : IAggregate<Organiser, OrganiserEvent>
{
    public static Organiser Initial => new(Exists: false);

    public static Organiser Evolve(Organiser state, OrganiserEvent e) =>
        e switch
        {
            OrganiserRegistered => new(Exists: true),
            _ => state,
        };
}
