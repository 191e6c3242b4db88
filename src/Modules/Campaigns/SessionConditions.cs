using Npgsql;

namespace CampaignDashboard.Campaigns;

/// <summary>
/// The conditions of a query on sessions (<c>s</c>), with their parameters and the order that suits them. Whatever is
/// added, only listed sessions meet them.
/// </summary>
internal sealed class SessionConditions
{
    // How far clocks may be before and behind UTC, so that local days can be looked up by an index on instants.
    private static readonly TimeSpan FurthestEast = TimeSpan.FromHours(14);
    private static readonly TimeSpan FurthestWest = TimeSpan.FromHours(12);

    private readonly List<string> sql = ["s.listed"];
    private readonly List<Func<NpgsqlParameter>> values = [];

    /// <summary>The first local day asked for, if any.</summary>
    public DateOnly? From { get; private set; }

    /// <summary>Whether the latest session comes first: of the past, the last one is the most interesting.</summary>
    public bool LatestFirst { get; set; }

    /// <summary>The conditions, to stand behind "where".</summary>
    public string Text => string.Join(" and ", sql);

    /// <summary>Their parameters; new ones each time, since each belongs to one command.</summary>
    public NpgsqlParameter[] Parameters => [.. values.Select(value => value())];

    /// <summary>The same once more, to add what only one query asks for.</summary>
    public SessionConditions Copy()
    {
        var copy = new SessionConditions { From = From, LatestFirst = LatestFirst };
        copy.sql.AddRange(sql.Skip(1));
        copy.values.AddRange(values);
        return copy;
    }

    public void Add(string condition) => sql.Add(condition);

    /// <summary>The name of a parameter of this value.</summary>
    public string Bind<T>(T value) => Bind(() => Sql.Arg(value));

    public string Bind(Func<NpgsqlParameter> value)
    {
        values.Add(value);
        return $"${values.Count}";
    }

    /// <summary>Sessions that last until this day or longer, by the clocks of their own places.</summary>
    public void EndNotBefore(DateOnly day)
    {
        From = day;
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        Add($"tstzrange(s.starts, s.ends) && tstzrange({Bind(Utc(midnight - FurthestEast))}, null)");
        Add($"s.local_ends > {Bind(midnight)}");
    }

    /// <summary>Sessions that have begun by the end of this day, by the clocks of their own places.</summary>
    public void StartNotAfter(DateOnly day)
    {
        var midnight = day.AddDays(1).ToDateTime(TimeOnly.MinValue);
        Add($"tstzrange(s.starts, s.ends) && tstzrange(null, {Bind(Utc(midnight + FurthestWest))})");
        Add($"s.local_starts < {Bind(midnight)}");
    }

    private static DateTimeOffset Utc(DateTime instant) => new(instant, TimeSpan.Zero);
}
