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
    private const string FollowedInPeriod =
        "select session_id from session_scope where session_id = any($1) and ($2 is null or tracked_until > $2) and ($3 is null or tracked_from < $3)";

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

    /// <summary>
    /// The scope without the sessions that ended before its period or begin after it, as the tables in the connection's
    /// search path know their windows; a session that was asked for by itself stays.
    /// </summary>
    public async Task<Scope> InPeriod(NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (Period == Period.All || Node is { Kind: NodeKind.Session })
        {
            return this;
        }

        var sessions = await connection.Query(
            FollowedInPeriod,
            row => new SessionId(row.GetGuid(0)),
            cancellation,
            [.. Parameters]
        );
        return this with { Places = [.. Places.IntersectBy(sessions, p => p.Session)] };
    }

    /// <summary>All streams that figures of this scope are computed from.</summary>
    [JsonIgnore]
    public IReadOnlyCollection<Guid> Streams =>
        [.. Sessions.SelectMany(s => Activity.StreamsOf(s).Concat(CoordinationFact.StreamsOf(s.Value))).Distinct()];

    private static NpgsqlParameter Instant(DateTimeOffset? instant) =>
        Sql.ArgOrNull(instant?.ToUniversalTime(), NpgsqlDbType.TimestampTz);
}

/// <summary>
/// Only what was done in <c>[From, Until)</c> counts, besides each session's own window; null is no limit. People enrolled,
/// present and coordinating are those of the sessions whose window meets the period.
/// </summary>
internal sealed record Period(DateTimeOffset? From, DateTimeOffset? Until)
{
    /// <summary>Always.</summary>
    public static readonly Period All = new(null, null);

    /// <summary>What lies in both.</summary>
    public Period And(Period other) =>
        new(
            other.From > (From ?? DateTimeOffset.MinValue) ? other.From : From,
            other.Until < (Until ?? DateTimeOffset.MaxValue) ? other.Until : Until
        );
}
