using System.Diagnostics.CodeAnalysis;
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
    /// <exception cref="UnknownEventException">The name is none of ours.</exception>
    /// <exception cref="JsonException">The data does not fit the type.</exception>
    [SuppressMessage("Design", "MA0015", Justification = "The name comes from the log, not from the caller.")]
    internal object Read(string name, ReadOnlySpan<byte> json, long position) =>
        byName.TryGetValue(name, out var type)
            ? JsonSerializer.Deserialize(json, type, Json)
                ?? throw new JsonException($"Event {position} ({name}) is null.")
            : throw new UnknownEventException(name, position);

    internal readonly record struct StoredName(string Name, string DotnetType);
}

/// <summary>A module's events; each module registers one.</summary>
public sealed record EventTypeSource(Action<EventTypes> Register);

/// <summary>The log holds an event whose name this version of the software does not know: a newer version wrote it.</summary>
public sealed class UnknownEventException(string name, long position)
    : Exception(
        $"Event {position} has the unknown type '{name}'. A newer version of the dashboard wrote it; update this one."
    );
