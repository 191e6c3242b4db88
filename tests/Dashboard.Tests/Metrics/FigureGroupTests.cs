using CampaignDashboard.Metrics;

namespace CampaignDashboard.Tests.Metrics;

/// <summary>What pages show is all there is.</summary>
public sealed class FigureGroupTests
{
    [Fact]
    public void Each_figure_is_in_one_group()
    {
        Assert.Equal(
            Definitions.All.Select(d => d.Key).Order(StringComparer.Ordinal),
            FigureGroups.All.SelectMany(g => g.Figures).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Who_stayed_is_known_when_the_thirty_days_after_the_first_week_are_over()
    {
        var until = new DateTimeOffset(2026, 3, 15, 12, 0, 0, TimeSpan.Zero);
        var statistics = new Statistics(
            new(null, null),
            Definitions.Version,
            new(until.AddDays(-7), until),
            null,
            new(1, until),
            new Figures(),
            []
        );

        Assert.Equal(new DateTimeOffset(2026, 4, 21, 12, 0, 0, TimeSpan.Zero), statistics.RetentionKnownFrom);
    }
}
