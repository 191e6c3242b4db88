using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Enrolment.Features;
using CampaignDashboard.EventStore;
using CampaignDashboard.Identity.Contracts;
using static CampaignDashboard.Tests.Enrolment.Cast;

namespace CampaignDashboard.Tests.Enrolment;

public sealed class Taking_attendance
{
    private static readonly Opening Today = new(Now.AddHours(-12), "Europe/Amsterdam", IsCancelled: false);
    private static readonly Opening Tomorrow = Today with { From = Now.AddMinutes(1) };
    private static readonly Opening Cancelled = Today with { IsCancelled = true };

    [Fact]
    public void A_participant_is_marked_present() =>
        Given(Enrolled(Alice)).When(Record(Alice, Presence.OnSite)).Then(Recorded(Alice, Presence.OnSite, Now));

    [Fact]
    public void Who_enrolled_on_site_may_turn_out_to_be_there_remotely() =>
        Given(Enrolled(Alice)).When(Record(Alice, Presence.Remote)).Then(Recorded(Alice, Presence.Remote, Now));

    [Fact]
    public void Another_mark_takes_the_place_of_the_first() =>
        Given(Enrolled(Alice), Recorded(Alice, Presence.Absent))
            .When(Record(Alice, Presence.OnSite))
            .Then(Recorded(Alice, Presence.OnSite, Now));

    [Fact]
    public void The_same_mark_again_changes_nothing() =>
        Given(Enrolled(Alice), Recorded(Alice, Presence.OnSite)).When(Record(Alice, Presence.OnSite)).ThenNothing();

    [Fact]
    public void Nobody_is_marked_who_does_not_take_part() =>
        Given(Enrolled(Alice)).When(Record(Bob, Presence.OnSite)).ThenRefused("not-a-participant");

    [Fact]
    public void Nobody_is_marked_before_the_day_of_the_session() =>
        Given(Enrolled(Alice)).When(Record(Alice, Presence.OnSite, Tomorrow)).ThenRefused("attendance-not-yet");

    [Fact]
    public void Nobody_is_marked_where_nothing_takes_place() =>
        Given(Enrolled(Alice)).When(Record(Alice, Presence.OnSite, Cancelled)).ThenRefused("session-cancelled");

    [Fact]
    public void Nobody_is_marked_in_what_was_deleted() =>
        Given(new RosterEnded(Session, Before)).When(Record(Alice, Presence.OnSite)).ThenRefused("deleted");

    [Theory]
    [InlineData("2026-03-08T13:00:00+01:00", "2026-03-08T00:00:00+01:00", "Europe/Amsterdam")]
    [InlineData("2026-03-08T00:00:00+01:00", "2026-03-08T00:00:00+01:00", "Europe/Amsterdam")]
    [InlineData("2026-03-08T20:00:00Z", "2026-03-09T00:00:00+13:00", "Pacific/Auckland")]
    // The clocks change on that day, after its beginning.
    [InlineData("2026-03-29T13:00:00+02:00", "2026-03-29T00:00:00+01:00", "Europe/Amsterdam")]
    public void The_day_begins_at_midnight_where_the_session_takes_place(string start, string from, string zone)
    {
        var plan = Schedule(DateTimeOffset.Parse(start, System.Globalization.CultureInfo.InvariantCulture), zone);
        var midnight = DateTimeOffset.Parse(from, System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal("attendance-not-yet", Opening.Of(plan).RefuseAt(midnight.AddTicks(-1))?.Code);
        Assert.Null(Opening.Of(plan).RefuseAt(midnight));
    }

    [Fact]
    public void A_mark_is_taken_back() =>
        Given(Enrolled(Alice), Recorded(Alice, Presence.OnSite))
            .When(Clear(Alice))
            .Then(new AttendanceCleared(Session, Alice, Now));

    [Fact]
    public void Taking_back_what_is_not_there_changes_nothing() =>
        Given(Enrolled(Alice), Recorded(Alice, Presence.OnSite), new AttendanceCleared(Session, Alice, Before))
            .When(Clear(Alice))
            .ThenNothing();

    [Fact]
    public void Who_withdraws_or_is_removed_loses_the_mark_and_does_not_get_it_back_with_the_place()
    {
        Given(
                Enrolled(Alice),
                Recorded(Alice, Presence.OnSite),
                new ParticipantWithdrew(Session, Alice, Before),
                Enrolled(Alice)
            )
            .When(Clear(Alice))
            .ThenNothing();
        Given(
                Enrolled(Alice),
                Recorded(Alice, Presence.OnSite),
                new ParticipantRemoved(Session, Alice, Before),
                Enrolled(Alice)
            )
            .When(Clear(Alice))
            .ThenNothing();
    }

    [Fact]
    public void Many_are_marked_at_once_whatever_stands_between() =>
        Given(Enrolled(Alice), Enrolled(Bob), Recorded(Bob, Presence.Remote))
            .When(Take(null, new(Alice, Presence.OnSite), new(Carol, Presence.OnSite), new(Bob, null)))
            .Then(Recorded(Alice, Presence.OnSite, Now), new AttendanceCleared(Session, Bob, Now));

    [Fact]
    public void The_rest_is_everybody_without_a_mark_who_is_not_named() =>
        Given(Enrolled(Alice), Enrolled(Bob), Enrolled(Carol), Recorded(Alice, Presence.Absent))
            .When(Take(Presence.OnSite, new TakeAttendance.Mark(Bob, Presence.Remote)))
            .Then(Recorded(Bob, Presence.Remote, Now), Recorded(Carol, Presence.OnSite, Now));

    [Fact]
    public void Who_is_named_without_a_mark_is_not_of_the_rest() =>
        Given(Enrolled(Alice), Recorded(Alice, Presence.OnSite))
            .When(Take(Presence.Absent, new TakeAttendance.Mark(Alice, null)))
            .Then(new AttendanceCleared(Session, Alice, Now));

    [Fact]
    public void A_list_that_says_what_is_recorded_changes_nothing() =>
        Given(Enrolled(Alice), Recorded(Alice, Presence.OnSite))
            .When(Take(Presence.Absent, new TakeAttendance.Mark(Alice, Presence.OnSite)))
            .ThenNothing();

    [Fact]
    public void A_list_before_the_day_of_the_session_is_refused() =>
        Given(Enrolled(Alice))
            .When(roster =>
                TakeAttendance.Decide(roster, new(Session, Tomorrow, ACoordinator, [], Presence.OnSite, Now))
            )
            .ThenRefused("attendance-not-yet");

    [Fact]
    public void A_list_names_each_once()
    {
        var twice = new TakeAttendance.Request([new(Alice, Presence.OnSite), new(Alice, Presence.Absent)], null);
        Assert.False(new TakeAttendance.Validator().Validate(twice).IsValid);
        Assert.False(new TakeAttendance.Validator().Validate(new TakeAttendance.Request(null, null)).IsValid);
        Assert.True(new TakeAttendance.Validator().Validate(new TakeAttendance.Request(null, Presence.Absent)).IsValid);
    }

    private static SessionPlan Schedule(DateTimeOffset start, string zone) =>
        new(
            Session,
            "s",
            new("Session", "", ""),
            null,
            zone,
            start,
            start.AddHours(4),
            start,
            start.AddDays(7),
            [],
            Listed: true,
            1,
            default,
            "p",
            "",
            default,
            "c",
            "",
            default,
            "o",
            "",
            RegistrationPlan.Unlimited,
            CountingRule.Everything
        );

    private static GivenState<Roster, RosterEvent> Given(params RosterEvent[] events) =>
        Spec.Given<Roster, RosterEvent>(events);

    private static AttendanceRecorded Recorded(PersonId person, Presence presence, DateTimeOffset? at = null) =>
        new(Session, person, presence, at ?? Before);

    private static Func<Roster, Decision<RosterEvent>> Record(
        PersonId person,
        Presence presence,
        Opening? opening = null
    ) => roster => RecordAttendance.Decide(roster, new(Session, opening ?? Today, ACoordinator, person, presence, Now));

    private static Func<Roster, Decision<RosterEvent>> Clear(PersonId person) =>
        roster => ClearAttendance.Decide(roster, new(Session, true, ACoordinator, person, Now));

    private static Func<Roster, Decision<RosterEvent>> Take(Presence? rest, params TakeAttendance.Mark[] marks) =>
        roster => TakeAttendance.Decide(roster, new(Session, Today, ACoordinator, marks, rest, Now));
}
