namespace CampaignDashboard.EventStore;

/// <summary>
/// The state that decisions on one stream read, folded from its events. This interface is the whole framework: no base
/// class, no repository, no list of uncommitted events. <c>mt_streams.type</c> is the type's name in lower snake case.
/// </summary>
public interface IAggregate<TState, in TEvent>
    where TState : IAggregate<TState, TEvent>
{
    /// <summary>The state of a stream without events.</summary>
    static abstract TState Initial { get; }

    /// <summary>The state after one more event. Pure and total: it never refuses and never validates.</summary>
    static abstract TState Evolve(TState state, TEvent e);
}
