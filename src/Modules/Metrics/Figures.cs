using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;
using Npgsql;
using NpgsqlTypes;

namespace CampaignDashboard.Metrics;

/// <summary>
/// The figures of a session or of several, over distinct facts. Raw integers; bytes are UTF-8 bytes of wikitext, those
/// removed are negative. What each means: <see cref="Definitions"/>.
/// </summary>
internal sealed record Figures(
    long Participants,
    long Editors,
    long Edits,
    long ContentEdits,
    long PagesEdited,
    long PagesCreated,
    long PagesImproved,
    long BytesAdded,
    long BytesRemoved,
    long BytesNet,
    long BytesAbsolute,
    long WordsAdded
)
{
    private static readonly string Query = Sql.Read(typeof(Figures).Assembly, "Figures.sql");

    /// <summary>An estimate by the convention of the field: 5.175 bytes a word, rounded down.</summary>
    public static long Words(long bytesAdded) => bytesAdded * 1000 / 5175;

    /// <summary>
    /// The figures of these sessions, from the tables in the connection's search path; of what <paramref name="person"/>
    /// did and of <paramref name="wiki"/> alone, where given (participants are then all the same).
    /// </summary>
    public static async Task<Figures> Of(
        IReadOnlyCollection<SessionId> sessions,
        NpgsqlConnection connection,
        CancellationToken cancellation,
        PersonId? person = null,
        string? wiki = null
    ) =>
        (
            await connection.Query(
                Query,
                Read,
                cancellation,
                Sql.Arg(sessions.Select(s => s.Value).ToArray()),
                new() { Value = (object?)person?.Value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid },
                Sql.ArgOrNull(wiki, NpgsqlDbType.Text)
            )
        )[0];

    /// <summary>Key and value of each, in the order of the definitions.</summary>
    public IEnumerable<(string Key, long Value)> All() =>
        [
            ("participants", Participants),
            ("editors", Editors),
            ("edits", Edits),
            ("contentEdits", ContentEdits),
            ("pagesEdited", PagesEdited),
            ("pagesCreated", PagesCreated),
            ("pagesImproved", PagesImproved),
            ("bytesAdded", BytesAdded),
            ("bytesRemoved", BytesRemoved),
            ("bytesNet", BytesNet),
            ("bytesAbsolute", BytesAbsolute),
            ("wordsAdded", WordsAdded),
        ];

    private static Figures Read(NpgsqlDataReader row)
    {
        var (added, removed) = (row.GetInt64(7), row.GetInt64(8));
        return new(
            row.GetInt64(0),
            row.GetInt64(1),
            row.GetInt64(2),
            row.GetInt64(3),
            row.GetInt64(4),
            row.GetInt64(5),
            row.GetInt64(6),
            added,
            removed,
            added + removed,
            added - removed,
            Words(added)
        );
    }
}
