using System.Globalization;
using System.Text.RegularExpressions;

namespace CampaignDashboard.Web.Downloads;

/// <summary>How a value is written where a program will read it.</summary>
internal static partial class Cell
{
    /// <summary>The value as culture-free text.</summary>
    public static string Text(object? value) =>
        value switch
        {
            null => "",
            string text => text,
            bool flag => flag ? "true" : "false",
            DateTimeOffset instant => instant.UtcDateTime.ToString(
                "yyyy-MM-dd'T'HH:mm:ss'Z'",
                CultureInfo.InvariantCulture
            ),
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };

    /// <summary>Whether the value is a number, or text that is nothing but one.</summary>
    public static bool IsNumber(object? value) =>
        value switch
        {
            int or long or short or byte or decimal or double => true,
            string text => PlainNumber().IsMatch(text),
            _ => false,
        };

    [GeneratedRegex(@"\A-?[0-9]+(\.[0-9]+)?\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PlainNumber();
}
