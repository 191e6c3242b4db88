using System.Globalization;

namespace CampaignDashboard.Campaigns.Pages;

/// <summary>Languages by their BCP 47 tags, in their own words (CLDR).</summary>
internal static class LanguageNames
{
    /// <summary>The language's own name for itself; the tag where it is not known.</summary>
    public static string Of(string tag)
    {
        try
        {
            return CultureInfo.GetCultureInfo(tag).NativeName;
        }
        catch (CultureNotFoundException)
        {
            return tag;
        }
    }
}
