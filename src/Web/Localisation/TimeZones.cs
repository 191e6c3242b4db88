namespace CampaignDashboard.Web.Localisation;

/// <summary>The IANA time zones that people may name.</summary>
public static class TimeZones
{
    /// <summary>
    /// Zones named after places; the rest ("EST5EDT", "Etc/GMT+1") are old names that nobody should pick from a list.
    /// </summary>
    public static IReadOnlyList<string> Places { get; } =
    [
        .. TimeZoneInfo
            .GetSystemTimeZones()
            .Select(zone => zone.Id)
            .Where(id => id == "UTC" || (id.Contains('/') && !id.StartsWith("Etc/", StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Whether there is a zone of this IANA name; Windows' names are none.</summary>
    public static bool Has(string? id) =>
        id is { Length: > 0 } && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) && zone.HasIanaId;
}
