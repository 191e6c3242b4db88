using System.Globalization;

namespace CampaignDashboard.Campaigns;

/// <summary>
/// A wiki as people name it, <c>en.wikipedia</c>, and perhaps which of its namespaces hold content:
/// <c>en.wikipedia: 0, 14</c>. Null means that those are counted which are content there by default.
/// </summary>
internal sealed record WikiEntry(string Name, IReadOnlyList<int>? ContentNamespaces)
{
    private static readonly char[] Separators = ['\r', '\n', ',', ';', ' ', '\t'];

    /// <summary>
    /// The entries of a text that was typed: one a line, or with commas or blanks between. Numbers belong to the wiki that
    /// they stand behind.
    /// </summary>
    public static string[] Split(string typed)
    {
        var entries = new List<string>();
        foreach (var word in typed.Split(Separators, StringSplitOptions.RemoveEmptyEntries))
        {
            if (entries.Count > 0 && word.All(char.IsAsciiDigit))
            {
                var colon =
                    entries[^1].EndsWith(':') ? ""
                    : IsNumbered(entries[^1]) ? ","
                    : ":";
                entries[^1] = $"{entries[^1]}{colon} {word}";
            }
            else
            {
                entries.Add(word);
            }
        }

        return [.. entries];
    }

    /// <summary>
    /// Reads one entry. A number that hangs at the colon may be a port, as in <c>http://127.0.0.1:8401</c>: then
    /// <paramref name="isWiki"/> knows the whole.
    /// </summary>
    public static WikiEntry Read(string text, Func<string, bool> isWiki)
    {
        var entry = text.Trim();
        var colon = entry.LastIndexOf(':');
        if (colon <= 0 || Numbers(entry[(colon + 1)..]) is not { } numbers)
        {
            return new(entry, null);
        }

        var mayBePort = numbers.Length == 1 && char.IsAsciiDigit(entry[colon + 1]);
        return mayBePort && isWiki(entry) ? new(entry, null) : new(entry[..colon].TrimEnd(), numbers);
    }

    private static bool IsNumbered(string entry) =>
        entry.LastIndexOf(':') is > 0 and var colon && Numbers(entry[(colon + 1)..]) is not null;

    private static int[]? Numbers(string text)
    {
        var words = text.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        var numbers = new int[words.Length];
        for (var i = 0; i < words.Length; i++)
        {
            if (!int.TryParse(words[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]))
            {
                return null;
            }
        }

        return numbers.Length == 0 ? null : [.. numbers.Distinct().Order()];
    }
}
