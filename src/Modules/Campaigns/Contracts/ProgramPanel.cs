namespace CampaignDashboard.Campaigns.Contracts;

/// <summary>
/// A part of a program's page that a module downstream brings: a component with one parameter, <c>Program</c> of type
/// <see cref="ProgramPlan"/>. Panels stand in the order of <paramref name="Rank"/>.
/// </summary>
public sealed record ProgramPanel(Type Component, int Rank);

/// <summary>A program as planned, for the modules downstream.</summary>
public sealed record ProgramPlan(ProgramId Id, string Slug, string Title, IReadOnlyList<Goal> Goals, long Version);
