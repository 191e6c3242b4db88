namespace CampaignDashboard.Campaigns.Contracts;

/// <summary>
/// A part of an organiser's page that a module downstream brings: a component with one parameter, <c>Organiser</c> of type
/// <see cref="PlannedNode"/>. Panels stand in the order of <paramref name="Rank"/>.
/// </summary>
public sealed record OrganiserPanel(Type Component, int Rank);
