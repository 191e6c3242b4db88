namespace CampaignDashboard.Campaigns.Contracts;

/// <summary>
/// A part of a campaign's page that a module downstream brings: a component with one parameter, <c>Campaign</c> of type
/// <see cref="PlannedNode"/>. Panels stand in the order of <paramref name="Rank"/>.
/// </summary>
public sealed record CampaignPanel(Type Component, int Rank);
