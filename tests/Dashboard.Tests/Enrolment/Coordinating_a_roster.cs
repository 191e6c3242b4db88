using CampaignDashboard.Enrolment;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Enrolment.Features;
using CampaignDashboard.EventStore;
using CampaignDashboard.Identity.Contracts;
using static CampaignDashboard.Tests.Enrolment.Cast;

namespace CampaignDashboard.Tests.Enrolment;

public sealed class Coordinating_a_roster
{
    private static readonly CheckedName KnownAlice = new("alice", "Alice", Alice, null);
    private static readonly CheckedName KnownBob = new("Bob", "Bob", Bob, null);
    private static readonly CheckedName Nobody = new("Nobody", null, null, "en.wikipedia has no account “Nobody”.");

    [Fact]
    public void Every_account_that_was_found_is_enrolled_whatever_stands_between() =>
        Given()
            .When(Enter(KnownAlice, Nobody, KnownBob))
            .Then(
                new ParticipantEnrolled(Session, Alice, Attendance.OnSite, Now),
                new ParticipantEnrolled(Session, Bob, Attendance.OnSite, Now)
            );

    [Fact]
    public void Two_spellings_of_one_account_are_one_participant() =>
        Given()
            .When(Enter(KnownAlice, KnownAlice with { Asked = "Alice" }))
            .Then(new ParticipantEnrolled(Session, Alice, Attendance.OnSite, Now));

    [Fact]
    public void Who_is_enrolled_already_is_left_as_they_are() =>
        Given(Enrolled(Alice, Attendance.Remote)).When(Enter(KnownAlice)).ThenNothing();

    [Fact]
    public void Coordinators_enter_people_after_registration_closed() =>
        Given(new RegistrationClosed(Session, Before))
            .When(Enter(KnownBob))
            .Then(new ParticipantEnrolled(Session, Bob, Attendance.OnSite, Now));

    [Fact]
    public void Names_that_are_no_account_enrol_nobody() => Given().When(Enter(Nobody)).ThenNothing();

    [Fact]
    public void A_coordinator_removes_a_participant() =>
        Given(Enrolled(Alice)).When(Remove(Alice)).Then(new ParticipantRemoved(Session, Alice, Now));

    [Fact]
    public void Removing_who_is_not_there_changes_nothing() => Given(Enrolled(Alice)).When(Remove(Bob)).ThenNothing();

    [Fact]
    public void Registration_is_open_from_the_start() => Given().When(Switch(open: true)).ThenNothing();

    [Fact]
    public void A_coordinator_closes_registration() =>
        Given().When(Switch(open: false)).Then(new RegistrationClosed(Session, Now));

    [Fact]
    public void A_coordinator_opens_registration_again() =>
        Given(new RegistrationClosed(Session, Before))
            .When(Switch(open: true))
            .Then(new RegistrationOpened(Session, Now));

    private static GivenState<Roster, RosterEvent> Given(params RosterEvent[] events) =>
        Spec.Given<Roster, RosterEvent>(events);

    private static Func<Roster, Decision<RosterEvent>> Enter(params CheckedName[] names) =>
        roster => EnrolParticipants.Decide(roster, new(Session, Anything, ACoordinator, names, Attendance.OnSite, Now));

    private static Func<Roster, Decision<RosterEvent>> Remove(PersonId person) =>
        roster => RemoveParticipant.Decide(roster, new(Session, Anything, ACoordinator, person, Now));

    private static Func<Roster, Decision<RosterEvent>> Switch(bool open) =>
        roster => SwitchRegistration.Decide(roster, new(Session, Anything.Registration, ACoordinator, open, Now));
}
