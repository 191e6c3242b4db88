using Microsoft.Data.Sqlite;

namespace CampaignDashboard.WikiFarm;

/// <summary>
/// The log of who looks at the farm's pages: MediaWiki has none, Wikimedia keeps it beside the wikis. A database with the
/// table <c>seen (wiki, page, article, day, views)</c>; the article is the page's title on that day, with underscores.
/// </summary>
public sealed class ViewLog : IDisposable
{
    // A few a day, by the page's number; the same on every run.
    private const string LookAt = """
        with recursive days (day) as (select @from union all select date(day, '+1 day') from days where day < @to)
        insert into seen
        select @wiki, page_id, case page_namespace when 6 then 'File:' else '' end || page_title, day,
            1 + (page_id * 7 + cast(strftime('%j', day) as int)) % 5
        from wiki.page, days
        where page_namespace in (0, 6)
        """;

    private const string Read =
        "select day, sum(views) from seen where wiki = @wiki and article = @article and day between @from and @to group by day order by day";

    private readonly SqliteConnection _connection;

    /// <summary>An empty log in this file.</summary>
    public ViewLog(string path)
    {
        Path = path;
        _connection = new SqliteConnection($"Data Source={path};Pooling=False");
        _connection.Open();
        Execute("create table seen (wiki text, page int, article text, day text, views int)");
        Execute("create index seen_article on seen (wiki, article, day)");
    }

    /// <summary>Where it lies.</summary>
    public string Path { get; }

    /// <summary>People look at all pages and files that a wiki has now, under their titles of now, on each of these days.</summary>
    public void Look(string wiki, string database, DateOnly from, DateOnly to)
    {
        Execute("attach @file as wiki", ("@file", database));
        Execute(LookAt, ("@wiki", wiki), ("@from", Text(from)), ("@to", Text(to)));
        Execute("detach wiki");
    }

    /// <summary>The views of an article by day.</summary>
    public IReadOnlyList<(DateOnly Day, int Views)> Of(string wiki, string article, DateOnly from, DateOnly to)
    {
        lock (_connection)
        {
            using var command = Command(
                Read,
                ("@wiki", wiki),
                ("@article", article),
                ("@from", Text(from)),
                ("@to", Text(to))
            );
            using var reader = command.ExecuteReader();
            var days = new List<(DateOnly, int)>();
            while (reader.Read())
            {
                days.Add((DateOnly.ParseExact(reader.GetString(0), "yyyy-MM-dd", null), reader.GetInt32(1)));
            }

            return days;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private static string Text(DateOnly day) =>
        day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private void Execute(string sql, params (string Name, object Value)[] parameters)
    {
        using var command = Command(sql, parameters);
        command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql, params (string Name, object Value)[] parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return command;
    }
}
