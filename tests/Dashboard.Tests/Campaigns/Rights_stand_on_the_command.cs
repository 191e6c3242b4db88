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
        [nameof(DismissCoordinator)] = by => DismissCoordinator.Decide(Coordination.Initial, Dismiss(by)).Refusal,
        [nameof(ChangeAddress)] = by => ChangeAddress.Decide(Addressing.Initial, Move(by)).Refusal,
        [nameof(DescribeOrganiser)] = by =>
            DescribeOrganiser
                .Decide(Organiser.Evolve(Organiser.Initial, Registered), Describe(OrganiserAnew.Details, by))
                .Refusal,
        [nameof(DescribeCampaign)] = by =>
            DescribeCampaign
                .Decide(Campaign.Evolve(Campaign.Initial, Started), Describe(CampaignAnew.Details, by))
                .Refusal,
        [nameof(DescribeProgram)] = by =>
            DescribeProgram
                .Decide(
                    CampaignDashboard.Campaigns.Program.Evolve(
                        CampaignDashboard.Campaigns.Program.Initial,
                        Planned.ProgramPlanned
                    ),
                    Describe(ProgramAnew.Details, by)
                )
                .Refusal,
        [nameof(DescribeSession)] = by =>
            DescribeSession.Decide(OnTheCalendar, Describe(SessionAnew.Details, by)).Refusal,
        [nameof(RescheduleSession)] = by => RescheduleSession.Decide(OnTheCalendar, Reschedule(by)).Refusal,
        [nameof(ChangeTrackedWikis)] = by => ChangeTrackedWikis.Decide(OnTheCalendar, Follow(by)).Refusal,
        [nameof(PlanRegistration)] = by => PlanRegistration.Decide(OnTheCalendar, PlanRegistrationBy(by)).Refusal,
        [nameof(SetCountingRule)] = by => SetCountingRule.Decide(OnTheCalendar, Count(by)).Refusal,
        [nameof(SetOnlineLink)] = by => SetOnlineLink.Decide(null, Meet("https://meet.example/", by)).Refusal,
        [nameof(ListSession)] = by => ListSession.Decide(OnTheCalendar, List(listed: false, by)).Refusal,
        [nameof(CopySession)] = by => CopySession.Decide(OnTheCalendar, Copying_sessions_decides.Copy(by)).Refusal,
        [nameof(CopyProgram)] = by =>
            CopyProgram.Decide(CampaignDashboard.Campaigns.Program.Initial, Copying_programs_decides.Copy(by)).Refusal,
        [nameof(ArchivePlan)] = by => ArchivePlan.Decide(Lifecycle.Initial, Lifecycles_decide.Archive(by)).Refusal,
        [nameof(ReopenPlan)] = by => ReopenPlan.Decide(Lifecycle.Initial, Lifecycles_decide.Reopen(by)).Refusal,
        [nameof(MovePlan)] = by => MovePlan.Decide(Lifecycle.Initial, Lifecycles_decide.Move(by)).Refusal,
        [nameof(DeletePlan)] = by => DeletePlan.Decide(Lifecycle.Initial, Lifecycles_decide.Delete(by)).Refusal,
        [nameof(CancelSession)] = by => CancelSession.Decide(OnTheCalendar, Cancel(by)).Refusal,
        [nameof(ReinstateSession)] = by =>
            ReinstateSession.Decide(Session.Evolve(OnTheCalendar, Cancelled), Reinstate(by)).Refusal,
    }.ToImmutableDictionary(StringComparer.Ordinal);

    private static Session OnTheCalendar => Session.Evolve(Session.Initial, Scheduled);

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
    [InlineData("administrator", nameof(DismissCoordinator), null)]
    [InlineData("coordinator", nameof(DismissCoordinator), null)]
    [InlineData("signed in", nameof(DismissCoordinator), "not-a-coordinator")]
    [InlineData("anonymous", nameof(DismissCoordinator), "not-a-coordinator")]
    [InlineData("administrator", nameof(ChangeAddress), null)]
    [InlineData("coordinator", nameof(ChangeAddress), null)]
    [InlineData("signed in", nameof(ChangeAddress), "not-a-coordinator")]
    [InlineData("anonymous", nameof(ChangeAddress), "not-a-coordinator")]
    [InlineData("administrator", nameof(DescribeOrganiser), null)]
    [InlineData("coordinator", nameof(DescribeOrganiser), null)]
    [InlineData("signed in", nameof(DescribeOrganiser), "not-a-coordinator")]
    [InlineData("anonymous", nameof(DescribeOrganiser), "not-a-coordinator")]
    [InlineData("administrator", nameof(DescribeCampaign), null)]
    [InlineData("coordinator", nameof(DescribeCampaign), null)]
    [InlineData("signed in", nameof(DescribeCampaign), "not-a-coordinator")]
    [InlineData("anonymous", nameof(DescribeCampaign), "not-a-coordinator")]
    [InlineData("administrator", nameof(DescribeProgram), null)]
    [InlineData("coordinator", nameof(DescribeProgram), null)]
    [InlineData("signed in", nameof(DescribeProgram), "not-a-coordinator")]
    [InlineData("anonymous", nameof(DescribeProgram), "not-a-coordinator")]
    [InlineData("administrator", nameof(DescribeSession), null)]
    [InlineData("coordinator", nameof(DescribeSession), null)]
    [InlineData("signed in", nameof(DescribeSession), "not-a-coordinator")]
    [InlineData("anonymous", nameof(DescribeSession), "not-a-coordinator")]
    [InlineData("administrator", nameof(RescheduleSession), null)]
    [InlineData("coordinator", nameof(RescheduleSession), null)]
    [InlineData("signed in", nameof(RescheduleSession), "not-a-coordinator")]
    [InlineData("anonymous", nameof(RescheduleSession), "not-a-coordinator")]
    [InlineData("administrator", nameof(ChangeTrackedWikis), null)]
    [InlineData("coordinator", nameof(ChangeTrackedWikis), null)]
    [InlineData("signed in", nameof(ChangeTrackedWikis), "not-a-coordinator")]
    [InlineData("anonymous", nameof(ChangeTrackedWikis), "not-a-coordinator")]
    [InlineData("administrator", nameof(PlanRegistration), null)]
    [InlineData("coordinator", nameof(PlanRegistration), null)]
    [InlineData("signed in", nameof(PlanRegistration), "not-a-coordinator")]
    [InlineData("anonymous", nameof(PlanRegistration), "not-a-coordinator")]
    [InlineData("administrator", nameof(SetCountingRule), null)]
    [InlineData("coordinator", nameof(SetCountingRule), null)]
    [InlineData("signed in", nameof(SetCountingRule), "not-a-coordinator")]
    [InlineData("anonymous", nameof(SetCountingRule), "not-a-coordinator")]
    [InlineData("administrator", nameof(SetOnlineLink), null)]
    [InlineData("coordinator", nameof(SetOnlineLink), null)]
    [InlineData("signed in", nameof(SetOnlineLink), "not-a-coordinator")]
    [InlineData("anonymous", nameof(SetOnlineLink), "not-a-coordinator")]
    [InlineData("administrator", nameof(ListSession), null)]
    [InlineData("coordinator", nameof(ListSession), null)]
    [InlineData("signed in", nameof(ListSession), "not-a-coordinator")]
    [InlineData("anonymous", nameof(ListSession), "not-a-coordinator")]
    [InlineData("administrator", nameof(CopySession), null)]
    [InlineData("coordinator", nameof(CopySession), null)]
    [InlineData("signed in", nameof(CopySession), "not-a-coordinator")]
    [InlineData("anonymous", nameof(CopySession), "not-a-coordinator")]
    [InlineData("administrator", nameof(ArchivePlan), null)]
    [InlineData("coordinator", nameof(ArchivePlan), null)]
    [InlineData("signed in", nameof(ArchivePlan), "not-a-coordinator")]
    [InlineData("anonymous", nameof(ArchivePlan), "not-a-coordinator")]
    [InlineData("administrator", nameof(ReopenPlan), null)]
    [InlineData("coordinator", nameof(ReopenPlan), null)]
    [InlineData("signed in", nameof(ReopenPlan), "not-a-coordinator")]
    [InlineData("anonymous", nameof(ReopenPlan), "not-a-coordinator")]
    [InlineData("administrator", nameof(MovePlan), null)]
    [InlineData("coordinator", nameof(MovePlan), null)]
    [InlineData("signed in", nameof(MovePlan), "not-a-coordinator")]
    [InlineData("anonymous", nameof(MovePlan), "not-a-coordinator")]
    [InlineData("administrator", nameof(DeletePlan), null)]
    [InlineData("coordinator", nameof(DeletePlan), null)]
    [InlineData("signed in", nameof(DeletePlan), "not-a-coordinator")]
    [InlineData("anonymous", nameof(DeletePlan), "not-a-coordinator")]
    [InlineData("administrator", nameof(CopyProgram), null)]
    [InlineData("coordinator", nameof(CopyProgram), null)]
    [InlineData("signed in", nameof(CopyProgram), "not-a-coordinator")]
    [InlineData("anonymous", nameof(CopyProgram), "not-a-coordinator")]
    [InlineData("administrator", nameof(CancelSession), null)]
    [InlineData("coordinator", nameof(CancelSession), null)]
    [InlineData("signed in", nameof(CancelSession), "not-a-coordinator")]
    [InlineData("anonymous", nameof(CancelSession), "not-a-coordinator")]
    [InlineData("administrator", nameof(ReinstateSession), null)]
    [InlineData("coordinator", nameof(ReinstateSession), null)]
    [InlineData("signed in", nameof(ReinstateSession), "not-a-coordinator")]
    [InlineData("anonymous", nameof(ReinstateSession), "not-a-coordinator")]
    public void A_role_may_do_a_command_or_is_told_why_not(string role, string command, string? refusal) =>
        Assert.Equal(refusal, Commands[command](Roles[role])?.Code);

    /// <summary>Whoever asks, and whatever the command: what is archived or deleted does not change.</summary>
    [Fact]
    public void No_command_changes_what_is_archived_or_deleted()
    {
        string[] exempt = [nameof(RegisterOrganiser)];
        string[] undoing = [nameof(ArchivePlan), nameof(ReopenPlan)];
        foreach (var (name, decide) in Commands.Where(c => !exempt.Contains(c.Key)))
        {
            foreach (var by in (Standing[])[Administrator, Coordinator])
            {
                Assert.Equal("deleted", decide(by with { Life = Life.Deleted })?.Code);
                Assert.Equal("archived", decide(by with { Life = Life.ArchivedAbove })?.Code);
                var own = decide(by with { Life = Life.Archived })?.Code;
                Assert.Equal((name, undoing.Contains(name) ? null : "archived"), (name, own));
            }
        }
    }

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
