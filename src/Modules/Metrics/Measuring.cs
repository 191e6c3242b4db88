using CampaignDashboard.Campaigns.Contracts;
using Microsoft.Extensions.Options;

namespace CampaignDashboard.Metrics;

/// <summary>What the measuring slices gather from.</summary>
internal sealed record Measuring(
    EventLog Log,
    Rights Rights,
    Sessions Sessions,
    DataUpdateList Updates,
    IOptions<MetricsSettings> Settings
);
