using System.Collections;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace CampaignDashboard.EventStore;

/// <summary>
/// What a <c>Decide</c> answers: events to append (none: everything is as asked already), or a refusal. The collection
/// builder and the conversion let the answers read <c>[]</c>, <c>[new X(…)]</c> and <c>Refusal.Forbidden(…)</c>.
/// </summary>
[CollectionBuilder(typeof(Decision), nameof(Decision.Of))]
public readonly struct Decision<TEvent> : IEnumerable<TEvent>, IEquatable<Decision<TEvent>>
{
    private readonly ImmutableArray<TEvent> events;

    internal Decision(ImmutableArray<TEvent> events, Refusal? refusal)
    {
        this.events = events;
        Refusal = refusal;
    }

    /// <summary>Why not, or null.</summary>
    public Refusal? Refusal { get; }

    /// <summary>The events to append, in order; empty beside a refusal.</summary>
    public ImmutableArray<TEvent> Events => events.IsDefault ? [] : events;

    /// <summary>A refusal is a decision without events.</summary>
    public static implicit operator Decision<TEvent>(Refusal refusal) => new([], refusal);

    /// <inheritdoc/>
    public IEnumerator<TEvent> GetEnumerator() => ((IEnumerable<TEvent>)Events).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(Decision<TEvent> other) => Refusal == other.Refusal && Events.SequenceEqual(other.Events);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Decision<TEvent> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Refusal, Events.Length);

    /// <summary>Same events in the same order, same refusal.</summary>
    public static bool operator ==(Decision<TEvent> left, Decision<TEvent> right) => left.Equals(right);

    /// <summary>Not the same.</summary>
    public static bool operator !=(Decision<TEvent> left, Decision<TEvent> right) => !left.Equals(right);
}

/// <summary>Builds decisions from collection expressions.</summary>
public static class Decision
{
    /// <summary>The decision to append these events.</summary>
    public static Decision<TEvent> Of<TEvent>(ReadOnlySpan<TEvent> events) => new([.. events], refusal: null);
}
