using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace CampaignDashboard.Web.Localisation;

/// <summary>
/// A language of the interface: its code as MediaWiki writes it, its own name, the culture whose number and date formats
/// it uses, and the direction of its script (<c>ltr</c> or <c>rtl</c>).
/// </summary>
public sealed record Language(string Code, string Name, CultureInfo Culture, string Direction)
{
    /// <summary>The language that every message exists in.</summary>
    public static Language English { get; } = Of("en", "English", "en-GB");

    /// <summary>All languages of the interface, in the order of the switcher.</summary>
    public static IReadOnlyList<Language> All { get; } =
    [English, Of("de", "Deutsch", "de-DE"), Of("fr", "français", "fr-FR"), Of("nl", "Nederlands", "nl-NL")];

    /// <summary>Shows the message keys themselves, as on every wiki: <c>?uselang=qqx</c>.</summary>
    public static Language Keys { get; } = Of("qqx", "qqx", "en-GB");

    /// <summary>The value of the <c>lang</c> attribute.</summary>
    public string Tag => this == Keys ? "en" : Code;

    /// <summary>The language of this code, also for a regional variant (<c>de-AT</c>), or null.</summary>
    public static Language? Find(string? code)
    {
        if (string.IsNullOrWhiteSpace(code))
            return null;
        var primary = code.Split('-', 2)[0].Trim();
        return All.Append(Keys)
            .FirstOrDefault(language => language.Code.Equals(primary, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Chooses it for this browser, as the switcher does.</summary>
    public void Keep(HttpContext context) => LanguageChoice.Keep(context, this);

    /// <summary>
    /// The direction of any language's script, as the <c>dir</c> attribute has it: <c>auto</c> for one that is not known.
    /// </summary>
    public static string DirectionOf(string tag)
    {
        try
        {
            return CultureInfo.GetCultureInfo(tag, predefinedOnly: true).TextInfo.IsRightToLeft ? "rtl" : "ltr";
        }
        catch (CultureNotFoundException)
        {
            return "auto";
        }
    }

    private static Language Of(string code, string name, string culture)
    {
        var format = CultureInfo.GetCultureInfo(culture);
        return new Language(code, name, format, format.TextInfo.IsRightToLeft ? "rtl" : "ltr");
    }
}
