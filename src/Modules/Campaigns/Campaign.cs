using CampaignDashboard.Campaigns.Contracts;

namespace CampaignDashboard.Campaigns;

internal abstract record CampaignEvent;

/// <summary>An organiser started a campaign.</summary>
internal sealed record CampaignStarted(
    CampaignId Campaign,
    OrganiserId Organiser,
    string Title,
    string Slug,
    string Description,
    DateTimeOffset At
) : CampaignEvent;

internal sealed record Campaign(bool Exists) : IAggregate<Campaign, CampaignEvent>
{
    public static Campaign Initial => new(Exists: false);

    public static Campaign Evolve(Campaign state, CampaignEvent e) =>
        e switch
        {
            CampaignStarted => new(Exists: true),
            _ => state,
        };
}
