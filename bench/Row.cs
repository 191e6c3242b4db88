namespace CampaignDashboard.Bench;

/// <summary>
/// One row of the table. All figures are in <paramref name="Unit"/>: a rate (more is better) or milliseconds (less is
/// better), one for each round; the rounds of one row alternate.
/// </summary>
internal sealed record Row(string Work, string Unit, double[] Ours, params Goal[] Goals)
{
    public const string Rate = "events/s";
    public const string Milliseconds = "ms";
    public const string Megabytes = "MB";

    /// <summary>What PostgreSQL does without a store, and what that is.</summary>
    public (string Is, double[] Rounds)? Raw { get; init; }

    /// <summary>Real Marten, each way it was tried, the default first.</summary>
    public IReadOnlyList<(string Way, double[] Rounds)> Marten { get; init; } = [];

    public double Median => Quantile.Of(Ours, 0.5);

    /// <summary>Speed as a share of raw PostgreSQL's.</summary>
    public double? OfRaw => Raw is { } raw ? SpeedBeside(raw.Rounds) : null;

    /// <summary>How many times as fast as the fastest way of Marten.</summary>
    public double? TimesMarten => Marten.Count == 0 ? null : Marten.Min(m => SpeedBeside(m.Rounds));

    /// <summary>The way of Marten that was fastest in this row.</summary>
    public (string Way, double[] Rounds)? FastestMarten =>
        Marten.Count == 0 ? null : Marten.MinBy(m => SpeedBeside(m.Rounds));

    /// <summary>From the slowest to the fastest round, as a share of the median.</summary>
    public double Spread => (Ours.Max() - Ours.Min()) / Median;

    /// <summary>The median of each round's own ratio, for a machine drifts; of the medians if the rounds were not paired.</summary>
    private double SpeedBeside(double[] others)
    {
        var (mine, theirs) =
            Ours.Length == others.Length ? (Ours, others) : ([Median], (double[])[Quantile.Of(others, 0.5)]);
        return Quantile.Of([.. mine.Zip(theirs, (m, t) => Unit == Rate ? m / t : t / m)], 0.5);
    }
}

/// <summary>What a row should come to.</summary>
internal sealed record Goal(string Text, Func<Row, bool> IsReached)
{
    /// <summary>At least twice as fast as Marten.</summary>
    public static readonly Goal TwiceMarten = new("≥ 2 × Marten", r => r.TimesMarten >= 2);

    public static Goal ShareOfRaw(double share) =>
        new(FormattableString.Invariant($"≥ {share:0.0} of raw"), r => r.OfRaw >= share);

    public static Goal AtLeast(double rate) =>
        new(FormattableString.Invariant($"≥ {rate:#,0} /s"), r => r.Median >= rate);

    public static Goal Below(double most, string unit) =>
        new(FormattableString.Invariant($"< {most:0} {unit}"), r => r.Median < most);
}

/// <summary>What is made of the rounds' figures.</summary>
internal static class Quantile
{
    /// <summary>The value that this share of the values does not exceed; between two values, the mean of them.</summary>
    public static double Of(IReadOnlyCollection<double> values, double share)
    {
        var sorted = values.Order().ToArray();
        var place = share * (sorted.Length - 1);
        return (sorted[(int)Math.Floor(place)] + sorted[(int)Math.Ceiling(place)]) / 2;
    }
}
