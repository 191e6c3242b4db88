namespace CampaignDashboard.Host;

/// <summary>The dashboard's own PostgreSQL can't run; the message tells the operator why and what to do.</summary>
internal class EmbeddedPostgresException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Another process runs on the data folder.</summary>
internal sealed class EmbeddedPostgresInUseException(string message, Exception inner)
    : EmbeddedPostgresException(message, inner);
