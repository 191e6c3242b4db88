using System.Collections.Immutable;
using CampaignDashboard.Campaigns.Contracts;

namespace CampaignDashboard.Metrics.Updating;

/// <summary>
/// When those who save edits are read for their sessions: soon after the first, with all others of the session by then, and
/// then not too often, however fast they save. Not at once, for a wiki answers from copies of its database that are a moment
/// behind.
/// </summary>
internal sealed class LiveWakes
{
    private static readonly TimeSpan Behind = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(15);

    private readonly Lock change = new();
    private readonly Dictionary<SessionId, Waiting> sessions = [];

    /// <summary>
    /// When each saver who has not been read saved first and last; when the session was updated last, and is to be updated;
    /// null: not yet again.
    /// </summary>
    private readonly record struct Waiting(
        ImmutableDictionary<Saver, (DateTimeOffset First, DateTimeOffset Last)> Savers,
        DateTimeOffset? WokenAt,
        DateTimeOffset? DueAt
    )
    {
        public static readonly Waiting Nobody = new(
            ImmutableDictionary<Saver, (DateTimeOffset, DateTimeOffset)>.Empty,
            null,
            null
        );
    }

    /// <summary>A participant of this session has saved something.</summary>
    public void Note(SessionId session, Saver saver, DateTimeOffset now)
    {
        lock (change)
        {
            var before = sessions.GetValueOrDefault(session, Waiting.Nobody);
            var first = before.Savers.TryGetValue(saver, out var saved) ? saved.First : now;
            var soon = now + Behind;
            sessions[session] = before with
            {
                Savers = before.Savers.SetItem(saver, (first, now)),
                DueAt = before.DueAt ?? (before.WokenAt + Between > soon ? before.WokenAt + Between : soon),
            };
        }
    }

    /// <summary>The sessions whose time has come, each once, with those who are to be read.</summary>
    public IReadOnlyList<(SessionId Session, IReadOnlyCollection<Saver> Savers)> Due(DateTimeOffset now)
    {
        lock (change)
        {
            var due = sessions.Where(s => s.Value.DueAt <= now).ToArray();
            foreach (var (session, waiting) in due)
            {
                // What was saved just before may not be there to be seen yet.
                var unseen = waiting.Savers.Where(s => s.Value.Last + Behind > now).ToImmutableDictionary();
                sessions[session] = new(unseen, now, unseen.IsEmpty ? null : now + Between);
            }

            return
            [
                .. due.Select(d =>
                    (
                        d.Key,
                        (IReadOnlyCollection<Saver>)
                            [.. d.Value.Savers.Where(s => s.Value.First + Behind <= now).Select(s => s.Key)]
                    )
                ),
            ];
        }
    }
}
