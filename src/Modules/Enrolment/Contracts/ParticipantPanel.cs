namespace CampaignDashboard.Enrolment.Contracts;

/// <summary>
/// A part of a participant's own page in a session (<c>/sessions/{slug}/me</c>) that a module downstream brings
/// (contributions): a component with two parameters, <c>Session</c> of type <see cref="Campaigns.Contracts.SessionPlan"/>
/// and <c>Person</c> of type <see cref="Identity.Contracts.PersonId"/>, who is the reader. Panels stand in the order of
/// <paramref name="Rank"/>.
/// </summary>
public sealed record ParticipantPanel(Type Component, int Rank);
