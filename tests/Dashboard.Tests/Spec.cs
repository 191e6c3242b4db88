using CampaignDashboard.EventStore;

namespace CampaignDashboard.Tests;

/// <summary>
/// Given events, when a command is decided on, then events, a refusal, or nothing: <c>Spec.Given&lt;Roster,
/// RosterEvent&gt;(…).When(state => EnrolInSession.Decide(state, command)).Then(…)</c>.
/// </summary>
internal static class Spec
{
    /// <summary>The state folded from these events.</summary>
    public static Spec<TState, TEvent> Given<TState, TEvent>(params TEvent[] events)
        where TState : IAggregate<TState, TEvent> => new(Fold(TState.Initial, events));

    internal static TState Fold<TState, TEvent>(TState state, IEnumerable<TEvent> events)
        where TState : IAggregate<TState, TEvent> => events.Aggregate(state, TState.Evolve);
}

/// <summary>A state to decide on.</summary>
internal sealed class Spec<TState, TEvent>(TState state)
    where TState : IAggregate<TState, TEvent>
{
    /// <summary>Decides.</summary>
    public Decided<TState, TEvent> When(Func<TState, Decision<TEvent>> decide) => new(state, decide);
}

/// <summary>A decision to judge.</summary>
internal sealed class Decided<TState, TEvent>(TState state, Func<TState, Decision<TEvent>> decide)
    where TState : IAggregate<TState, TEvent>
{
    private readonly Decision<TEvent> decision = decide(state);

    /// <summary>Exactly these events; and decided once more on the state after them, the same command adds none.</summary>
    public void Then(params TEvent[] expected)
    {
        Assert.Null(decision.Refusal);
        Assert.Equal(expected, decision.Events);
        var again = decide(Spec.Fold(state, decision.Events));
        Assert.Empty(again.Events);
    }

    /// <summary>No events, and the refusal of this code.</summary>
    public void ThenRefused(string code)
    {
        Assert.Empty(decision.Events);
        Assert.Equal(code, decision.Refusal?.Code);
    }

    /// <summary>Neither events nor a refusal: it is so already.</summary>
    public void ThenNothing()
    {
        Assert.Null(decision.Refusal);
        Assert.Empty(decision.Events);
    }
}
