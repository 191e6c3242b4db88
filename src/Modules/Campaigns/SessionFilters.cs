using System.Globalization;
using System.Text.Json;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.MediaWiki;
using CampaignDashboard.Web.Problems;
using Npgsql;
using NpgsqlTypes;

namespace CampaignDashboard.Campaigns;

/// <summary>
/// What sessions can be filtered by, the same for the page, the calendar and the API. A further filter is a line in
/// <see cref="AskedSessions"/>, a line in <see cref="All"/>, and a field of the form.
/// </summary>
internal sealed class SessionFilters(
    NpgsqlDataSource database,
    Inventory inventory,
    WikiDirectory wikis,
    TimeProvider clock
)
{
    private const int LongestText = 200;
    private const int MostWords = 10;

    private static readonly string ProgramsOfWord = Sql.Read(typeof(SessionFilters).Assembly, "ProgramsOfWord.sql");

    /// <summary>A filter: its name in addresses, what was asked, and how that becomes conditions or an objection.</summary>
    internal sealed record Filter(
        string Name,
        Func<AskedSessions, string?> Asked,
        Func<string, SessionConditions, CancellationToken, ValueTask<string?>> Add
    )
    {
        public Filter(string name, Func<AskedSessions, string?> asked, Func<string, SessionConditions, string?> add)
            : this(name, asked, (text, conditions, _) => ValueTask.FromResult(add(text, conditions))) { }
    }

    /// <summary>The conditions, and what was wrong with which parameter.</summary>
    internal sealed record Selected(SessionConditions Conditions, IReadOnlyDictionary<string, string> Errors)
    {
        /// <summary>The conditions, for who has no form to show what was wrong in.</summary>
        /// <exception cref="MalformedRequestException">Something was wrong (400).</exception>
        public SessionConditions OrMalformed() =>
            Errors.Count == 0
                ? Conditions
                : throw new MalformedRequestException(Errors.First().Key, Errors.First().Value);
    }

    /// <summary>In the order of the form.</summary>
    internal IReadOnlyList<Filter> All =>
        [
            new("search", asked => asked.Search, Words),
            new("state", asked => asked.State, State),
            new("organiser", asked => asked.Organiser, OfOrganiser),
            new("campaign", asked => asked.Campaign, OfCampaign),
            new("country", asked => asked.Country, OfCountry),
            new("language", asked => asked.Language, Speaking),
            new("wiki", asked => asked.Wiki, Following),
            new("attendance", asked => asked.Attendance, Offering),
            new("from", asked => asked.From, From),
            new("until", asked => asked.Until, Until),
        ];

    /// <summary>The conditions that stand for what was asked; what is empty asks for nothing.</summary>
    public async Task<Selected> Select(AskedSessions asked, CancellationToken cancellation)
    {
        var conditions = new SessionConditions();
        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var filter in All)
        {
            var text = filter.Asked(asked)?.Trim();
            if (string.IsNullOrEmpty(text))
            {
                continue;
            }

            var wrong = Unreadable(filter.Name, text) ?? await filter.Add(text, conditions, cancellation);
            if (wrong is not null)
            {
                errors[filter.Name] = wrong;
            }
        }

        return new(conditions, errors);
    }

    private static string? Unreadable(string name, string text) =>
        text.Length > LongestText ? $"{name} has at most {LongestText} characters."
        : text.Any(char.IsControl) ? $"{name} has a control character."
        : null;

    private async ValueTask<string?> Words(string text, SessionConditions conditions, CancellationToken cancellation)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length > MostWords)
        {
            return $"search has at most {MostWords} words.";
        }

        foreach (var word in words)
        {
            await Word($"%{Literally(word)}%", conditions, cancellation);
        }

        return null;
    }

    // The programs are asked for first: knowing them, PostgreSQL sees whether a word is rare, and chooses its index by that.
    private async Task Word(string pattern, SessionConditions conditions, CancellationToken cancellation)
    {
        var programs = await database.Query(ProgramsOfWord, row => row.GetGuid(0), cancellation, Sql.Arg(pattern));
        var own = $"s.folded like inventory.folded({conditions.Bind(pattern)})";
        conditions.Add(
            programs.Count == 0 ? own : $"({own} or s.program_id = any({conditions.Bind<Guid[]>([.. programs])}))"
        );
    }

    private static string Literally(string word) =>
        word.Replace(@"\", @"\\", StringComparison.Ordinal)
            .Replace("%", @"\%", StringComparison.Ordinal)
            .Replace("_", @"\_", StringComparison.Ordinal);

    private string? State(string text, SessionConditions conditions)
    {
        var now = clock.GetUtcNow();
        if (text is "upcoming" or "running" or "current")
        {
            conditions.Add("not s.archived");
        }

        switch (text)
        {
            case "all":
                return null;
            case "upcoming":
                conditions.Add($"s.starts > {conditions.Bind(now)}");
                return null;
            case "running":
                conditions.Add($"tstzrange(s.starts, s.ends) @> {conditions.Bind(now)}");
                return null;
            case "current":
                LastBeyond(conditions.Bind(now), conditions);
                return null;
            case "past":
                conditions.Add($"s.ends <= {conditions.Bind(now)}");
                conditions.LatestFirst = true;
                return null;
            default:
                return "state is all, upcoming, running, current or past.";
        }
    }

    // The first start of those is looked up by their ends (a sum, so that it is not by the starts): otherwise PostgreSQL may
    // walk through all that is past, in the order asked for, until it comes to them.
    private static void LastBeyond(string now, SessionConditions conditions)
    {
        conditions.Add($"s.ends > {now}");
        conditions.Add(
            $"s.starts >= (select min(e.starts + interval '0') from inventory.session e where e.listed and e.ends > {now})"
        );
    }

    private async ValueTask<string?> OfOrganiser(
        string text,
        SessionConditions conditions,
        CancellationToken cancellation
    )
    {
        var organiser = OrganiserId.TryParse(text, out var id)
            ? await inventory.Find(id, cancellation)
            : await inventory.OrganiserAt(text, cancellation);
        return organiser is null
            ? "There is no such organiser."
            : OfPrograms(
                "join inventory.campaign c using (campaign_id) where c.organiser_id",
                organiser.Id.Value,
                conditions
            );
    }

    private async ValueTask<string?> OfCampaign(
        string text,
        SessionConditions conditions,
        CancellationToken cancellation
    )
    {
        var campaign = CampaignId.TryParse(text, out var id)
            ? await inventory.Find(id, cancellation)
            : await inventory.CampaignAt(text, cancellation);
        return campaign is null
            ? "There is no such campaign."
            : OfPrograms("where p.campaign_id", campaign.Id.Value, conditions);
    }

    // The programs are few, and looked up once: then the index on sessions of a program serves.
    private static string? OfPrograms<T>(string belonging, T value, SessionConditions conditions)
    {
        conditions.Add(
            $"s.program_id = any(array(select p.program_id from inventory.program p {belonging} = {conditions.Bind(value)}))"
        );
        return null;
    }

    private static string? OfCountry(string text, SessionConditions conditions)
    {
        if (text.Length != 2 || !text.All(char.IsAsciiLetter))
        {
            return "country is a code of two letters, such as NL.";
        }

        const string OfIt =
            "join inventory.campaign c using (campaign_id) join inventory.organiser o using (organiser_id) where o.details ->> 'country'";
        return OfPrograms(OfIt, text.ToUpperInvariant(), conditions);
    }

    private static string? Speaking(string text, SessionConditions conditions)
    {
        if (!text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
        {
            return "language is a code, such as nl or pt-BR.";
        }

        // A language is found with all its variants: "pt" in "pt-BR".
        conditions.Add(
            $"lower(s.details ->> 'language') || '-' like {conditions.Bind($"{text.ToLowerInvariant()}-%")}"
        );
        return null;
    }

    private static string? Offering(string text, SessionConditions conditions)
    {
        if (text is not ("onSite" or "remote"))
        {
            return "attendance is onSite or remote.";
        }

        conditions.Add($"coalesce(s.details ->> 'attendance', 'both') in ('both', {conditions.Bind(text)})");
        return null;
    }

    private string? Following(string text, SessionConditions conditions)
    {
        if (wikis.Find(text) is not { } wiki)
        {
            return "There is no such wiki. Write it as en.wikipedia, enwiki or https://en.wikipedia.org.";
        }

        var tracked = JsonSerializer.Serialize(new[] { new { wiki = wiki.Id.Value } });
        conditions.Add($"s.wikis @> {conditions.Bind(() => Json(tracked))}");
        return null;
    }

    private static string? From(string text, SessionConditions conditions)
    {
        if (Day(text) is not { } day)
        {
            return NoDay("from");
        }

        conditions.EndNotBefore(day);
        return null;
    }

    private static string? Until(string text, SessionConditions conditions)
    {
        if (Day(text) is not { } day)
        {
            return NoDay("until");
        }

        if (day < conditions.From)
        {
            return "until is a day before from.";
        }

        conditions.StartNotAfter(day);
        return null;
    }

    private static string NoDay(string name) => $"{name} is a date, such as 2026-03-08.";

    // In the first and the last year of the calendar the same time elsewhere may be none.
    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && day.Year is > 1 and < 9999
            ? day
            : null;

    private static NpgsqlParameter Json(string json) => new() { Value = json, NpgsqlDbType = NpgsqlDbType.Jsonb };
}
