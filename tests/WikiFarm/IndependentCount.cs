using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace CampaignDashboard.WikiFarm;

/// <summary>A wiki to count on, with the namespaces whose pages are content.</summary>
public sealed record CountedWiki(string Name, params IReadOnlyList<int> ContentNamespaces);

/// <summary>The figures of a session. Removed bytes are negative, words are an estimate.</summary>
public sealed record CountedFigures(
    int Editors,
    int Edits,
    int ContentEdits,
    int PagesEdited,
    int PagesCreated,
    int PagesImproved,
    long BytesAdded,
    long BytesRemoved,
    long BytesNet,
    long BytesAbsolute,
    long WordsAdded
);

/// <summary>
/// Counts a session's figures from the wikis' own databases, with nothing of the product: what the product finds through
/// the API must be the same. Cases: a page counts in the namespace where it is now, so a draft moved to an article is an
/// article created by who began the draft; a move is an edit of 0 bytes of the page, and an edit of the redirect left behind;
/// a saved null edit is none; a redirect made is a page edited and none created; a new version of a file is an edit of 0
/// bytes; deleted pages have vanished; a person of the same name on several wikis is one editor.
/// </summary>
public static class IndependentCount
{
    private static readonly string Sql = EmbeddedSql.Read("IndependentCount.sql");

    /// <summary>Figures of the people's revisions on the wikis in [start, end).</summary>
    public static CountedFigures Of(
        Farm farm,
        IEnumerable<string> people,
        IEnumerable<CountedWiki> wikis,
        DateTimeOffset start,
        DateTimeOffset end
    )
    {
        ArgumentNullException.ThrowIfNull(farm);
        var names = JsonSerializer.Serialize(people);
        var rows = wikis
            .SelectMany(wiki => Rows(farm.DatabasePath(wiki.Name), wiki, names, Text(start), Text(end)))
            .ToList();
        var content = rows.Where(row => row.IsContent).ToList();
        var pages = content.Select(row => row.Page).Distinct().Count();
        var created = content.Where(row => row.Creates).Select(row => row.Page).Distinct().Count();
        var added = content.Sum(row => Math.Max(row.Difference, 0));
        var removed = content.Sum(row => Math.Min(row.Difference, 0));
        return new CountedFigures(
            Editors: rows.Select(row => row.Author).Distinct(StringComparer.Ordinal).Count(),
            Edits: rows.Count,
            ContentEdits: content.Count,
            PagesEdited: pages,
            PagesCreated: created,
            PagesImproved: pages - created,
            BytesAdded: added,
            BytesRemoved: removed,
            BytesNet: added + removed,
            BytesAbsolute: added - removed,
            // floor(bytes / 5.175) without a rounding error.
            WordsAdded: added * 1000 / 5175
        );
    }

    /// <summary>Figures of a session on the wikis that it tracks.</summary>
    public static CountedFigures Of(Farm farm, EditathonSession session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return Of(farm, session.Participants, Editathon.Wikis, session.Start, session.End);
    }

    private sealed record Row(
        string Author,
        (string Wiki, long Id) Page,
        bool IsContent,
        long Difference,
        bool Creates
    );

    private static List<Row> Rows(string database, CountedWiki wiki, string people, string start, string end)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = Sql;
        command.Parameters.AddWithValue("@people", people);
        command.Parameters.AddWithValue("@start", start);
        command.Parameters.AddWithValue("@end", end);
        using var reader = command.ExecuteReader();
        var rows = new List<Row>();
        while (reader.Read())
        {
            var content = wiki.ContentNamespaces.Contains(reader.GetInt32(2));
            var page = (wiki.Name, reader.GetInt64(1));
            rows.Add(new Row(reader.GetString(0), page, content, reader.GetInt64(3), reader.GetBoolean(4)));
        }
        return rows;
    }

    private static string Text(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
}
