using CampaignDashboard.Campaigns.Contracts;

namespace CampaignDashboard.Campaigns;

/// <summary>A session as its commands see it; <see cref="Plan"/> is null until it is scheduled.</summary>
internal sealed record Session(SettledSession? Plan) : IAggregate<Session, SessionEvent>
{
    public static Session Initial => new((SettledSession?)null);

    public bool Exists => Plan is not null;

    public static Session Evolve(Session state, SessionEvent e) =>
        e is SessionScheduled scheduled ? new(SettledSession.Of(scheduled))
        : state.Plan is { } plan ? new(plan.After(e))
        : state;
}

/// <summary>What was settled of a session. Windows are UTC; the tracked wikis are a value, in their order.</summary>
internal sealed record SettledSession(
    SessionDetails Details,
    string TimeZone,
    LocalWindow Event,
    LocalWindow Tracking,
    IReadOnlyList<TrackedWiki> Wikis,
    bool Listed,
    bool Cancelled,
    RegistrationPlan Registration,
    CountingRule Counting
)
{
    public static SettledSession Of(SessionScheduled e) =>
        new(
            new(e.Title, e.Description, e.Venue),
            e.TimeZone,
            new(e.Start, e.End),
            new(e.TrackedFrom, e.TrackedUntil),
            e.Wikis,
            e.Listed,
            Cancelled: false,
            RegistrationPlan.Unlimited,
            CountingRule.Everything
        );

    public SettledSession After(SessionEvent e) =>
        e switch
        {
            SessionDescribed described => this with { Details = described.Details },
            SessionRescheduled moved => this with
            {
                TimeZone = moved.TimeZone,
                Event = new(moved.Start, moved.End),
                Tracking = new(moved.TrackedFrom, moved.TrackedUntil),
            },
            TrackedWikisChanged changed => this with { Wikis = changed.Wikis },
            SessionListed => this with { Listed = true },
            SessionUnlisted => this with { Listed = false },
            SessionCancelled => this with { Cancelled = true },
            SessionReinstated => this with { Cancelled = false },
            RegistrationPlanned planned => this with
            {
                Registration = new(planned.Opens, planned.Closes, planned.Capacity),
            },
            CountingRuleSet set => this with { Counting = new(set.Scope, set.From) },
            _ => this,
        };

    /// <summary>Whether these wikis, with the same content namespaces, are followed already.</summary>
    public bool Follows(IReadOnlyList<TrackedWiki> wikis) =>
        Wikis.Count == wikis.Count
        && Wikis
            .Zip(wikis)
            .All(pair =>
                pair.First.Wiki == pair.Second.Wiki
                && pair.First.ContentNamespaces.SequenceEqual(pair.Second.ContentNamespaces)
            );
}
