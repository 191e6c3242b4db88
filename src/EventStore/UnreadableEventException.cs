namespace CampaignDashboard.EventStore;

/// <summary>The log holds an event that this version of the software cannot understand. It is never skipped.</summary>
public sealed class UnreadableEventException : Exception
{
    private UnreadableEventException(string type, long position, string message, Exception? inner)
        : base(message, inner) => (Type, Position) = (type, position);

    /// <summary>Its name as stored.</summary>
    public string Type { get; }

    /// <summary>Its place in the log.</summary>
    public long Position { get; }

    internal static UnreadableEventException Unknown(string type, long position) =>
        new(
            type,
            position,
            $"Event {position} has the unknown type '{type}'. A newer version of the dashboard wrote it; update this one.",
            inner: null
        );

    internal static UnreadableEventException Misfit(string type, long position, Exception inner) =>
        new(type, position, $"The data of event {position} does not fit its type '{type}': {inner.Message}", inner);
}
