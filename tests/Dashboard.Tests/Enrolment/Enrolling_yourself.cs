using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Enrolment.Features;
using CampaignDashboard.EventStore;
using static CampaignDashboard.Tests.Enrolment.Cast;

namespace CampaignDashboard.Tests.Enrolment;

public sealed class Enrolling_yourself
{
    private static readonly RegistrationClosed Closed = new(Session, Before);

    [Fact]
    public void A_signed_in_person_takes_a_place() =>
        Given()
            .When(Enrol(SignedIn(Alice), Attendance.Remote))
            .Then(new ParticipantEnrolled(Session, Alice, Attendance.Remote, Now));

    [Fact]
    public void Who_has_withdrawn_may_come_back() =>
        Given(Enrolled(Alice), new ParticipantWithdrew(Session, Alice, Before))
            .When(Enrol(SignedIn(Alice)))
            .Then(new ParticipantEnrolled(Session, Alice, Attendance.OnSite, Now));

    [Fact]
    public void Asking_again_changes_nothing_even_after_registration_closed() =>
        Given(Enrolled(Alice), Closed).When(Enrol(SignedIn(Alice))).ThenNothing();

    [Fact]
    public void Another_attendance_is_not_swallowed() =>
        Given(Enrolled(Alice)).When(Enrol(SignedIn(Alice), Attendance.Remote)).ThenRefused("enrolled-otherwise");

    [Fact]
    public void What_is_no_attendance_is_offered_nowhere() =>
        Given().When(Enrol(SignedIn(Alice), (Attendance)7)).ThenRefused("attendance-not-offered");

    [Fact]
    public void Closed_registration_refuses_who_is_new() =>
        Given(Closed).When(Enrol(SignedIn(Alice))).ThenRefused("registration-closed");

    [Fact]
    public void Registration_opened_again_takes_who_is_new() =>
        Given(Closed, new RegistrationOpened(Session, Before))
            .When(Enrol(SignedIn(Alice)))
            .Then(new ParticipantEnrolled(Session, Alice, Attendance.OnSite, Now));

    [Fact]
    public void Who_has_not_signed_in_is_refused() => Given().When(Enrol(Anonymous)).ThenRefused("sign-in-first");

    [Fact]
    public void A_session_that_does_not_exist_takes_nobody() =>
        Given()
            .When(r => EnrolInSession.Decide(r, new(Session, null, SignedIn(Alice), Attendance.OnSite, Now)))
            .ThenRefused("no-such-session");

    [Fact]
    public void A_participant_withdraws() =>
        Given(Enrolled(Alice), Enrolled(Bob))
            .When(Withdraw(SignedIn(Alice)))
            .Then(new ParticipantWithdrew(Session, Alice, Now));

    [Fact]
    public void Withdrawing_from_where_one_is_not_changes_nothing() =>
        Given(Enrolled(Bob)).When(Withdraw(SignedIn(Alice))).ThenNothing();

    [Fact]
    public void Nobody_withdraws_without_signing_in() =>
        Given(Enrolled(Alice)).When(Withdraw(Anonymous)).ThenRefused("sign-in-first");

    private static GivenState<Roster, RosterEvent> Given(params RosterEvent[] events) =>
        Spec.Given<Roster, RosterEvent>(events);

    private static Func<Roster, Decision<RosterEvent>> Enrol(Standing by, Attendance attendance = Attendance.OnSite) =>
        roster => EnrolInSession.Decide(roster, new(Session, Anything, by, attendance, Now));

    private static Func<Roster, Decision<RosterEvent>> Withdraw(Standing by) =>
        roster => WithdrawFromSession.Decide(roster, new(Session, Anything, by, Now));
}
