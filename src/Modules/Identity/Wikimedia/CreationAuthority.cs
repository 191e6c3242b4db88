namespace CampaignDashboard.Identity.Wikimedia;

/// <summary>The authority as coordinators meet it who let the dashboard create accounts, and the attempts under way.</summary>
internal sealed record CreationAuthority(Authority Authority, SignInAttempts Attempts);
