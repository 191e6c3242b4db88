using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace CampaignDashboard.WikiFarm;

/// <summary>A session to count: its window, its wikis by the names that it knows them by, and what no wiki knows.</summary>
/// <param name="Enrolled">Who takes part, by the user names of now.</param>
public sealed record CountedSession(
    string Name,
    DateTimeOffset Start,
    DateTimeOffset End,
    IReadOnlyList<CountedWiki> Wikis,
    IReadOnlyList<string> Enrolled
)
{
    /// <summary>Of those who are enrolled, who was there.</summary>
    public IReadOnlyList<string> Present { get; init; } = [];

    /// <summary>How many were there without an account.</summary>
    public int WalkIns { get; init; }

    /// <summary>Who coordinates the session itself.</summary>
    public IReadOnlyList<string> Coordinators { get; init; } = [];

    /// <summary>Pages that a coordinator took out, by wiki and number.</summary>
    public IReadOnlyList<(string Wiki, long Page)> Excluded { get; init; } = [];
}

/// <summary>
/// Counts every figure of any set of sessions by SQL over the databases of a farm's wikis, from the definitions alone and with
/// nothing of the product. A page counts in the namespace where it is now, or was when it was deleted. What a wiki deleted or
/// hid before it was looked at first is not known; what it did later is. Views are counted in the table <c>seen</c> of
/// <see cref="ViewLog"/>.
/// </summary>
public sealed class ScopeCount : IDisposable
{
    private static readonly string Tables = EmbeddedSql.Read("ScopeTables.sql");
    private static readonly string Facts = EmbeddedSql.Read("ScopeFacts.sql");
    private static readonly string Figures = EmbeddedSql.Read("ScopeFigures.sql");

    private readonly SqliteConnection _connection = new("Data Source=:memory:");
    private readonly string _today;

    /// <summary>
    /// Reads the wikis, by the names that sessions know them by, as of <paramref name="now"/>.
    /// </summary>
    public ScopeCount(
        Farm farm,
        IReadOnlyDictionary<string, string> wikis,
        string viewLog,
        IEnumerable<CountedSession> sessions,
        DateTimeOffset firstLook,
        DateTimeOffset now
    )
    {
        ArgumentNullException.ThrowIfNull(farm);
        ArgumentNullException.ThrowIfNull(wikis);
        ArgumentNullException.ThrowIfNull(sessions);
        _today = now.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        _connection.Open();
        Execute(Tables);
        foreach (var session in sessions)
        {
            Plan(session, now);
        }

        var content = sessions.SelectMany(s => s.Wikis).ToLookup(w => w.Name, w => w.ContentNamespaces);
        foreach (var (name, database) in wikis)
        {
            Execute("attach @file as wiki", ("@file", farm.DatabasePath(database)));
            Execute(
                Facts,
                ("@wiki", name),
                ("@content", JsonSerializer.Serialize(content[name].First())),
                ("@first_look", Stamp(firstLook))
            );
            Execute("detach wiki");
        }

        Execute("attach @file as views", ("@file", viewLog));
    }

    /// <summary>Each figure of the distinct union of these sessions; null is pending.</summary>
    public IReadOnlyDictionary<string, long?> Of(params IReadOnlyCollection<string> sessions)
    {
        using var command = Command(Figures, ("@sessions", JsonSerializer.Serialize(sessions)), ("@today", _today));
        using var reader = command.ExecuteReader();
        var figures = new Dictionary<string, long?>(StringComparer.Ordinal);
        while (reader.Read())
        {
            figures.Add(reader.GetString(0), reader.IsDBNull(1) ? null : reader.GetInt64(1));
        }

        return figures;
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private void Plan(CountedSession session, DateTimeOffset now)
    {
        var (stayFrom, stayUntil) = (session.End.AddDays(7), session.End.AddDays(37));
        Execute(
            "insert into session values (@name, @starts, @ends, @new_from, @stay_from, @stay_until, @is_final, @walk_ins)",
            ("@name", session.Name),
            ("@starts", Stamp(session.Start)),
            ("@ends", Stamp(session.End)),
            ("@new_from", Stamp(session.Start.AddDays(-14))),
            ("@stay_from", Stamp(stayFrom)),
            ("@stay_until", Stamp(stayUntil)),
            ("@is_final", now >= stayUntil),
            ("@walk_ins", session.WalkIns)
        );
        foreach (var wiki in session.Wikis)
        {
            var content = JsonSerializer.Serialize(wiki.ContentNamespaces);
            Execute(
                "insert into tracked values (@a, @b, @c)",
                ("@a", session.Name),
                ("@b", wiki.Name),
                ("@c", content)
            );
        }

        foreach (var person in session.Enrolled)
        {
            Execute(
                "insert into enrolled values (@a, @b, @c)",
                ("@a", session.Name),
                ("@b", person),
                ("@c", session.Present.Contains(person, StringComparer.Ordinal))
            );
        }

        foreach (var person in session.Coordinators)
        {
            Execute("insert into coordinator values (@a, @b)", ("@a", session.Name), ("@b", person));
        }

        foreach (var (wiki, page) in session.Excluded)
        {
            Execute("insert into excluded values (@a, @b, @c)", ("@a", session.Name), ("@b", wiki), ("@c", page));
        }
    }

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

    private static string Stamp(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
}
