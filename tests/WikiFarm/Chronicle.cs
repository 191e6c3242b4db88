using System.Globalization;
using System.Text;

namespace CampaignDashboard.WikiFarm;

/// <summary>
/// The history of one wiki as it is written down: pages grow and shrink by numbers of bytes, so that figures can be counted
/// by hand. Entries about one page are in the order of time.
/// </summary>
internal sealed class Chronicle(string wiki)
{
    private const string Prose =
        "She was a scientist of her time. Her notebooks are kept in a library. Later studies built on her results. ";

    private readonly List<Deed> _deeds = [];
    private readonly List<Deed> _late = [];
    private readonly Dictionary<string, int> _bytes = new(StringComparer.Ordinal);

    /// <summary>What was done in order of time, then what came in late.</summary>
    internal IEnumerable<Deed> Deeds => _deeds.OrderBy(deed => deed.At).Concat(_late);

    /// <summary>An edit that makes the page longer or shorter by so many bytes; the first one creates it.</summary>
    internal void Edit(
        string user,
        string at,
        string title,
        int difference,
        string summary = "more",
        int references = 0
    ) => _deeds.Add(Next(user, at, title, difference, summary, references));

    /// <summary>An edit with a further parameter of the API set, such as minor or bot.</summary>
    internal void EditAs(string flag, string user, string at, string title, int difference) =>
        _deeds.Add(Next(user, at, title, difference, "small things", 0).With(flag));

    /// <summary>An edit with an early time that the wiki hears of after everything else.</summary>
    internal void EditLate(string user, string at, string title, int difference) =>
        _late.Add(Next(user, at, title, difference, "written offline", 0));

    /// <summary>Saves what is there already: the wiki makes no revision of it.</summary>
    internal void EditNothing(string user, string at, string title) => Edit(user, at, title, 0, "no change");

    /// <summary>A text of its own.</summary>
    internal void Write(string user, string at, string title, string text, string summary)
    {
        _bytes[title] = Encoding.UTF8.GetByteCount(text);
        Add(Deed.Edit(wiki, user, Time(at), title, text, summary));
    }

    internal void Move(string user, string at, string from, string to)
    {
        _bytes[to] = _bytes[from];
        Add(Deed.Move(wiki, user, Time(at), from, to));
    }

    internal void Add(Deed deed) => _deeds.Add(deed);

    /// <summary>An instant of the year 2026 in UTC, month first; seconds may be left out.</summary>
    internal static DateTimeOffset Time(string at) => Editathon.At("2026-" + at);

    private Deed Next(string user, string at, string title, int difference, string summary, int references)
    {
        var bytes = _bytes[title] = _bytes.GetValueOrDefault(title) + difference;
        return Deed.Edit(wiki, user, Time(at), title, Text(bytes, references), summary);
    }

    private static string Text(int bytes, int references)
    {
        var text = new StringBuilder();
        for (var i = 1; i <= references; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"<ref>Source {i}</ref>\n");
        }
        while (text.Length < bytes)
        {
            text.Append(Prose);
        }
        // MediaWiki strips white space at the end of a page; a full stop stays.
        return text.ToString(0, bytes - 1) + ".";
    }
}
