using CampaignDashboard.Campaigns;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Campaigns.Features;
using CampaignDashboard.EventStore;
using static CampaignDashboard.Tests.Campaigns.Planned;

namespace CampaignDashboard.Tests.Campaigns;

public sealed class Telling_more_of_campaigns_and_programs_decides
{
    [Fact]
    public void A_campaign_has_an_image_and_usual_wikis()
    {
        var more = CampaignAnew with
        {
            Details = CampaignAnew.Details with { Image = "File:Museum.jpg", Wikis = ["enwiki: 0, 14", "commonswiki"] },
        };
        var asked = Describe(more.Details with { Wikis = ["enwiki: 0, 14", "commonswiki"] }, Coordinator);
        Spec.Given<Campaign, CampaignEvent>(Started, CampaignAnew)
            .When(s => DescribeCampaign.Decide(s, asked with { Asked = more.Details }))
            .Then(more);
        Spec.Given<Campaign, CampaignEvent>(Started, more).When(s => DescribeCampaign.Decide(s, asked)).ThenNothing();
    }

    [Fact]
    public void A_program_has_goals_and_usual_wikis()
    {
        Goal[] goals = [new("editors", 20), new("bytesRemoved", -1000)];
        var more = ProgramAnew with { Details = ProgramAnew.Details with { Wikis = ["enwiki"], Goals = goals } };
        var asked = Describe(more.Details with { Wikis = ["enwiki"], Goals = [.. goals] }, Coordinator);
        Spec.Given<CampaignDashboard.Campaigns.Program, ProgramEvent>(Planned.ProgramPlanned)
            .When(s => DescribeProgram.Decide(s, asked with { Asked = more.Details }))
            .Then(more);
        Spec.Given<CampaignDashboard.Campaigns.Program, ProgramEvent>(Planned.ProgramPlanned, more)
            .When(s => DescribeProgram.Decide(s, asked))
            .ThenNothing();
    }

    [Fact]
    public void A_wiki_that_is_refused_changes_nothing()
    {
        var refusal = Refusal.Conflict("wiki-not-answering", "It is down.");
        Spec.Given<Campaign, CampaignEvent>(Started)
            .When(s =>
                DescribeCampaign.Decide(s, Describe(CampaignAnew.Details, Coordinator) with { WikisRefused = refusal })
            )
            .ThenRefused("wiki-not-answering");
        Spec.Given<CampaignDashboard.Campaigns.Program, ProgramEvent>(Planned.ProgramPlanned)
            .When(s =>
                DescribeProgram.Decide(s, Describe(ProgramAnew.Details, Coordinator) with { WikisRefused = refusal })
            )
            .ThenRefused("wiki-not-answering");
    }

    [Fact]
    public void What_nothing_counts_is_no_goal() =>
        Spec.Given<CampaignDashboard.Campaigns.Program, ProgramEvent>(Planned.ProgramPlanned)
            .When(s =>
                DescribeProgram.Decide(s, Describe(ProgramAnew.Details, Coordinator) with { UnknownFigure = "fame" })
            )
            .ThenRefused("no-such-figure");
}
