using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Metrics.Updating;

namespace CampaignDashboard.Tests.Updating;

public sealed class Sessions_are_looked_at_in_time
{
    private static readonly DateTimeOffset From = new(2026, 3, 8, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Until = From.AddDays(7);

    private static readonly SessionPlan Session = new(
        new(Guid.Empty),
        "editathon",
        new("Editathon"),
        Cancelled: null,
        "Europe/Amsterdam",
        From,
        From.AddHours(4),
        From,
        Until,
        [new("enwiki", [0])],
        Listed: true,
        Version: 1,
        new(Guid.Empty),
        "",
        "",
        new(Guid.Empty),
        "",
        "",
        new(Guid.Empty),
        "",
        "",
        new(),
        new()
    );

    [Fact]
    public void Before_tracking_starts_not_at_all()
    {
        Assert.Equal(From, Next(looked: null, now: From.AddDays(-30)));
        // Asked for by hand, too early.
        Assert.Equal(From, Next(looked: From.AddDays(-1), now: From.AddDays(-1)));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(4, 1)]
    [InlineData(20, 5)]
    [InlineData(60, 15)]
    [InlineData(2000, 15)]
    public void While_it_runs_the_more_often_the_less_time_has_passed_since_something_was_found(int quiet, int pause)
    {
        var looked = From.AddDays(2);

        Assert.Equal(looked.AddMinutes(pause), Next(looked, looked, found: looked.AddMinutes(-quiet)));
    }

    [Fact]
    public void Once_shortly_after_its_end_when_wikis_show_the_last_edits_then_daily_for_thirty_days()
    {
        var end = Until.AddMinutes(10);
        Assert.Equal(end, Next(Until.AddMinutes(-3), Until));
        Assert.Equal(end.AddDays(1), Next(end, end));
        Assert.Equal(end.AddDays(29), Next(end.AddDays(28), end));
        Assert.Equal(Until.AddDays(30), Next(end.AddDays(29), end.AddDays(29)));
    }

    [Fact]
    public void Once_more_when_it_is_known_who_stayed_and_then_it_is_frozen()
    {
        Assert.Equal(Until.AddDays(37), Next(Until.AddDays(30), Until.AddDays(30)));
        Assert.Null(Next(Until.AddDays(37), Until.AddDays(37)));
        Assert.Null(Next(looked: null, now: Until.AddDays(37)));
    }

    [Fact]
    public void What_was_planned_for_a_time_in_which_no_dashboard_ran_is_due_at_once()
    {
        Assert.True(Next(From.AddHours(1), Until.AddDays(3)) < Until.AddDays(3));
        Assert.True(Next(looked: null, now: Until.AddDays(3)) < Until.AddDays(3));
    }

    [Fact]
    public void A_cancelled_or_archived_session_never()
    {
        Assert.Null(UpdateTimes.Next(Session with { Cancelled = "Snow." }, null, null, From));
        Assert.Null(UpdateTimes.Next(Session with { Archived = true }, From, From, From));
    }

    [Fact]
    public void The_end_is_not_far_when_everything_is_looked_at_in_its_time()
    {
        var (looked, looks) = (From, 0);
        while (Next(looked, looked, found: From) is { } next)
        {
            Assert.True(next > looked);
            (looked, looks) = (next, looks + 1);
        }

        Assert.Equal(Until.AddDays(37), looked);
        // A week in quarters of an hour, the first of them more often, and thirty days.
        Assert.InRange(looks, 7 * 96, 7 * 96 + 60);
    }

    private static DateTimeOffset? Next(DateTimeOffset? looked, DateTimeOffset now, DateTimeOffset? found = null) =>
        UpdateTimes.Next(Session, looked, found, now);
}
