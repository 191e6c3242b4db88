using Npgsql;

namespace CampaignDashboard.EventStore;

/// <summary>
/// The appends that were under way at one moment. Once all of them have ended, every position handed out before that
/// moment is either visible or free for ever: this is what <see cref="LogReader"/> and <see cref="Replay"/> rest on.
/// <para>
/// Locks tell it, not transaction ids. The <c>xmax</c> of a snapshot is one past the last <em>ended</em> transaction, so
/// an append that is still open may lie beyond it; and the oldest open transaction id is that of the whole cluster, so
/// a long job in another database would stop this one's readers.
/// </para>
/// </summary>
internal sealed class OpenAppends
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(20);
    private static readonly string Text = Sql.Read("OpenAppends.sql");

    private readonly HashSet<string> transactions;

    private OpenAppends(IEnumerable<string> transactions) =>
        this.transactions = new(transactions, StringComparer.Ordinal);

    /// <summary>True if there were none.</summary>
    public bool AreNone => transactions.Count == 0;

    /// <summary>Those of this moment.</summary>
    public static async Task<OpenAppends> Now(NpgsqlConnection connection, CancellationToken cancellation) =>
        new(await connection.Query(Text, row => row.GetString(0), cancellation));

    /// <summary>
    /// Whether all of them were committed or rolled back by a later moment; a read that begins after it sees their events.
    /// </summary>
    public bool HadEndedBy(OpenAppends later) => !transactions.Overlaps(later.transactions);

    /// <summary>Waits for their end: as long as the longest of them takes, no longer.</summary>
    public async Task End(NpgsqlConnection connection, CancellationToken cancellation)
    {
        while (!AreNone && !HadEndedBy(await Now(connection, cancellation)))
        {
            await Task.Delay(LookAgain, cancellation);
        }
    }
}
