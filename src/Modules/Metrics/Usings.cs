global using CampaignDashboard.EventStore;
