using CampaignDashboard.Campaigns.Contracts;

namespace CampaignDashboard.Metrics.Updating;

/// <summary>Has sessions updated because a participant has just saved something.</summary>
internal sealed class LiveUpdates(EventLog log, TimeProvider time)
{
    /// <summary>False: an update is under way, which may have passed what is new.</summary>
    public async Task<bool> Begin(SessionId session, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var update = Guid.CreateVersion7(now);
        var outcome = await log.Transact<DataUpdates, DataUpdateEvent>(
            DataUpdates.StreamOf(session),
            state => state.Open is null ? [new DataUpdateRequested(session, update, now)] : [],
            Cause.System,
            expectedVersion: null,
            cancellation
        );
        return outcome.Position > 0;
    }
}
