using Npgsql;

namespace CampaignDashboard.EventStore;

/// <summary>
/// What a reader noted when it stopped before gaps: how far it could see, and which appends were under way then. Once
/// those have ended, nothing can be added at or below that position (<see cref="LogReader"/> has the proof). A note is
/// made at every stop, so a gap holds a reader up for no longer than the appends that were under way when it was seen.
/// </summary>
internal sealed class GapNotes
{
    private const int Most = 100;

    private readonly List<(long Below, OpenAppends Open)> notes = [];

    /// <summary>True while a gap is open: a commit or a rollback will close it, and a rollback raises no signal.</summary>
    public bool Any => notes.Count > 0;

    /// <summary>The position up to which no gap can be filled any more, as far as it was looked at.</summary>
    public long Final { get; private set; }

    /// <summary>
    /// Looks which gaps are closed by now. Before a read, for only one that begins after their end is sure to see what
    /// the noted appends wrote.
    /// </summary>
    public async Task Look(NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (notes.Count == 0)
        {
            return;
        }

        var now = await OpenAppends.Now(connection, cancellation);
        var proven = notes.FindLastIndex(note => note.Open.HadEndedBy(now));
        if (proven >= 0)
        {
            Final = notes[proven].Below;
            notes.RemoveRange(0, proven + 1);
        }
    }

    /// <summary>Notes a stop: events up to <paramref name="below"/> have been seen, some are missing before it.</summary>
    public async Task Add(NpgsqlConnection connection, long below, CancellationToken cancellation)
    {
        if (notes.Count < Most && (notes.Count == 0 || notes[^1].Below < below))
        {
            notes.Add((below, await OpenAppends.Now(connection, cancellation)));
        }
    }

    /// <summary>There is no gap any more.</summary>
    public void Clear() => notes.Clear();
}
