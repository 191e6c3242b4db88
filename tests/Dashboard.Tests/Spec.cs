using CampaignDashboard.EventStore;

namespace CampaignDashboard.Tests;

/// <summary>
/// Given what happened, when a command is decided, then this follows: <c>Spec.Given&lt;Roster, RosterEvent&gt;(…).When(state
/// => EnrolInSession.Decide(state, command)).Then(…)</c>. No store and no clock: a decision is a function.
/// </summary>
internal static class Spec
{
    /// <summary>The state that these events fold to; without events, that of a new stream.</summary>
    public static GivenState<TState, TEvent> Given<TState, TEvent>(params TEvent[] events)
        where TState : IAggregate<TState, TEvent> => new(events.Aggregate(TState.Initial, TState.Evolve));
}

/// <summary>A state that waits for a command.</summary>
internal sealed class GivenState<TState, TEvent>(TState state)
    where TState : IAggregate<TState, TEvent>
{
    public Decided<TState, TEvent> When(Func<TState, Decision<TEvent>> decide) => new(state, decide);
}

/// <summary>A decision that waits to be checked.</summary>
internal sealed class Decided<TState, TEvent>(TState state, Func<TState, Decision<TEvent>> decide)
    where TState : IAggregate<TState, TEvent>
{
    /// <summary>These events, in this order; and the same command on the state after them writes nothing.</summary>
    public void Then(params TEvent[] expected)
    {
        Assert.NotEmpty(expected);
        var decision = decide(state);
        Assert.Null(decision.Refusal);
        Assert.Equal(expected, decision.Events);
        var again = decide(decision.Events.Aggregate(state, TState.Evolve));
        Assert.Null(again.Refusal);
        Assert.Empty(again.Events);
    }

    /// <summary>A refusal with this code, and no event.</summary>
    public void ThenRefused(string code)
    {
        var decision = decide(state);
        Assert.Equal(code, decision.Refusal?.Code);
        Assert.Empty(decision.Events);
    }

    /// <summary>It is as asked already: no event, no refusal.</summary>
    public void ThenNothing()
    {
        var decision = decide(state);
        Assert.Null(decision.Refusal);
        Assert.Empty(decision.Events);
    }
}
