using System.Collections.Immutable;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;

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

/// <summary>A data update came to its end, with so many page updates that were not known before.</summary>
internal sealed record DataUpdateCompleted(SessionId Session, Guid Update, int Added, DateTimeOffset At)
    : DataUpdateEvent;

/// <summary>
/// The data updates of one session: at most one is under way, and none is asked for twice (an id comes again with a
/// repeated Idempotency-Key).
/// </summary>
internal sealed record DataUpdates(Guid? Open, ImmutableHashSet<Guid> Asked) : IAggregate<DataUpdates, DataUpdateEvent>
{
    public static DataUpdates Initial => new(Open: null, Asked: []);

    public static Guid StreamOf(SessionId session) => StreamId.Derived(session.Value, "data-updates");

    public static DataUpdates Evolve(DataUpdates state, DataUpdateEvent e) =>
        e switch
        {
            DataUpdateRequested requested => new(requested.Update, state.Asked.Add(requested.Update)),
            DataUpdateCompleted => state with { Open = null },
            WikiNotRead or WikiFoundReadOnly or AccountNotRead => state,
            _ => state,
        };
}
