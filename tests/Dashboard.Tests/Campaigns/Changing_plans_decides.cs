using CampaignDashboard.Campaigns;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Campaigns.Features;
using CampaignDashboard.EventStore;
using static CampaignDashboard.Tests.Campaigns.Planned;

namespace CampaignDashboard.Tests.Campaigns;

public sealed class Changing_plans_decides
{
    private static readonly Standing Bobs = new(Bob, IsAdministrator: false, IsCoordinator: true);

    [Fact]
    public void A_coordinator_describes_an_organiser_once() =>
        Spec.Given<Organiser, OrganiserEvent>(Registered)
            .When(s => DescribeOrganiser.Decide(s, Describe(OrganiserAnew.Details, Coordinator)))
            .Then(OrganiserAnew);

    [Fact]
    public void An_organiser_that_is_no_more_than_its_name_is_described_already() =>
        Spec.Given<Organiser, OrganiserEvent>(Registered)
            .When(s => DescribeOrganiser.Decide(s, Describe(new OrganiserDetails(Registered.Name), Coordinator)))
            .ThenNothing();

    [Fact]
    public void What_is_not_there_is_not_described()
    {
        Spec.Given<Organiser, OrganiserEvent>()
            .When(s => DescribeOrganiser.Decide(s, Describe(OrganiserAnew.Details, Coordinator)))
            .ThenRefused("no-such-organiser");
        Spec.Given<Campaign, CampaignEvent>()
            .When(s => DescribeCampaign.Decide(s, Describe(CampaignAnew.Details, Coordinator)))
            .ThenRefused("no-such-campaign");
        Spec.Given<CampaignDashboard.Campaigns.Program, ProgramEvent>()
            .When(s => DescribeProgram.Decide(s, Describe(ProgramAnew.Details, Coordinator)))
            .ThenRefused("no-such-program");
        Spec.Given<Session, SessionEvent>()
            .When(s => DescribeSession.Decide(s, Describe(SessionAnew.Details, Coordinator)))
            .ThenRefused("no-such-session");
    }

    [Fact]
    public void A_campaign_and_a_program_are_described()
    {
        Spec.Given<Campaign, CampaignEvent>(Started)
            .When(s => DescribeCampaign.Decide(s, Describe(CampaignAnew.Details, Coordinator)))
            .Then(CampaignAnew);
        Spec.Given<CampaignDashboard.Campaigns.Program, ProgramEvent>(Planned.ProgramPlanned)
            .When(s => DescribeProgram.Decide(s, Describe(ProgramAnew.Details, Coordinator)))
            .Then(ProgramAnew);
    }

    [Fact]
    public void A_session_is_described() =>
        OnTheCalendar
            .When(s => DescribeSession.Decide(s, Describe(SessionAnew.Details, Coordinator)))
            .Then(SessionAnew);

    [Fact]
    public void A_session_moves_to_another_time() =>
        OnTheCalendar.When(s => RescheduleSession.Decide(s, Reschedule(Coordinator))).Then(Rescheduled);

    [Fact]
    public void A_session_stays_where_it_is() =>
        Spec.Given<Session, SessionEvent>(Scheduled, Rescheduled)
            .When(s => RescheduleSession.Decide(s, Reschedule(Coordinator)))
            .ThenNothing();

    [Fact]
    public void A_session_does_not_move_to_a_time_that_ends_before_it_starts()
    {
        var backwards = new LocalWindow(Scheduled.End, Scheduled.Start);
        OnTheCalendar
            .When(s => RescheduleSession.Decide(s, Reschedule(Coordinator) with { Event = backwards }))
            .ThenRefused("ends-before-it-starts");
        OnTheCalendar
            .When(s => RescheduleSession.Decide(s, Reschedule(Coordinator) with { Tracking = backwards }))
            .ThenRefused("ends-before-it-starts");
    }

    [Fact]
    public void A_session_follows_other_wikis() =>
        OnTheCalendar.When(s => ChangeTrackedWikis.Decide(s, Follow(Coordinator))).Then(WikisChanged);

    [Fact]
    public void A_session_follows_the_same_wikis_already() =>
        OnTheCalendar
            .When(s =>
                ChangeTrackedWikis.Decide(
                    s,
                    Follow(Coordinator) with
                    {
                        Wikis = new([new("enwiki", [0]), new("commonswiki", [6])], null),
                    }
                )
            )
            .ThenNothing();

    [Fact]
    public void A_session_follows_no_wiki_that_is_none() =>
        OnTheCalendar
            .When(s =>
                ChangeTrackedWikis.Decide(
                    s,
                    Follow(Coordinator) with
                    {
                        Wikis = ResolvedWikis.Failed(Refusal.Invalid("no-such-wiki", "There is none.")),
                    }
                )
            )
            .ThenRefused("no-such-wiki");

    [Fact]
    public void Registration_is_planned_in_the_zone_of_the_session() =>
        OnTheCalendar.When(s => PlanRegistration.Decide(s, PlanRegistrationBy(Coordinator))).Then(RegistrationSet);

    [Fact]
    public void Registration_without_limits_is_as_it_was() =>
        OnTheCalendar.When(s => PlanRegistration.Decide(s, Register(new(), Coordinator))).ThenNothing();

    [Fact]
    public void Limits_go_when_they_are_left_out() =>
        Spec.Given<Session, SessionEvent>(Scheduled, RegistrationSet)
            .When(s => PlanRegistration.Decide(s, Register(new(), Coordinator)))
            .Then(new RegistrationPlanned(TheSession, null, null, null, Now));

    [Fact]
    public void Registration_does_not_close_before_it_opens() =>
        OnTheCalendar
            .When(s => PlanRegistration.Decide(s, Register(new("2026-02-02", "2026-02-01"), Coordinator)))
            .ThenRefused("ends-before-it-starts");

    [Fact]
    public void What_counts_is_said_once()
    {
        OnTheCalendar.When(s => SetCountingRule.Decide(s, Count(Coordinator))).Then(CountingSet);
        OnTheCalendar
            .When(s => SetCountingRule.Decide(s, Count(Coordinator) with { Asked = CountingRule.Everything }))
            .ThenNothing();
    }

    [Fact]
    public void What_is_not_there_has_no_registration_rule_or_link()
    {
        Spec.Given<Session, SessionEvent>()
            .When(s => PlanRegistration.Decide(s, PlanRegistrationBy(Coordinator)))
            .ThenRefused("no-such-session");
        Spec.Given<Session, SessionEvent>()
            .When(s => SetCountingRule.Decide(s, Count(Coordinator)))
            .ThenRefused("no-such-session");
        Assert.Equal(
            "no-such-session",
            SetOnlineLink
                .Decide(null, Meet("https://meet.example/", Coordinator) with { SessionExists = false })
                .Refusal?.Code
        );
    }

    [Fact]
    public void An_online_link_is_set_changed_and_cleared_and_the_same_one_changes_nothing()
    {
        const string Link = "https://meet.example/abc";
        Assert.Equal([new(TheSession, Link)], SetOnlineLink.Decide(null, Meet(Link, Coordinator)).Events);
        Assert.Empty(SetOnlineLink.Decide(Link, Meet(Link, Coordinator)).Events);
        Assert.Equal([new(TheSession, null)], SetOnlineLink.Decide(Link, Meet(null, Coordinator)).Events);
        Assert.Empty(SetOnlineLink.Decide(null, Meet(null, Coordinator)).Events);
    }

    [Fact]
    public void All_settings_of_a_session_are_folded()
    {
        SessionEvent[] all = [Scheduled, SessionAnew, RegistrationSet, CountingSet];
        var plan = all.Aggregate(Session.Initial, Session.Evolve).Plan!;
        Assert.Equal(SessionAnew.Details, plan.Details);
        Assert.Equal(new(RegistrationSet.Opens, RegistrationSet.Closes, 20), plan.Registration);
        Assert.Equal(new(CountedScope.ArticleList, CountFrom.Enrolment), plan.Counting);
    }

    [Fact]
    public void A_session_goes_from_the_lists_and_comes_back()
    {
        OnTheCalendar.When(s => ListSession.Decide(s, List(listed: false, Coordinator))).Then(Unlisted);
        OnTheCalendar.When(s => ListSession.Decide(s, List(listed: true, Coordinator))).ThenNothing();
        Spec.Given<Session, SessionEvent>(Scheduled, Unlisted)
            .When(s => ListSession.Decide(s, List(listed: true, Coordinator)))
            .Then(Listed);
    }

    [Fact]
    public void A_session_is_cancelled_and_reinstated()
    {
        OnTheCalendar.When(s => CancelSession.Decide(s, Cancel(Coordinator))).Then(Cancelled);
        Spec.Given<Session, SessionEvent>(Scheduled, Cancelled)
            .When(s => ReinstateSession.Decide(s, Reinstate(Coordinator)))
            .Then(Reinstated);
    }

    [Fact]
    public void Cancelling_or_reinstating_twice_changes_nothing()
    {
        Spec.Given<Session, SessionEvent>(Scheduled, Cancelled)
            .When(s => CancelSession.Decide(s, Cancel(Coordinator)))
            .ThenNothing();
        OnTheCalendar.When(s => ReinstateSession.Decide(s, Reinstate(Coordinator))).ThenNothing();
    }

    [Fact]
    public void A_page_gets_another_address() =>
        Spec.Given<Addressing, AddressingEvent>().When(s => ChangeAddress.Decide(s, Move(Coordinator))).Then(Moved);

    [Fact]
    public void A_page_has_its_address_already() =>
        Spec.Given<Addressing, AddressingEvent>()
            .When(s => ChangeAddress.Decide(s, Move(Coordinator) with { Asked = new(Scheduled.Slug) }))
            .ThenNothing();

    [Fact]
    public void Nothing_has_no_address() =>
        Spec.Given<Addressing, AddressingEvent>()
            .When(s => ChangeAddress.Decide(s, Move(Coordinator) with { Node = null }))
            .ThenRefused("nothing-to-coordinate");

    [Fact]
    public void A_coordinator_is_dismissed_by_one_above() =>
        Spec.Given<Coordination, CoordinationEvent>(Appointed)
            .When(s => DismissCoordinator.Decide(s, Dismiss(Coordinator)))
            .Then(Dismissed);

    [Fact]
    public void Who_is_no_coordinator_is_not_dismissed() =>
        Spec.Given<Coordination, CoordinationEvent>(Appointed, Dismissed)
            .When(s => DismissCoordinator.Decide(s, Dismiss(Coordinator)))
            .ThenNothing();

    [Fact]
    public void The_last_coordinator_cannot_leave() =>
        Spec.Given<Coordination, CoordinationEvent>(Appointed)
            .When(s => DismissCoordinator.Decide(s, Dismiss(Bobs)))
            .ThenRefused("last-coordinator");

    [Fact]
    public void One_of_two_coordinators_leaves() =>
        Spec.Given<Coordination, CoordinationEvent>(Appointed, Appointed with { Person = Alice })
            .When(s => DismissCoordinator.Decide(s, Dismiss(Bobs)))
            .Then(Dismissed);

    [Fact]
    public void The_last_coordinator_of_an_organiser_stays_whoever_asks() =>
        Spec.Given<Coordination, CoordinationEvent>()
            .When(s => DismissCoordinator.Decide(s, Dismiss(Administrator) with { IsOrganiser = true, First = Bob }))
            .ThenRefused("last-coordinator");

    [Fact]
    public void A_colleague_who_was_forgotten_does_not_count() =>
        Spec.Given<Coordination, CoordinationEvent>(Appointed, Appointed with { Person = Alice })
            .When(s => DismissCoordinator.Decide(s, Dismiss(Bobs) with { Forgotten = [Alice] }))
            .ThenRefused("last-coordinator");

    [Fact]
    public void Who_was_forgotten_can_be_taken_off() =>
        Spec.Given<Coordination, CoordinationEvent>(Appointed, Appointed with { Person = Alice })
            .When(s => DismissCoordinator.Decide(s, Dismiss(Administrator) with { Forgotten = [Bob] }))
            .Then(Dismissed);

    [Fact]
    public void An_abandoned_organiser_is_handed_over_by_appointing_another_first() =>
        Spec.Given<Coordination, CoordinationEvent>(Appointed with { Person = Alice })
            .When(s => DismissCoordinator.Decide(s, Dismiss(Administrator) with { IsOrganiser = true, First = Bob }))
            .Then(Dismissed);

    [Fact]
    public void Who_was_dismissed_can_be_appointed_again() =>
        Spec.Given<Coordination, CoordinationEvent>(Appointed, Dismissed)
            .When(s => AppointCoordinator.Decide(s, Appoint(Coordinator)))
            .Then(Appointed);

    private static GivenState<Session, SessionEvent> OnTheCalendar => Spec.Given<Session, SessionEvent>(Scheduled);
}
