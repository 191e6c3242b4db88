namespace CampaignDashboard.Host;

/// <summary>The dashboard's own PostgreSQL can't run; the message tells the operator why and what to do.</summary>
internal sealed class EmbeddedPostgresException(string message, Exception? inner = null) : Exception(message, inner);
