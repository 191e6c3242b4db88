using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace CampaignDashboard.EventStore;

/// <summary>
/// The stored name of each event type, and the JSON between. Names are explicit, so renaming a class changes no byte of
/// the log; an unknown stored name is an error, never skipped. A name that was written once stays readable for ever: an
/// additive change is a nullable property, a changed meaning a new name (<c>…_v2</c>) with one upcaster from the old.
/// </summary>
public sealed class EventTypes
{
    /// <summary>How events are written: camelCase names (Marten has the same option), enums as strings.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.Strict,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private readonly Dictionary<string, Reading> byName = new(StringComparer.Ordinal);
    private readonly Dictionary<Type, StoredName> byType = [];
    private readonly Upcasting upcasting = new();

    /// <summary>All types that the given sources name.</summary>
    /// <exception cref="InvalidOperationException">A name or a type is given twice, or upcasters lead nowhere.</exception>
    public EventTypes(IEnumerable<EventTypeSource> sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        foreach (var source in sources)
        {
            source.Register(this);
        }

        foreach (
            var (from, newest, chain) in upcasting.ChainsTo(byName.Keys.ToHashSet(StringComparer.Ordinal)).ToArray()
        )
        {
            byName.Add(from, new(byName[newest].Type, chain));
        }
    }

    /// <summary>The stored names that are written today, in alphabetical order, with their types.</summary>
    public IEnumerable<KeyValuePair<string, Type>> All =>
        byName
            .Where(pair => pair.Value.Chain is null)
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Type));

    /// <summary>The stored names that can be read: those that are written today, and older ones by their upcasters.</summary>
    public IEnumerable<string> Readable => byName.Keys.Order(StringComparer.Ordinal);

    /// <summary>Gives an event type its stored name: lower snake case, past tense (<c>participant_enrolled</c>).</summary>
    public EventTypes Add<TEvent>(string name)
        where TEvent : notnull
    {
        var type = typeof(TEvent);
        if (!byName.TryAdd(name, new(type)))
        {
            throw new InvalidOperationException(
                $"The stored name '{name}' is given to {byName[name].Type} and to {type}."
            );
        }

        if (!byType.TryAdd(type, new(name, $"{type.FullName}, {type.Assembly.GetName().Name}")))
        {
            throw new InvalidOperationException($"{type} has two stored names, '{byType[type].Name}' and '{name}'.");
        }

        return this;
    }

    /// <summary>
    /// Reads data written under the old name <paramref name="from"/> as if it had been written under
    /// <paramref name="to"/>, the next version's name. <paramref name="upcast"/> is pure (no clock, no chance, no look-up)
    /// and may change the object it is given. The log keeps its bytes; nothing is written under an old name any more.
    /// </summary>
    public EventTypes Upcast(string from, string to, Func<JsonObject, JsonObject> upcast)
    {
        upcasting.Add(from, to, upcast);
        return this;
    }

    /// <summary>
    /// The stored names, old ones too, of events that are of none of these types (nor of types below them). A name that
    /// nobody knows is not among them: whether it is wanted nobody knows either.
    /// </summary>
    internal string[] NamesBeside(IReadOnlyCollection<Type> wanted) =>
        [.. byName.Where(n => !wanted.Any(w => w.IsAssignableFrom(n.Value.Type))).Select(n => n.Key)];

    internal StoredName NameOf(Type type) =>
        byType.TryGetValue(type, out var name)
            ? name
            : throw new InvalidOperationException(
                $"The event type {type} has no stored name; add it to its module's events."
            );

    /// <summary>The event as JSON in UTF-8.</summary>
    internal static byte[] Write(object data) => JsonSerializer.SerializeToUtf8Bytes(data, data.GetType(), Json);

    /// <summary>The event in these bytes.</summary>
    /// <exception cref="UnreadableEventException">
    /// The name is none of ours, the data does not fit the type, or an upcaster cannot make sense of it.
    /// </exception>
    internal object Read(string name, ReadOnlySpan<byte> json, long position)
    {
        if (!byName.TryGetValue(name, out var reading))
        {
            throw UnreadableEventException.Unknown(name, position);
        }

        try
        {
            var data = reading.Chain is { } chain
                ? chain.Read(json, reading.Type, Json)
                : JsonSerializer.Deserialize(json, reading.Type, Json);
            return data ?? throw new JsonException("The data is null.");
        }
        catch (Exception e)
        {
            throw UnreadableEventException.Misfit(name, position, e);
        }
    }

    internal readonly record struct StoredName(string Name, string DotnetType);

    /// <summary>What a stored name is read as; by a chain if it is not written any more.</summary>
    private readonly record struct Reading(Type Type, UpcastChain? Chain = null);
}

/// <summary>A module's events; each module registers one.</summary>
public sealed record EventTypeSource(Action<EventTypes> Register);
