using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Enrolment.Features;
using CampaignDashboard.EventStore;
using CampaignDashboard.Identity.Contracts;
using static CampaignDashboard.Tests.Enrolment.Cast;

namespace CampaignDashboard.Tests.Enrolment;

/// <summary>Removing is taken back as if it had not happened; rosters of earlier sessions come along.</summary>
public sealed class Putting_people_back
{
    private static readonly ParticipantRemoved AliceRemoved = new(Session, Alice, Now.AddDays(-1));

    [Fact]
    public void Who_was_removed_is_put_back_as_and_since_they_were_enrolled() =>
        Given(Enrolled(Alice, Attendance.Remote), AliceRemoved)
            .When(Restore(Alice))
            .Then(new ParticipantRestored(Session, Alice, Attendance.Remote, Before, Now));

    [Fact]
    public void Who_is_there_is_not_put_back() => Given(Enrolled(Alice)).When(Restore(Alice)).ThenNothing();

    [Fact]
    public void Who_withdrew_is_not_put_back_by_others()
    {
        Given(Enrolled(Alice), new ParticipantWithdrew(Session, Alice, Before))
            .When(Restore(Alice))
            .ThenRefused("not-removed");
        Given().When(Restore(Bob)).ThenRefused("not-removed");
    }

    [Fact]
    public void Who_was_removed_does_not_come_back_by_themself_but_is_entered()
    {
        var state = Given(Enrolled(Alice), AliceRemoved);
        state
            .When(r => EnrolInSession.Decide(r, new(Session, Anything, SignedIn(Alice), Attendance.OnSite, Now)))
            .ThenRefused("removed-from-session");
        state
            .When(r =>
                EnrolParticipants.Decide(
                    r,
                    new(Session, Anything, ACoordinator, [new("A", "A", Alice, null)], Attendance.OnSite, Now)
                )
            )
            .Then(new ParticipantEnrolled(Session, Alice, Attendance.OnSite, Now));
    }

    [Fact]
    public void Participants_of_another_session_come_along_beyond_the_capacity() =>
        Given(Enrolled(Bob))
            .When(Copy(Anything with { Registration = new(Capacity: 1) }, new(Bob, Attendance.OnSite), Remote(Carol)))
            .Then(new ParticipantEnrolled(Session, Carol, Attendance.Remote, Now));

    [Fact]
    public void They_come_as_the_session_offers() =>
        Given()
            .When(Copy(Anything with { Attendance = AttendanceOffered.OnSite }, Remote(Carol)))
            .Then(new ParticipantEnrolled(Session, Carol, Attendance.OnSite, Now));

    [Fact]
    public void Who_was_removed_here_does_not_come_along() =>
        Given(Enrolled(Alice), AliceRemoved).When(Copy(Anything, Remote(Alice))).ThenNothing();

    [Fact]
    public void Only_who_coordinates_both_may_bring_people_along()
    {
        Given().When(r => CopyRoster.Decide(r, Command(SignedIn(Carol)))).ThenRefused("source-not-yours");
        Given().When(r => CopyRoster.Decide(r, Command(null))).ThenRefused("no-such-source");
    }

    private static Waiter Remote(PersonId person) => new(person, Attendance.Remote);

    private static CopyRoster.Command Command(Standing? byThere) =>
        new(Session, Anything, ACoordinator, byThere, [Remote(Alice)], Now);

    private static GivenState<Roster, RosterEvent> Given(params RosterEvent[] events) =>
        Spec.Given<Roster, RosterEvent>(events);

    private static Func<Roster, Decision<RosterEvent>> Restore(PersonId person) =>
        roster => RestoreParticipant.Decide(roster, new(Session, true, ACoordinator, person, Now));

    private static Func<Roster, Decision<RosterEvent>> Copy(Terms terms, params Waiter[] people) =>
        roster => CopyRoster.Decide(roster, new(Session, terms, ACoordinator, ACoordinator, people, Now));
}
