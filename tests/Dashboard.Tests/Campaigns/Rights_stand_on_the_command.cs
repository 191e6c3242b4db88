using System.Collections.Immutable;
using System.Reflection;
using CampaignDashboard.Campaigns;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Campaigns.Features;
using CampaignDashboard.EventStore;
using static CampaignDashboard.Tests.Campaigns.Planned;

namespace CampaignDashboard.Tests.Campaigns;

/// <summary>Every role against every command of planning; a new slice that is not in the matrix fails.</summary>
public sealed class Rights_stand_on_the_command
{
    private static readonly ImmutableDictionary<string, Standing> Roles = new Dictionary<string, Standing>(
        StringComparer.Ordinal
    )
    {
        ["administrator"] = Administrator,
        ["coordinator"] = Coordinator,
        ["signed in"] = Passer,
        ["anonymous"] = Anonymous,
    }.ToImmutableDictionary(StringComparer.Ordinal);

    private static readonly ImmutableDictionary<string, Func<Standing, Refusal?>> Commands = new Dictionary<
        string,
        Func<Standing, Refusal?>
    >(StringComparer.Ordinal)
    {
        [nameof(RegisterOrganiser)] = by => RegisterOrganiser.Decide(Organiser.Initial, Register(by)).Refusal,
        [nameof(StartCampaign)] = by => StartCampaign.Decide(Campaign.Initial, Start(by)).Refusal,
        [nameof(PlanProgram)] = by => PlanProgram.Decide(CampaignDashboard.Campaigns.Program.Initial, Plan(by)).Refusal,
        [nameof(ScheduleSession)] = by => ScheduleSession.Decide(Session.Initial, Schedule(by)).Refusal,
        [nameof(AppointCoordinator)] = by => AppointCoordinator.Decide(Coordination.Initial, Appoint(by)).Refusal,
    }.ToImmutableDictionary(StringComparer.Ordinal);

    [Theory]
    [InlineData("administrator", nameof(RegisterOrganiser), null)]
    [InlineData("coordinator", nameof(RegisterOrganiser), "not-an-administrator")]
    [InlineData("signed in", nameof(RegisterOrganiser), "not-an-administrator")]
    [InlineData("anonymous", nameof(RegisterOrganiser), "not-an-administrator")]
    [InlineData("administrator", nameof(StartCampaign), null)]
    [InlineData("coordinator", nameof(StartCampaign), null)]
    [InlineData("signed in", nameof(StartCampaign), "not-a-coordinator")]
    [InlineData("anonymous", nameof(StartCampaign), "not-a-coordinator")]
    [InlineData("administrator", nameof(PlanProgram), null)]
    [InlineData("coordinator", nameof(PlanProgram), null)]
    [InlineData("signed in", nameof(PlanProgram), "not-a-coordinator")]
    [InlineData("anonymous", nameof(PlanProgram), "not-a-coordinator")]
    [InlineData("administrator", nameof(ScheduleSession), null)]
    [InlineData("coordinator", nameof(ScheduleSession), null)]
    [InlineData("signed in", nameof(ScheduleSession), "not-a-coordinator")]
    [InlineData("anonymous", nameof(ScheduleSession), "not-a-coordinator")]
    [InlineData("administrator", nameof(AppointCoordinator), null)]
    [InlineData("coordinator", nameof(AppointCoordinator), null)]
    [InlineData("signed in", nameof(AppointCoordinator), "not-a-coordinator")]
    [InlineData("anonymous", nameof(AppointCoordinator), "not-a-coordinator")]
    public void A_role_may_do_a_command_or_is_told_why_not(string role, string command, string? refusal) =>
        Assert.Equal(refusal, Commands[command](Roles[role])?.Code);

    [Fact]
    public void Every_slice_that_decides_is_in_the_matrix()
    {
        var slices = typeof(RegisterOrganiser)
            .Assembly.GetTypes()
            .Where(type => type.GetMethod("Decide", BindingFlags.Static | BindingFlags.NonPublic) is not null)
            .Select(type => type.Name);
        Assert.Equal(Commands.Keys.Order(StringComparer.Ordinal), slices.Order(StringComparer.Ordinal));
    }
}
