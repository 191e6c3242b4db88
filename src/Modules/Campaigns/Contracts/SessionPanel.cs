namespace CampaignDashboard.Campaigns.Contracts;

/// <summary>
/// A part of a session's page that a module downstream brings (participants, articles, statistics): a component with
/// one parameter, <c>Session</c> of type <see cref="SessionPlan"/>. Panels stand in the order of <paramref name="Rank"/>.
/// </summary>
public sealed record SessionPanel(Type Component, int Rank);
