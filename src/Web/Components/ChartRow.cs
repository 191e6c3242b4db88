namespace CampaignDashboard.Web.Components;

/// <summary>A row of a chart's table: what it is called, and a number for each series; null draws nothing.</summary>
public sealed record ChartRow(string Label, params IReadOnlyList<decimal?> Values);
