using CampaignDashboard.Campaigns.Contracts;

namespace CampaignDashboard.Metrics;

/// <summary>
/// The figures of a session with all that makes them defensible: which definitions, which window and rule, and as of which
/// event. <see cref="AsOf"/> is the last event that the figures rest on, so the same facts are the same bytes.
/// </summary>
internal sealed record Statistics(
    SessionId Session,
    int DefinitionVersion,
    Statistics.Span Window,
    CountingRule Counting,
    Statistics.Instant AsOf,
    Figures Figures
)
{
    /// <summary>A half-open window, <c>[from, until)</c>, UTC.</summary>
    internal sealed record Span(DateTimeOffset From, DateTimeOffset Until);

    /// <summary>A position of the log and the instant at which its event was appended, UTC.</summary>
    internal sealed record Instant(long Position, DateTimeOffset At);
}
