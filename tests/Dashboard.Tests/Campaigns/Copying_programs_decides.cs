using CampaignDashboard.Campaigns;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Campaigns.Features;
using static CampaignDashboard.Tests.Campaigns.Planned;

namespace CampaignDashboard.Tests.Campaigns;

public sealed class Copying_programs_decides
{
    private static readonly ProgramId Second = new(new Guid("00000000-0000-4000-8000-0000000000cc"));

    private static GivenState<CampaignDashboard.Campaigns.Program, ProgramEvent> Nothing =>
        Spec.Given<CampaignDashboard.Campaigns.Program, ProgramEvent>();

    [Fact]
    public void A_copy_is_planned_with_all_that_is_told_of_the_program() =>
        Nothing
            .When(s => CopyProgram.Decide(s, Copy(Coordinator)))
            .Then(
                new ProgramPlanned(Second, TheCampaign, "Beetles", "beetles-2", "All of them.", Now),
                new ProgramDescribed(Second, ProgramAnew.Details, Now)
            );

    [Fact]
    public void Nothing_is_copied_from_nowhere_or_to_nowhere()
    {
        Nothing
            .When(s => CopyProgram.Decide(s, Copy(Coordinator) with { Source = null }))
            .ThenRefused("no-such-program");
        Nothing
            .When(s => CopyProgram.Decide(s, Copy(Coordinator) with { CampaignExists = false }))
            .ThenRefused("no-such-campaign");
    }

    [Fact]
    public void Who_copies_a_program_coordinates_it_and_the_campaign()
    {
        Nothing
            .When(s => CopyProgram.Decide(s, Copy(Coordinator) with { By = Passer }))
            .ThenRefused("not-a-coordinator");
        Nothing
            .When(s => CopyProgram.Decide(s, Copy(Coordinator) with { There = Passer }))
            .ThenRefused("not-a-coordinator");
    }

    [Fact]
    public void Last_years_program_may_be_copied_from_the_archive() =>
        Assert.Null(
            CopyProgram
                .Decide(
                    CampaignDashboard.Campaigns.Program.Initial,
                    Copy(Coordinator) with
                    {
                        By = Coordinator with { Life = Life.Archived },
                    }
                )
                .Refusal
        );

    [Fact]
    public void More_sessions_than_one_append_holds_are_refused() =>
        Nothing
            .When(s => CopyProgram.Decide(s, Copy(Coordinator) with { Sessions = 201 }))
            .ThenRefused("too-many-sessions");

    internal static CopyProgram.Command Copy(Standing by) =>
        new(Second, TheCampaign, CampaignExists: true, ProgramAnew.Details, "beetles-2", by, by, Sessions: 3, Now);
}
