using CampaignDashboard.Campaigns.Contracts;

namespace CampaignDashboard.Metrics;

/// <summary>What the measuring slices gather from.</summary>
internal sealed record Measuring(EventLog Log, Rights Rights, Sessions Sessions, DataUpdateList Updates);
