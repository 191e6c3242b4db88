namespace CampaignDashboard.EventStore;

/// <summary>
/// Code outside the database that is told events, in log order, at least once: after a crash or a failure the same
/// events come again. One node at a time delivers. A failure is tried again, ever more slowly, and holds up this
/// subscription alone; nothing is skipped.
/// </summary>
public interface ISubscription
{
    /// <summary>Its name in lower snake case; its checkpoint is <c>name:all</c>.</summary>
    string Name { get; }

    /// <summary>The event types it is told, or their base types; null: all. Others are not read for it.</summary>
    IReadOnlyCollection<Type>? Wants => null;

    /// <summary>
    /// Takes the next events. When it returns they count as delivered; when it throws they come again, one at a time,
    /// after a pause. Events of no interest are passed too.
    /// </summary>
    Task Deliver(IReadOnlyList<StoredEvent> events, CancellationToken cancellation);
}
