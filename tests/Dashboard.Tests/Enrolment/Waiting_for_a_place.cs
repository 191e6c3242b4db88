using CampaignDashboard.Enrolment;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Enrolment.Features;
using CampaignDashboard.EventStore;
using CampaignDashboard.Identity.Contracts;
using static CampaignDashboard.Tests.Enrolment.Cast;

namespace CampaignDashboard.Tests.Enrolment;

/// <summary>Who comes to a full session waits; a place that frees goes to the next in the order of arrival.</summary>
public sealed class Waiting_for_a_place
{
    private static readonly PersonId Dora = new(new("dddddddd-dddd-4ddd-8ddd-dddddddddddd"));

    [Fact]
    public void A_full_session_lets_people_wait() =>
        Given(Enrolled(Bob), Enrolled(Carol))
            .When(Enrol(Alice, Places(2)))
            .Then(new ParticipantWaitlisted(Session, Alice, Attendance.OnSite, Now));

    [Fact]
    public void Who_waits_and_asks_again_keeps_their_place_in_line() =>
        Given(Enrolled(Bob), Waits(Alice), Waits(Carol)).When(Enrol(Alice, Places(1))).ThenNothing();

    [Fact]
    public void Who_waits_and_wants_to_come_otherwise_withdraws_first() =>
        Given(Enrolled(Bob), Waits(Alice))
            .When(Enrol(Alice, Places(1), Attendance.Remote))
            .ThenRefused("enrolled-otherwise");

    [Fact]
    public void Nobody_waits_where_registration_is_closed() =>
        Given(Enrolled(Bob), new RegistrationClosed(Session, Before))
            .When(Enrol(Alice, Places(1)))
            .ThenRefused("registration-closed");

    [Fact]
    public void The_place_of_who_withdraws_goes_to_the_next_even_while_registration_is_closed() =>
        Given(Enrolled(Bob), Waits(Carol, Attendance.Remote), Waits(Alice), new RegistrationClosed(Session, Before))
            .When(Withdraw(Bob, Places(1)))
            .Then(
                new ParticipantWithdrew(Session, Bob, Now),
                new ParticipantEnrolled(Session, Carol, Attendance.Remote, Now)
            );

    [Fact]
    public void The_place_of_who_is_removed_goes_to_the_next() =>
        Given(Enrolled(Bob), Waits(Carol), Waits(Alice))
            .When(r => RemoveParticipant.Decide(r, new(Session, Places(1), ACoordinator, Bob, Now)))
            .Then(
                new ParticipantRemoved(Session, Bob, Now),
                new ParticipantEnrolled(Session, Carol, Attendance.OnSite, Now)
            );

    [Fact]
    public void Nobody_moves_up_while_more_are_in_than_there_is_room_for() =>
        Given(Enrolled(Bob), Enrolled(Carol), Waits(Alice))
            .When(Withdraw(Bob, Places(1)))
            .Then(new ParticipantWithdrew(Session, Bob, Now));

    [Fact]
    public void Nobody_gets_a_place_in_what_is_over() =>
        Given(Enrolled(Bob), Waits(Alice))
            .When(Withdraw(Bob, Places(1) with { Ends = Now }))
            .Then(new ParticipantWithdrew(Session, Bob, Now));

    [Fact]
    public void Who_waits_gives_it_up() =>
        Given(Enrolled(Bob), Waits(Alice))
            .When(Withdraw(Alice, Places(1)))
            .Then(new WaitingListLeft(Session, Alice, Now));

    [Fact]
    public void A_coordinator_takes_somebody_off_the_waiting_list() =>
        Given(Enrolled(Bob), Waits(Alice))
            .When(r => RemoveParticipant.Decide(r, new(Session, Places(1), ACoordinator, Alice, Now)))
            .Then(new WaitingListLeft(Session, Alice, Now));

    [Fact]
    public void A_coordinator_enters_who_waits_beyond_the_capacity() =>
        Given(Enrolled(Bob), Waits(Carol), Waits(Alice))
            .When(r =>
                EnrolParticipants.Decide(
                    r,
                    new(Session, Places(1), ACoordinator, [new("A", "A", Alice, null)], Attendance.OnSite, Now)
                )
            )
            .Then(new ParticipantEnrolled(Session, Alice, Attendance.OnSite, Now));

    [Fact]
    public void More_room_is_for_those_who_wait_and_only_then_for_who_comes_now()
    {
        var state = Given(Enrolled(Bob), Waits(Carol), Waits(Dora));
        state
            .When(Enrol(Alice, Places(2)))
            .Then(
                new ParticipantEnrolled(Session, Carol, Attendance.OnSite, Now),
                new ParticipantWaitlisted(Session, Alice, Attendance.OnSite, Now)
            );
        state
            .When(Enrol(Alice, Places(4)))
            .Then(
                new ParticipantEnrolled(Session, Carol, Attendance.OnSite, Now),
                new ParticipantEnrolled(Session, Dora, Attendance.OnSite, Now),
                new ParticipantEnrolled(Session, Alice, Attendance.OnSite, Now)
            );
    }

    [Fact]
    public void A_plan_with_more_room_gives_the_places_to_those_who_wait()
    {
        var state = Given(Enrolled(Bob), Waits(Carol), Waits(Alice));
        state.When(Promote(Places(2))).Then(new ParticipantEnrolled(Session, Carol, Attendance.OnSite, Now));
        state.When(Promote(Places(1))).ThenNothing();
        state.When(Promote(Places(2) with { IsCancelled = true })).ThenNothing();
        state
            .When(Promote(Anything))
            .Then(
                new ParticipantEnrolled(Session, Carol, Attendance.OnSite, Now),
                new ParticipantEnrolled(Session, Alice, Attendance.OnSite, Now)
            );
    }

    [Fact]
    public void Nobody_moves_up_in_what_was_deleted() =>
        Given(Enrolled(Bob), Waits(Carol), new RosterEnded(Session, Before)).When(Promote(Anything)).ThenNothing();

    private static Terms Places(int capacity) => Anything with { Registration = new(Capacity: capacity) };

    private static ParticipantWaitlisted Waits(PersonId person, Attendance attendance = Attendance.OnSite) =>
        new(Session, person, attendance, Before);

    private static GivenState<Roster, RosterEvent> Given(params RosterEvent[] events) =>
        Spec.Given<Roster, RosterEvent>(events);

    private static Func<Roster, Decision<RosterEvent>> Enrol(
        PersonId person,
        Terms terms,
        Attendance attendance = Attendance.OnSite
    ) => roster => EnrolInSession.Decide(roster, new(Session, terms, SignedIn(person), attendance, Now));

    private static Func<Roster, Decision<RosterEvent>> Withdraw(PersonId person, Terms terms) =>
        roster => WithdrawFromSession.Decide(roster, new(Session, terms, SignedIn(person), Now));

    private static Func<Roster, Decision<RosterEvent>> Promote(Terms terms) =>
        roster => PromoteWaiting.Decide(roster, new(Session, terms, Now));
}
