using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Metrics.Updating;

namespace CampaignDashboard.Metrics;

internal abstract record DataUpdateEvent;

/// <summary>Somebody asked for a session's contributions to be read from its wikis.</summary>
internal sealed record DataUpdateRequested(SessionId Session, Guid Update, DateTimeOffset At) : DataUpdateEvent;

/// <summary>A wiki could not be read (to the end) in a data update; what came before is kept, the others went on.</summary>
internal sealed record WikiNotRead(
    SessionId Session,
    Guid Update,
    string Wiki,
    string Code,
    string Reason,
    DateTimeOffset At
) : DataUpdateEvent;

/// <summary>The wiki took no edits during a data update; what was saved before was read.</summary>
internal sealed record WikiFoundReadOnly(SessionId Session, Guid Update, string Wiki, string Reason, DateTimeOffset At)
    : DataUpdateEvent;

/// <summary>The wiki does not accept a participant's user name as one; the others' contributions were read.</summary>
internal sealed record AccountNotRead(SessionId Session, Guid Update, string Wiki, PersonId Person, DateTimeOffset At)
    : DataUpdateEvent;

/// <summary>A part of a data update could not be done at all, for no wiki; what it would have told is looked for again next time.</summary>
internal sealed record UpdateStepFailed(SessionId Session, Guid Update, string Step, DateTimeOffset At)
    : DataUpdateEvent;

/// <summary>
/// A data update came to its end, with so many page updates that were not known before. One that nobody asked for
/// (<paramref name="Reason"/>) is told only if it found something, or if what cannot be read has changed; without a reason a
/// coordinator asked.
/// </summary>
internal sealed record DataUpdateCompleted(
    SessionId Session,
    Guid Update,
    int Added,
    DateTimeOffset At,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] UpdateReason? Reason = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? StartedAt = null
) : DataUpdateEvent;

/// <summary>A coordinator had a data update broken off; what was read until then stays.</summary>
internal sealed record DataUpdateCancelled(SessionId Session, Guid Update, DateTimeOffset At) : DataUpdateEvent;

/// <summary>
/// The data updates of one session: at most one that was asked for is under way, and none is asked for twice (an id comes
/// again with a repeated Idempotency-Key). <paramref name="AskedAt"/> is when the last was asked for.
/// </summary>
internal sealed record DataUpdates(
    Guid? Open,
    ImmutableHashSet<Guid> Asked,
    ImmutableHashSet<Guid> Ended,
    DateTimeOffset? AskedAt
) : IAggregate<DataUpdates, DataUpdateEvent>
{
    public static DataUpdates Initial => new(Open: null, Asked: [], Ended: [], AskedAt: null);

    public static Guid StreamOf(SessionId session) => StreamId.Derived(session.Value, "data-updates");

    public static DataUpdates Evolve(DataUpdates state, DataUpdateEvent e) =>
        e switch
        {
            DataUpdateRequested asked => state with
            {
                Open = asked.Update,
                Asked = state.Asked.Add(asked.Update),
                AskedAt = asked.At,
            },
            DataUpdateCompleted ended => state.End(ended.Update),
            DataUpdateCancelled ended => state.End(ended.Update),
            WikiNotRead or WikiFoundReadOnly or AccountNotRead or UpdateStepFailed => state,
            _ => state,
        };

    private DataUpdates End(Guid update) =>
        this with
        {
            Open = Open == update ? null : Open,
            Ended = Ended.Add(update),
        };
}
