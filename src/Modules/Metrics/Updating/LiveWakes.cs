using CampaignDashboard.Campaigns.Contracts;

namespace CampaignDashboard.Metrics.Updating;

/// <summary>
/// When sessions whose participants save edits are updated: soon after the first, and then not too often, however fast they
/// save. Not at once, for a wiki answers from copies of its database that are a moment behind.
/// </summary>
internal sealed class LiveWakes
{
    private static readonly TimeSpan Behind = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(15);

    private readonly Lock change = new();
    private readonly Dictionary<SessionId, Waiting> sessions = [];

    /// <summary>When somebody saved last, when the session was updated last, and is to be updated; null: not yet again.</summary>
    private readonly record struct Waiting(DateTimeOffset SavedAt, DateTimeOffset? WokenAt, DateTimeOffset? DueAt);

    /// <summary>Somebody of this session has saved something.</summary>
    public void Note(SessionId session, DateTimeOffset now)
    {
        lock (change)
        {
            var before = sessions.GetValueOrDefault(session);
            var soon = now + Behind;
            sessions[session] = before with
            {
                SavedAt = now,
                DueAt = before.DueAt ?? (before.WokenAt + Between > soon ? before.WokenAt + Between : soon),
            };
        }
    }

    /// <summary>The sessions whose time has come, each once.</summary>
    public IReadOnlyList<SessionId> Due(DateTimeOffset now)
    {
        lock (change)
        {
            var due = sessions.Where(s => s.Value.DueAt <= now).ToArray();
            foreach (var (session, waiting) in due)
            {
                // What was saved just before may not be there to be seen yet.
                var isBehind = waiting.SavedAt + Behind > now;
                sessions[session] = waiting with { WokenAt = now, DueAt = isBehind ? now + Between : null };
            }

            return [.. due.Select(d => d.Key)];
        }
    }
}
