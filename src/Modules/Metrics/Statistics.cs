using System.Text.Json.Serialization;
using CampaignDashboard.Campaigns.Contracts;

namespace CampaignDashboard.Metrics;

/// <summary>
/// The figures of a scope with all that makes them defensible: over which sessions, which definitions, which window and
/// rule, and as of which event. <see cref="AsOf"/> is the last event that the figures rest on, so the same facts are the
/// same bytes. <see cref="Pending"/> and <see cref="Unknown"/> name the figures that are null, and why.
/// </summary>
internal sealed record Statistics(
    Statistics.Subject Of,
    int DefinitionVersion,
    Statistics.Span Window,
    CountingRule? Counting,
    Statistics.Instant AsOf,
    Figures Figures,
    IReadOnlyList<SessionId> Sessions
)
{
    /// <summary>The session, where it is the figures of one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SessionId? Session => Of is { Kind: NodeKind.Session, Id: { } id } ? new SessionId(id) : null;

    /// <summary>The sum of the sessions' own figures, for reconciliation only: what two sessions share is in it twice.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Figures? SumOfSessions { get; init; }

    /// <summary>What was done on each wiki, by database name.</summary>
    public IReadOnlyList<Breakdown> ByWiki { get; init; } = [];

    /// <summary>What was done on the wikis of each project.</summary>
    public IReadOnlyList<Breakdown> ByFamily { get; init; } = [];

    /// <summary>When it can be known which new editors stayed: <see cref="Definitions"/> of <c>retainedEditors</c>.</summary>
    [JsonIgnore]
    public DateTimeOffset RetentionKnownFrom => Window.Until.AddDays(37);

    /// <summary>Figures whose time has not come.</summary>
    public IEnumerable<string> Pending => Missing(pending: true);

    /// <summary>Figures that no wiki tells.</summary>
    public IEnumerable<string> Unknown => Missing(pending: false);

    private IEnumerable<string> Missing(bool pending) =>
        Figures.All().Where(f => f.Value is null && Figures.IsPending(f.Key) == pending).Select(f => f.Key);

    /// <summary>What the figures are of: something of the inventory, or, without kind and id, a chosen set of sessions.</summary>
    internal sealed record Subject(NodeKind? Kind, Guid? Id);

    /// <summary>A half-open window, <c>[from, until)</c>, UTC: from the first session's start to the last one's end.</summary>
    internal sealed record Span(DateTimeOffset From, DateTimeOffset Until);

    /// <summary>A position of the log and the instant at which its event was appended, UTC.</summary>
    internal sealed record Instant(long Position, DateTimeOffset At);
}
