using System.Text.Json;
using System.Text.Json.Serialization;

namespace CampaignDashboard.EventStore;

/// <summary>
/// The stored name of each event type, and the JSON between. Names are explicit, so renaming a class changes no byte of
/// the log; an unknown stored name is an error, never skipped.
/// </summary>
public sealed class EventTypes
{
    /// <summary>How events are written: camelCase names (Marten has the same option), enums as strings.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.Strict,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private readonly Dictionary<string, Type> byName = new(StringComparer.Ordinal);
    private readonly Dictionary<Type, StoredName> byType = [];

    /// <summary>All types that the given sources name.</summary>
    public EventTypes(IEnumerable<EventTypeSource> sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        foreach (var source in sources)
        {
            source.Register(this);
        }
    }

    /// <summary>The stored names, in alphabetical order, with their types.</summary>
    public IEnumerable<KeyValuePair<string, Type>> All => byName.OrderBy(pair => pair.Key, StringComparer.Ordinal);

    /// <summary>Gives an event type its stored name: lower snake case, past tense (<c>participant_enrolled</c>).</summary>
    public EventTypes Add<TEvent>(string name)
        where TEvent : notnull
    {
        byName.Add(name, typeof(TEvent));
        byType.Add(typeof(TEvent), new(name, $"{typeof(TEvent).FullName}, {typeof(TEvent).Assembly.GetName().Name}"));
        return this;
    }

    internal StoredName NameOf(Type type) =>
        byType.TryGetValue(type, out var name)
            ? name
            : throw new InvalidOperationException(
                $"The event type {type} has no stored name; add it to its module's events."
            );

    internal static string Write(object data) => JsonSerializer.Serialize(data, data.GetType(), Json);

    /// <summary>The event in these bytes.</summary>
    /// <exception cref="UnreadableEventException">The name is none of ours, or the data does not fit the type.</exception>
    internal object Read(string name, ReadOnlySpan<byte> json, long position)
    {
        if (!byName.TryGetValue(name, out var type))
        {
            throw UnreadableEventException.Unknown(name, position);
        }

        try
        {
            return JsonSerializer.Deserialize(json, type, Json) ?? throw new JsonException("The data is null.");
        }
        catch (Exception e)
        {
            throw UnreadableEventException.Misfit(name, position, e);
        }
    }

    internal readonly record struct StoredName(string Name, string DotnetType);
}

/// <summary>A module's events; each module registers one.</summary>
public sealed record EventTypeSource(Action<EventTypes> Register);

/// <summary>The log holds an event that this version of the software cannot understand. It is never skipped.</summary>
public sealed class UnreadableEventException : Exception
{
    private UnreadableEventException(string type, long position, string message, Exception? inner)
        : base(message, inner) => (Type, Position) = (type, position);

    /// <summary>Its stored name.</summary>
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
