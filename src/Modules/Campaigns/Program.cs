using CampaignDashboard.Campaigns.Contracts;

namespace CampaignDashboard.Campaigns;

internal abstract record ProgramEvent;

/// <summary>A series of sessions was planned within a campaign.</summary>
internal sealed record ProgramPlanned(
    ProgramId Program,
    CampaignId Campaign,
    string Title,
    string Slug,
    string Description,
    DateTimeOffset At
) : ProgramEvent;

internal sealed record Program(bool Exists) : IAggregate<Program, ProgramEvent>
{
    public static Program Initial => new(Exists: false);

    public static Program Evolve(Program state, ProgramEvent e) =>
        e switch
        {
            ProgramPlanned => new(Exists: true),
            _ => state,
        };
}
