using CampaignDashboard.Enrolment;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Enrolment.Features;
using CampaignDashboard.EventStore;
using static CampaignDashboard.Tests.Enrolment.Cast;

namespace CampaignDashboard.Tests.Enrolment;

public sealed class Counting_walk_ins
{
    private static readonly Opening Today = new(Now.AddHours(-12), "Europe/Amsterdam", IsCancelled: false);
    private static readonly Guid First = new("f1111111-1111-4111-8111-111111111111");
    private static readonly Guid Second = new("f2222222-2222-4222-8222-222222222222");

    [Fact]
    public void One_more_comes() => Given().When(Add(1, First)).Then(Counted(1, First, Now));

    [Fact]
    public void Two_doors_make_two_more() =>
        Given(Counted(1, First)).When(Add(1, Second)).Then(Counted(2, Second, Now));

    [Fact]
    public void What_a_phone_sends_twice_counts_once() =>
        Given(Counted(1, First), Counted(2, Second)).When(Add(1, First)).ThenNothing();

    [Fact]
    public void One_less_takes_one_away() => Given(Counted(7, null)).When(Add(-1, First)).Then(Counted(6, First, Now));

    [Fact]
    public void There_are_never_less_than_none() => Given().When(Add(-1, First)).ThenNothing();

    [Fact]
    public void There_are_never_more_than_are_believed() =>
        Given(Counted(Door.MostWalkIns, null)).When(Add(1, First)).ThenNothing();

    [Fact]
    public void The_number_is_told() => Given().When(Set(12, null)).Then(Counted(12, null, Now));

    [Fact]
    public void The_same_number_again_changes_nothing() =>
        Given(Counted(12, null)).When(Set(12, seen: 3)).ThenNothing();

    [Fact]
    public void Who_tells_the_number_they_saw_overwrites_nobody() =>
        Given(Counted(12, null), Counted(13, First)).When(Set(20, seen: 12)).ThenRefused("counted-meanwhile");

    [Fact]
    public void Who_saw_the_last_number_sets_it() =>
        Given(Counted(12, null)).When(Set(20, seen: 12)).Then(Counted(20, null, Now));

    [Fact]
    public void Nobody_is_counted_before_the_day_of_the_session()
    {
        var tomorrow = Today with { From = Now.AddMinutes(1) };
        Given()
            .When(r => AddWalkIns.Decide(r, new(Session, tomorrow, ACoordinator, 1, First, Now)))
            .ThenRefused("attendance-not-yet");
        Given()
            .When(r => CountWalkIns.Decide(r, new(Session, tomorrow, ACoordinator, 1, null, Now)))
            .ThenRefused("attendance-not-yet");
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(10_000, true)]
    [InlineData(10_001, false)]
    [InlineData(-1, false)]
    public void A_number_that_nobody_would_believe_is_refused(int count, bool valid) =>
        Assert.Equal(valid, new CountWalkIns.Validator().Validate(new CountWalkIns.Request(count)).IsValid);

    [Theory]
    [InlineData(1, true)]
    [InlineData(-100, true)]
    [InlineData(0, false)]
    [InlineData(101, false)]
    public void So_many_can_come_at_once(int by, bool valid) =>
        Assert.Equal(valid, new AddWalkIns.Validator().Validate(new AddWalkIns.Request(by)).IsValid);

    private static GivenState<Roster, RosterEvent> Given(params RosterEvent[] events) =>
        Spec.Given<Roster, RosterEvent>(events);

    private static WalkInsCounted Counted(int count, Guid? press, DateTimeOffset? at = null) =>
        new(Session, count, press, at ?? Before);

    private static Func<Roster, Decision<RosterEvent>> Add(int change, Guid press) =>
        roster => AddWalkIns.Decide(roster, new(Session, Today, ACoordinator, change, press, Now));

    private static Func<Roster, Decision<RosterEvent>> Set(int count, int? seen) =>
        roster => CountWalkIns.Decide(roster, new(Session, Today, ACoordinator, count, seen, Now));
}
