using System.Text.Json.Serialization;
using CampaignDashboard.Campaigns.Contracts;
using Npgsql;
using NpgsqlTypes;

namespace CampaignDashboard.Metrics;

/// <summary>
/// What figures and lists of facts are asked of: the distinct union of some sessions' facts, perhaps of a period only.
/// <paramref name="Node"/> is the session, program, campaign or organiser whose sessions these are; null for a set that
/// somebody chose. Of what is above a session, the listed sessions count, so that nobody learns of others.
/// </summary>
internal sealed record Scope(PlannedNode? Node, IReadOnlyList<SessionPlace> Places, Period Period)
{
    /// <summary>The sessions, each once, in the order of their starts.</summary>
    [JsonIgnore]
    public IReadOnlyList<SessionId> Sessions => [.. Places.Select(p => p.Session).Distinct()];

    /// <summary>Their ids, as a parameter has them.</summary>
    [JsonIgnore]
    public Guid[] SessionIds => [.. Sessions.Select(s => s.Value)];

    /// <summary>$1 to $3 of every query over a scope: its sessions, and the two ends of the period, null for none.</summary>
    [JsonIgnore]
    public IEnumerable<NpgsqlParameter> Parameters =>
        [Sql.Arg(SessionIds), Instant(Period.From), Instant(Period.Until)];

    /// <summary>A scope of sessions alone, for who counts one person's facts.</summary>
    public static Scope OfSessions(IEnumerable<SessionId> sessions) =>
        new(null, [.. sessions.Select(s => new SessionPlace(s, default, default, default))], Period.All);

    /// <summary>All streams that figures of this scope are computed from.</summary>
    [JsonIgnore]
    public IReadOnlyCollection<Guid> Streams =>
        [.. Sessions.SelectMany(s => Activity.StreamsOf(s).Concat(CoordinationFact.StreamsOf(s.Value))).Distinct()];

    private static NpgsqlParameter Instant(DateTimeOffset? instant) =>
        Sql.ArgOrNull(instant?.ToUniversalTime(), NpgsqlDbType.TimestampTz);
}

/// <summary>
/// Only what was done in <c>[From, Until)</c> counts, besides each session's own window; null is no limit. People enrolled,
/// present and coordinating are those of the sessions, whatever the period.
/// </summary>
internal sealed record Period(DateTimeOffset? From, DateTimeOffset? Until)
{
    /// <summary>Always.</summary>
    public static readonly Period All = new(null, null);
}
