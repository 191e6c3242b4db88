namespace CampaignDashboard.Campaigns.Contracts;

/// <summary>What a program is to reach: a figure by its key, and its value. Figures that shrink have negative targets.</summary>
public sealed record Goal(string Figure, long Target);

/// <summary>
/// A figure that a module downstream counts, and that may be a goal: its key, and the message key of its name.
/// </summary>
public sealed record GoalFigure(string Key, string Label);

/// <summary>All figures that may be goals, in the order of display.</summary>
public sealed class GoalFigures
{
    /// <summary>Those that modules registered.</summary>
    public GoalFigures(IEnumerable<GoalFigure> figures) => All = [.. figures];

    /// <summary>The figures.</summary>
    public IReadOnlyList<GoalFigure> All { get; }

    /// <summary>The first figure that nobody counts, or null.</summary>
    public string? UnknownIn(IEnumerable<Goal> goals) =>
        goals.Select(g => g.Figure).FirstOrDefault(key => !All.Any(f => f.Key == key));
}
