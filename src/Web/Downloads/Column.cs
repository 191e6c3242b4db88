namespace CampaignDashboard.Web.Downloads;

/// <summary>
/// A column of a table that is downloaded: its stable heading and its value of a row. One list of columns makes the CSV
/// and the wikitext. Whole and decimal numbers are written as such, instants as UTC, everything else as text.
/// </summary>
public sealed record Column<TRow>(string Heading, Func<TRow, object?> Value);
