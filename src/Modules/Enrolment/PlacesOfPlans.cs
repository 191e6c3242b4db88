using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment.Features;

namespace CampaignDashboard.Enrolment;

/// <summary>
/// Follows the log for plans that may have made places free: another capacity, a later end, a session that takes place
/// after all. Told twice it promotes nobody twice.
/// </summary>
internal sealed class PlacesOfPlans(Enrolling enrolling, TimeProvider time) : ISubscription
{
    public string Name => "places_of_plans";

    public IReadOnlyCollection<Type> Wants =>
        [typeof(RegistrationPlanned), typeof(SessionRescheduled), typeof(SessionReinstated)];

    public async Task Deliver(IReadOnlyList<StoredEvent> events, CancellationToken cancellation)
    {
        var sessions = events.Select(e => Replanned(e.Data)).OfType<SessionId>().Distinct();
        foreach (var session in sessions)
        {
            var outcome = await PromoteWaiting.Run(session, time.GetUtcNow(), enrolling, cancellation);
            if (outcome.Refusal is { } busy)
            {
                // Delivered again after a pause.
                throw new InvalidOperationException($"Places of session {session} were not given yet: {busy.Reason}");
            }
        }
    }

    private static SessionId? Replanned(object e) =>
        e switch
        {
            RegistrationPlanned x => x.Session,
            SessionRescheduled x => x.Session,
            SessionReinstated x => x.Session,
            _ => null,
        };
}
