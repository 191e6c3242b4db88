namespace CampaignDashboard.Identity.Contracts;

/// <summary>
/// A part of a person's own profile page that a module downstream brings (sessions, contributions): a component with one
/// parameter, <c>Person</c> of type <see cref="PersonId"/>. Panels stand in the order of <paramref name="Rank"/>.
/// </summary>
public sealed record ProfilePanel(Type Component, int Rank);
