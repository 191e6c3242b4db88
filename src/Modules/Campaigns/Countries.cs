using System.Collections.Frozen;
using System.Globalization;

namespace CampaignDashboard.Campaigns;

/// <summary>Countries by their ISO 3166-1 alpha-2 codes, with their names as the reader's language has them (CLDR).</summary>
internal static class Countries
{
    /// <summary>The codes that regions of the world's locales have.</summary>
    public static readonly FrozenSet<string> Codes = CultureInfo
        .GetCultures(CultureTypes.SpecificCultures)
        .Select(culture => new RegionInfo(culture.Name).TwoLetterISORegionName)
        .Where(code => code.Length == 2 && code.All(char.IsAsciiLetterUpper))
        .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The name of a country in the current language.</summary>
    public static string Name(string code) => new RegionInfo(code).DisplayName;
}
