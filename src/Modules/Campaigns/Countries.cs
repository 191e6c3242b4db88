using System.Collections.Frozen;
using System.Text.Json;

namespace CampaignDashboard.Campaigns;

/// <summary>
/// Countries by their ISO 3166-1 alpha-2 codes (and XK, Kosovo), with the names that Unicode's CLDR gives them in the
/// dashboard's languages: <c>countries.json</c>, made by <c>refresh-countries.mjs</c>.
/// </summary>
internal static class Countries
{
    private static readonly FrozenDictionary<string, FrozenDictionary<string, string>> Names = Read();

    /// <summary>All codes.</summary>
    public static IReadOnlyCollection<string> Codes => Names["en"].Keys;

    /// <summary>Whether a country has this code, in capitals.</summary>
    public static bool Has(string code) => Names["en"].ContainsKey(code);

    /// <summary>The name of a country in a language of the dashboard; in English for any other.</summary>
    public static string Name(string code, string language) =>
        Names.GetValueOrDefault(language, Names["en"]).GetValueOrDefault(code, code);

    private static FrozenDictionary<string, FrozenDictionary<string, string>> Read()
    {
        using var stream = typeof(Countries).Assembly.GetManifestResourceStream("countries.json")!;
        return JsonSerializer
            .Deserialize<Dictionary<string, Dictionary<string, string>>>(stream)!
            .ToFrozenDictionary(
                language => language.Key,
                language => language.Value.ToFrozenDictionary(StringComparer.Ordinal),
                StringComparer.Ordinal
            );
    }
}
