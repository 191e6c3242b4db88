using System.Text.Json;

namespace CampaignDashboard.Bench;

/// <summary>
/// A measured row. With <paramref name="Raw"/> the goal is a ratio to raw PostgreSQL, measured in turn in the same run;
/// without it a plain limit.
/// </summary>
internal sealed record Measured(string Name, string Unit, double Value, double? Raw, double Goal, bool LessIsBetter)
{
    private const int Rounds = 3;

    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public bool Reached => Raw is { } raw ? Value / raw >= Goal : LessIsBetter == (Value <= Goal);

    /// <summary>Medians of rounds that alternate between the product and raw PostgreSQL.</summary>
    public static async Task<Measured> Beside(
        string name,
        string unit,
        double goal,
        Func<Task<double>> product,
        Func<Task<double>> raw
    )
    {
        var (ours, theirs) = (new double[Rounds], new double[Rounds]);
        for (var round = 0; round < Rounds; round++)
        {
            ours[round] = await product();
            theirs[round] = await raw();
        }

        Array.Sort(ours);
        Array.Sort(theirs);
        return new(name, unit, ours[Rounds / 2], theirs[Rounds / 2], goal, LessIsBetter: false);
    }

    /// <summary>The row as a line of the table.</summary>
    public string Line(IFormatProvider culture) =>
        Raw is { } raw
            ? string.Create(
                culture,
                $"{Name, -42}{Value, 12:N0} {Unit, -9} raw {raw, 9:N0}  ratio {Value / raw:0.00}, goal {Goal:0.00}{Mark}"
            )
            : string.Create(
                culture,
                $"{Name, -42}{Value, 12:N1} {Unit, -9} goal {(LessIsBetter ? "under" : "over")} {Goal:N0}{Mark}"
            );

    private string Mark => Reached ? "" : "  (missed)";
}
