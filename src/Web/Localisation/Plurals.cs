namespace CampaignDashboard.Web.Localisation;

/// <summary>
/// CLDR's cardinal plural rules for the languages of the interface (https://cldr.unicode.org, "plurals"), reduced to the
/// two forms that they use for counts: one and other.
/// </summary>
internal static class Plurals
{
    /// <summary>The index of the form for a count: 0 is "one", 1 is "other".</summary>
    public static int Form(string language, decimal count)
    {
        var size = Math.Abs(count);
        var isOne = language switch
        {
            // French: the integer part is 0 or 1, so 0 and 1.5 are singular.
            "fr" => size < 2,
            // English, German, Dutch: 1 without visible decimals.
            _ => size == 1,
        };
        return isOne ? 0 : 1;
    }
}
