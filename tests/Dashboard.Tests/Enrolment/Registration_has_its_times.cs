using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Enrolment.Features;
using CampaignDashboard.EventStore;
using CampaignDashboard.Identity.Contracts;
using static CampaignDashboard.Tests.Enrolment.Cast;

namespace CampaignDashboard.Tests.Enrolment;

/// <summary>Dates, the coordinator's hand, places and attendance: who may take a place, and when.</summary>
public sealed class Registration_has_its_times
{
    private static readonly RegistrationPlan Past = new(Opens: Now.AddDays(-9), Closes: Now.AddDays(-1));
    private static readonly RegistrationPlan Present = new(Opens: Now.AddDays(-1), Closes: Now.AddDays(1));
    private static readonly RegistrationPlan Future = new(Opens: Now.AddDays(1), Closes: Now.AddDays(9));

    public static TheoryData<string, bool?, int, bool> Words =>
        new()
        {
            // what the dates say, what the hand said and how many days ago, whether it is open
            { "none", null, 0, true },
            { "none", false, 1, false },
            { "none", true, 1, true },
            { "future", null, 0, false },
            { "future", true, 1, true },
            { "future", false, 1, false },
            { "present", null, 0, true },
            { "present", false, 0, false },
            { "present", false, 2, true },
            { "present", true, 2, true },
            { "past", null, 0, false },
            { "past", true, 0, true },
            { "past", true, 2, false },
        };

    [Theory]
    [MemberData(nameof(Words))]
    public void Whatever_came_last_decides(string dates, bool? hand, int daysAgo, bool open)
    {
        var plan = dates switch
        {
            "none" => RegistrationPlan.Unlimited,
            "past" => Past,
            "present" => Present,
            _ => Future,
        };
        HandSwitch? said = hand is { } way ? new(way, Now.AddDays(-daysAgo)) : null;
        Assert.Equal(open, Registration.At(Now, plan, said).IsOpen);
    }

    [Fact]
    public void It_opens_at_its_instant_and_closes_at_its_instant()
    {
        Assert.False(Registration.At(Present.Opens!.Value.AddTicks(-1), Present, null).IsOpen);
        Assert.True(Registration.At(Present.Opens!.Value, Present, null).IsOpen);
        Assert.True(Registration.At(Present.Closes!.Value.AddTicks(-1), Present, null).IsOpen);
        Assert.False(Registration.At(Present.Closes!.Value, Present, null).IsOpen);
    }

    [Fact]
    public void Who_comes_too_early_is_told_when_to_come_back()
    {
        var decision = EnrolInSession.Decide(Roster.Initial, Command(Anything with { Registration = Future }));
        Assert.Equal("registration-not-open-yet", decision.Refusal?.Code);
        Assert.Contains("2026-03-09 at 13:00 (Europe/Amsterdam)", decision.Refusal?.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_comes_too_late_is_refused() =>
        Given().When(Enrol(Anything with { Registration = Past })).ThenRefused("registration-closed");

    [Fact]
    public void Nobody_enrols_in_what_is_called_off_and_coordinators_still_enter_people()
    {
        var cancelled = Anything with { IsCancelled = true };
        Given(new RegistrationOpened(Session, Before)).When(Enrol(cancelled)).ThenRefused("session-cancelled");
        Given(Enrolled(Alice)).When(Enrol(cancelled)).ThenNothing();
        Given().When(r => Enter(r, cancelled, Attendance.OnSite)).Then(Taken(Attendance.OnSite));
        Assert.False(cancelled.At(Now, new HandSwitch(Open: true, Before)).IsOpen);
    }

    [Fact]
    public void Who_comes_in_time_takes_a_place() =>
        Given().When(Enrol(Anything with { Registration = Present })).Then(Taken(Attendance.OnSite));

    [Fact]
    public void The_last_place_is_taken() => Given(Enrolled(Bob)).When(Enrol(Places(2))).Then(Taken(Attendance.OnSite));

    [Fact]
    public void A_place_that_was_given_up_is_free_again() =>
        Given(Enrolled(Bob), Enrolled(Carol), new ParticipantWithdrew(Session, Carol, Before))
            .When(Enrol(Places(2)))
            .Then(Taken(Attendance.OnSite));

    [Fact]
    public void Who_is_in_stays_in_a_full_session() =>
        Given(Enrolled(Alice), Enrolled(Bob)).When(Enrol(Places(1))).ThenNothing();

    [Fact]
    public void Coordinators_enter_people_beyond_the_capacity_and_outside_the_dates() =>
        Given(Enrolled(Bob))
            .When(r => Enter(r, Anything with { Registration = Past with { Capacity = 1 } }, Attendance.OnSite))
            .Then(Taken(Attendance.OnSite));

    [Theory]
    [InlineData(AttendanceOffered.OnSite, Attendance.Remote)]
    [InlineData(AttendanceOffered.Remote, Attendance.OnSite)]
    public void An_attendance_that_is_not_offered_is_refused_whoever_asks(AttendanceOffered offered, Attendance asked)
    {
        var terms = Anything with { Attendance = offered };
        Given().When(Enrol(terms, asked)).ThenRefused("attendance-not-offered");
        Given().When(r => Enter(r, terms, asked)).ThenRefused("attendance-not-offered");
        Given().When(Enrol(terms, terms.Usual)).Then(Taken(terms.Usual));
    }

    [Fact]
    public void Opening_what_a_date_opened_changes_nothing_and_opening_early_does()
    {
        Given().When(Switch(Present, open: true)).ThenNothing();
        Given().When(Switch(Future, open: false)).ThenNothing();
        Given().When(Switch(Future, open: true)).Then(new RegistrationOpened(Session, Now));
        Given().When(Switch(Past, open: true)).Then(new RegistrationOpened(Session, Now));
        Given().When(Switch(Present, open: false)).Then(new RegistrationClosed(Session, Now));
    }

    private static Terms Places(int capacity) => Anything with { Registration = new(Capacity: capacity) };

    private static ParticipantEnrolled Taken(Attendance attendance) => new(Session, Alice, attendance, Now);

    private static GivenState<Roster, RosterEvent> Given(params RosterEvent[] events) =>
        Spec.Given<Roster, RosterEvent>(events);

    private static EnrolInSession.Command Command(Terms terms, Attendance attendance = Attendance.OnSite) =>
        new(Session, terms, SignedIn(Alice), attendance, Now);

    private static Func<Roster, Decision<RosterEvent>> Enrol(Terms terms, Attendance attendance = Attendance.OnSite) =>
        roster => EnrolInSession.Decide(roster, Command(terms, attendance));

    private static Decision<RosterEvent> Enter(Roster roster, Terms terms, Attendance attendance) =>
        EnrolParticipants.Decide(
            roster,
            new(Session, terms, ACoordinator, [new CheckedName("Alice", "Alice", Alice, null)], attendance, Now)
        );

    private static Func<Roster, Decision<RosterEvent>> Switch(RegistrationPlan plan, bool open) =>
        roster => SwitchRegistration.Decide(roster, new(Session, plan, ACoordinator, open, Now));
}
