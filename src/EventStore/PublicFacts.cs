namespace CampaignDashboard.EventStore;

/// <summary>
/// What everybody may know of an event. <paramref name="Type"/> is lower snake case like a stored name, but a contract
/// of its own: it stays when the event's changes. <paramref name="Subject"/> is the path of the thing it is about
/// (<c>/sessions/{id}</c>), <paramref name="Data"/> becomes JSON and holds nothing personal: no person id, no name, no
/// edit summary. <paramref name="Scope"/> is the session that can hide it by being unlisted, or null.
/// </summary>
public sealed record PublicFact(string Type, string Subject, object Data, Guid? Scope = null);

/// <summary>From here on, the facts of a scope (a session) may be seen by all, or by nobody.</summary>
public readonly record struct ScopeVisibility(Guid Scope, bool Visible);

/// <summary>
/// Which events are public and in what words, as the modules registered it. An event that nobody registered stays
/// private. All functions are pure.
/// </summary>
public sealed class PublicFacts
{
    private readonly Dictionary<Type, Func<object, PublicFact?>> facts = [];
    private readonly Dictionary<Type, Func<object, ScopeVisibility?>> visibilities = [];

    /// <summary>All that the given sources register.</summary>
    public PublicFacts(IEnumerable<PublicFactSource> sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        foreach (var source in sources)
        {
            source.Register(this);
        }
    }

    /// <summary>The event types that are told, or that say who may see a scope.</summary>
    public IReadOnlyCollection<Type> Types => [.. facts.Keys.Union(visibilities.Keys)];

    /// <summary>Events of this type are told as a public fact, or not at all where <paramref name="tell"/> gives null.</summary>
    public PublicFacts Of<TEvent>(Func<TEvent, PublicFact?> tell)
        where TEvent : notnull
    {
        ArgumentNullException.ThrowIfNull(tell);
        facts.Add(typeof(TEvent), e => tell((TEvent)e));
        return this;
    }

    /// <summary>Events of this type list or unlist a scope, with everything told of it before and after.</summary>
    public PublicFacts VisibilityBy<TEvent>(Func<TEvent, ScopeVisibility?> change)
        where TEvent : notnull
    {
        ArgumentNullException.ThrowIfNull(change);
        visibilities.Add(typeof(TEvent), e => change((TEvent)e));
        return this;
    }

    /// <summary>The public side of an event, or null.</summary>
    public PublicFact? FactOf(object e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return facts.GetValueOrDefault(e.GetType())?.Invoke(e);
    }

    /// <summary>How an event changes who may see a scope, or null.</summary>
    public ScopeVisibility? VisibilityOf(object e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return visibilities.GetValueOrDefault(e.GetType())?.Invoke(e);
    }
}

/// <summary>A module's public facts; each module registers one.</summary>
public sealed record PublicFactSource(Action<PublicFacts> Register);
