using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Metrics;

namespace CampaignDashboard.Tests.Metrics;

/// <summary>Progress is the smaller of actual / target and 1; of several goals it is the mean.</summary>
public sealed class GoalTests
{
    private static readonly Figures Counted = new()
    {
        Participants = 150,
        Editors = 5_000,
        Edits = 200,
        BytesAdded = 480,
        BytesRemoved = -500,
    };

    [Fact]
    public void Half_of_each_is_half_of_all() =>
        Assert.Equal(0.5, Mean(new("participants", 300), new("editors", 10_000), new("edits", 400)));

    [Fact]
    public void What_shrinks_as_it_should_is_progress() =>
        Assert.Equal(0.5, Mean(new("bytesRemoved", -1_000), new("bytesNet", -40)));

    [Fact]
    public void More_than_all_is_all() => Assert.Equal(1, Mean(new Goal("participants", 30)));

    [Fact]
    public void The_wrong_way_is_no_progress() => Assert.Equal(0, Mean(new Goal("bytesNet", 40)));

    [Fact]
    public void Without_goals_nothing_is_reached() => Assert.Equal(0, Mean());

    [Fact]
    public void What_is_pending_has_not_begun()
    {
        var goal = Assert.Single(GoalProgress.Of([new("retainedEditors", 10)], Counted));

        Assert.Equal((null, 0d), (goal.Actual, goal.Progress));
    }

    [Fact]
    public void Each_figure_may_be_a_goal() =>
        Assert.All(
            Definitions.All,
            figure => Assert.Single(GoalProgress.Of([new(figure.Key, 1)], Counted), g => g.Figure == figure.Key)
        );

    private static double Mean(params Goal[] goals) => GoalProgress.Mean(GoalProgress.Of(goals, Counted));
}
