using System.ComponentModel.DataAnnotations;

namespace CampaignDashboard.Metrics;

/// <summary>How gently wikis are asked for one session; section <c>Metrics</c> of the configuration.</summary>
internal sealed class MetricsSettings
{
    /// <summary>How long coordinators of a session wait before they may have its statistics updated again.</summary>
    [Range(
        typeof(TimeSpan),
        "00:00:00",
        "1.00:00:00",
        ErrorMessage = "Metrics:BetweenUpdates is a time from 00:00:00 to one day."
    )]
    public TimeSpan BetweenUpdates { get; set; } = TimeSpan.FromMinutes(1);
}
