using CampaignDashboard.Campaigns.Contracts;

namespace CampaignDashboard.Metrics;

/// <summary>A goal, how much of it is there, and the share from 0 to 1.</summary>
internal sealed record GoalProgress(string Figure, long Target, long? Actual)
{
    /// <summary>
    /// <c>min(actual / target, 1)</c>: a target below zero is reached by going below zero; whoever goes the other way is at
    /// 0. <c>Actual</c> is null while the figure is pending or unknown.
    /// </summary>
    public double Progress => (double)ShareOf(Actual ?? 0, Target);

    /// <summary>The share of a target that an amount is.</summary>
    public static decimal ShareOf(long actual, long target) => Math.Clamp((decimal)actual / target, 0, 1);

    /// <summary>Each goal with its figure.</summary>
    public static IReadOnlyList<GoalProgress> Of(IEnumerable<Goal> goals, Figures figures)
    {
        var actual = figures.All().ToDictionary(f => f.Key, f => f.Value, StringComparer.Ordinal);
        return [.. goals.Select(g => new GoalProgress(g.Figure, g.Target, actual.GetValueOrDefault(g.Figure)))];
    }

    /// <summary>The mean of all; 0 without any.</summary>
    public static double Mean(IReadOnlyCollection<GoalProgress> goals) =>
        goals.Count == 0 ? 0 : goals.Average(g => g.Progress);
}
