using CampaignDashboard.Campaigns.Contracts;

namespace CampaignDashboard.Campaigns;

internal sealed record Session(bool Exists) : IAggregate<Session, SessionEvent>
{
    public static Session Initial => new(Exists: false);

    public static Session Evolve(Session state, SessionEvent e) =>
        e switch
        {
            SessionScheduled => new(Exists: true),
            _ => state,
        };
}
