using CampaignDashboard.Campaigns;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Campaigns.Features;
using CampaignDashboard.EventStore;
using static CampaignDashboard.Tests.Campaigns.Planned;

namespace CampaignDashboard.Tests.Campaigns;

public sealed class Planning_decides
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public void An_administrator_registers_an_organiser_with_its_first_coordinator() =>
        NoOrganiser.When(s => RegisterOrganiser.Decide(s, Register(Administrator))).Then(Registered);

    [Fact]
    public void An_organiser_needs_a_coordinator_with_an_account() =>
        NoOrganiser
            .When(s => RegisterOrganiser.Decide(s, Register(Administrator) with { Coordinator = NobodyFound }))
            .ThenRefused("no-such-account");

    [Fact]
    public void Registering_an_organiser_again_changes_nothing() =>
        Spec.Given<Organiser, OrganiserEvent>(Registered)
            .When(s => RegisterOrganiser.Decide(s, Register(Administrator)))
            .ThenNothing();

    [Fact]
    public void A_coordinator_starts_a_campaign() =>
        NoCampaign.When(s => StartCampaign.Decide(s, Start(Coordinator))).Then(Started);

    [Fact]
    public void A_campaign_needs_an_organiser() =>
        NoCampaign
            .When(s => StartCampaign.Decide(s, Start(Coordinator) with { OrganiserExists = false }))
            .ThenRefused("no-such-organiser");

    [Fact]
    public void Starting_a_campaign_again_changes_nothing() =>
        Spec.Given<Campaign, CampaignEvent>(Started)
            .When(s => StartCampaign.Decide(s, Start(Coordinator)))
            .ThenNothing();

    [Fact]
    public void A_coordinator_plans_a_program() =>
        NoProgram.When(s => PlanProgram.Decide(s, Plan(Coordinator))).Then(Planned.ProgramPlanned);

    [Fact]
    public void A_program_needs_a_campaign() =>
        NoProgram
            .When(s => PlanProgram.Decide(s, Plan(Coordinator) with { CampaignExists = false }))
            .ThenRefused("no-such-campaign");

    [Fact]
    public void Planning_a_program_again_changes_nothing() =>
        Spec.Given<CampaignDashboard.Campaigns.Program, ProgramEvent>(Planned.ProgramPlanned)
            .When(s => PlanProgram.Decide(s, Plan(Coordinator)))
            .ThenNothing();

    [Fact]
    public void A_coordinator_schedules_a_session() =>
        NoSession.When(s => ScheduleSession.Decide(s, Schedule(Coordinator))).Then(Scheduled);

    [Fact]
    public void All_settings_of_a_session_are_said_at_once()
    {
        var asked = Schedule(Coordinator).Asked with
        {
            Address = " Darwinweg 2 ",
            Attendance = AttendanceOffered.Remote,
            Registration = new("2026-02-01", "2026-03-07", 20),
            Counting = new(CountedScope.ArticleList, CountFrom.Enrolment),
            OnlineLink = "https://meet.example/",
        };
        NoSession
            .When(s => ScheduleSession.Decide(s, Schedule(Coordinator) with { Asked = asked }))
            .Then(
                Scheduled,
                new SessionDescribed(
                    TheSession,
                    new(
                        "Spring editathon",
                        Venue: "Leiden",
                        Address: "Darwinweg 2",
                        Attendance: AttendanceOffered.Remote
                    ),
                    Now
                ),
                RegistrationSet,
                CountingSet
            );
    }

    [Fact]
    public void What_every_session_begins_with_needs_no_event() =>
        NoSession
            .When(s =>
                ScheduleSession.Decide(
                    s,
                    Schedule(Coordinator) with
                    {
                        Asked = Schedule(Coordinator).Asked with
                        {
                            Attendance = AttendanceOffered.Both,
                            Registration = new("", "", null),
                            Counting = new(),
                            Language = "",
                        },
                    }
                )
            )
            .Then(Scheduled);

    [Fact]
    public void A_session_whose_registration_ends_before_it_starts_is_refused() =>
        Refuses(
            "ends-before-it-starts",
            c => c with { Asked = c.Asked with { Registration = new("2026-03-01", "2026-02-01") } }
        );

    [Fact]
    public void A_session_needs_a_program() => Refuses("no-such-program", c => c with { ProgramExists = false });

    [Fact]
    public void A_session_must_not_end_when_it_starts_or_before()
    {
        Refuses("ends-before-it-starts", c => c with { Event = new(c.Event.Start, c.Event.Start) });
        Refuses("ends-before-it-starts", c => c with { Event = new(c.Event.Start, c.Event.Start - Hour) });
    }

    [Fact]
    public void Tracking_must_not_end_when_it_starts_or_before()
    {
        Refuses("ends-before-it-starts", c => c with { Tracking = new(c.Event.Start, c.Event.Start) });
        Refuses("ends-before-it-starts", c => c with { Tracking = new(c.Event.Start, c.Event.Start - Hour) });
    }

    [Fact]
    public void A_wiki_that_is_none_is_refused_in_the_words_of_who_looked_it_up() =>
        Refuses(
            "no-such-wiki",
            c => c with { Wikis = ResolvedWikis.Failed(Refusal.Invalid("no-such-wiki", "There is no wiki “enwik”.")) }
        );

    [Fact]
    public void Scheduling_a_session_again_changes_nothing() =>
        Spec.Given<Session, SessionEvent>(Scheduled)
            .When(s => ScheduleSession.Decide(s, Schedule(Coordinator)))
            .ThenNothing();

    [Fact]
    public void A_coordinator_appoints_another() =>
        Nobody.When(s => AppointCoordinator.Decide(s, Appoint(Coordinator))).Then(Appointed);

    [Fact]
    public void Nobody_coordinates_what_does_not_exist() =>
        Nobody
            .When(s => AppointCoordinator.Decide(s, Appoint(Coordinator) with { NodeExists = false }))
            .ThenRefused("nothing-to-coordinate");

    [Fact]
    public void Only_an_account_can_be_appointed() =>
        Nobody
            .When(s => AppointCoordinator.Decide(s, Appoint(Coordinator) with { Account = NobodyFound }))
            .ThenRefused("no-such-account");

    [Fact]
    public void Appointing_a_coordinator_again_changes_nothing() =>
        Spec.Given<Coordination, CoordinationEvent>(Appointed)
            .When(s => AppointCoordinator.Decide(s, Appoint(Coordinator)))
            .ThenNothing();

    private static GivenState<Organiser, OrganiserEvent> NoOrganiser => Spec.Given<Organiser, OrganiserEvent>();

    private static GivenState<Campaign, CampaignEvent> NoCampaign => Spec.Given<Campaign, CampaignEvent>();

    private static GivenState<CampaignDashboard.Campaigns.Program, ProgramEvent> NoProgram =>
        Spec.Given<CampaignDashboard.Campaigns.Program, ProgramEvent>();

    private static GivenState<Session, SessionEvent> NoSession => Spec.Given<Session, SessionEvent>();

    private static GivenState<Coordination, CoordinationEvent> Nobody => Spec.Given<Coordination, CoordinationEvent>();

    private static void Refuses(string code, Func<ScheduleSession.Command, ScheduleSession.Command> change) =>
        NoSession.When(s => ScheduleSession.Decide(s, change(Schedule(Coordinator)))).ThenRefused(code);
}
