using System.Globalization;
using CampaignDashboard.Campaigns.Contracts;

namespace CampaignDashboard.Campaigns.Pages;

/// <summary>Coordinates as people copy them from a map: <c>52.0907, 5.1214</c>.</summary>
internal static class TypedCoordinates
{
    private static readonly char[] Separators = [',', ';', ' '];

    /// <summary>What to type for the coordinates of a venue; empty without.</summary>
    public static string Of(SessionDetails? details) =>
        details is { Latitude: { } latitude, Longitude: { } longitude }
            ? string.Create(CultureInfo.InvariantCulture, $"{latitude}, {longitude}")
            : "";

    /// <summary>
    /// What was typed. A part that is no number is none, so that one of two is missing, which the rules of a description
    /// object to.
    /// </summary>
    public static (decimal? Latitude, decimal? Longitude) Read(string typed)
    {
        var parts = typed.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        return parts switch
        {
            [] => (null, null),
            [var latitude, var longitude] when Number(latitude) is { } north && Number(longitude) is { } east => (
                north,
                east
            ),
            _ => (null, 0),
        };
    }

    private static decimal? Number(string text) =>
        decimal.TryParse(
            text,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : null;
}
