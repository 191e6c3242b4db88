using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;

namespace CampaignDashboard.Campaigns;

/// <summary>What the planning slices gather from: the log, the rights, the inventory, accounts and wikis.</summary>
internal sealed record Planning(EventLog Log, Rights Rights, Inventory Inventory, People People, WikiNames Wikis);
