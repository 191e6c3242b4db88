using System.Text.Json;
using System.Text.Json.Nodes;

namespace CampaignDashboard.EventStore;

/// <summary>
/// How data that was written under an old stored name becomes data of the newest: one pure step from a name to the next,
/// chained (<c>x</c> to <c>x_v2</c> to <c>x_v3</c>), so that a new version needs one new step and touches no old one.
/// </summary>
internal sealed class Upcasting
{
    private readonly Dictionary<string, Step> steps = new(StringComparer.Ordinal);

    /// <summary>Adds the step from a name to the next.</summary>
    /// <exception cref="InvalidOperationException">The name has an upcaster already.</exception>
    public void Add(string from, string to, Func<JsonObject, JsonObject> upcast)
    {
        if (!steps.TryAdd(from, new(to, upcast)))
        {
            throw new InvalidOperationException(
                $"The stored name '{from}' has two upcasters, to '{steps[from].To}' and to '{to}'; a name becomes one other."
            );
        }
    }

    /// <summary>Each old name with its steps to one of the names that are written today.</summary>
    /// <exception cref="InvalidOperationException">A chain ends at an unknown name, or never.</exception>
    public IEnumerable<(string From, string Newest, UpcastChain Chain)> ChainsTo(IReadOnlySet<string> written)
    {
        foreach (var from in steps.Keys)
        {
            if (written.Contains(from))
            {
                throw new InvalidOperationException(
                    $"The stored name '{from}' is written today and has an upcaster; give the new version a name of its own."
                );
            }

            var chain = Chain(from, written);
            yield return (from, chain[^1].To, new(chain));
        }
    }

    private List<Step> Chain(string from, IReadOnlySet<string> written)
    {
        var chain = new List<Step>();
        for (var name = from; !written.Contains(name); name = chain[^1].To)
        {
            if (!steps.TryGetValue(name, out var step))
            {
                throw new InvalidOperationException(
                    $"The upcaster from '{from}' leads to the stored name '{name}', which no event has."
                );
            }

            if (chain.Count == steps.Count)
            {
                throw new InvalidOperationException($"The upcasters from '{from}' lead in a circle.");
            }

            chain.Add(step);
        }

        return chain;
    }

    internal sealed record Step(string To, Func<JsonObject, JsonObject> Upcast);
}

/// <summary>The steps from one old name to the newest, in order.</summary>
internal sealed class UpcastChain(IReadOnlyList<Upcasting.Step> steps)
{
    /// <summary>The event of this type in data that was written under the old name.</summary>
    /// <exception cref="JsonException">The data is no object, or a step cannot make sense of it; the message says which.</exception>
    public object? Read(ReadOnlySpan<byte> json, Type type, JsonSerializerOptions options)
    {
        var data = JsonNode.Parse(json) as JsonObject ?? throw new JsonException("The data is no JSON object.");
        foreach (var step in steps)
        {
            data = Apply(step, data);
        }

        return data.Deserialize(type, options);
    }

    private static JsonObject Apply(Upcasting.Step step, JsonObject data)
    {
        try
        {
            return step.Upcast(data) ?? throw new JsonException("it gave nothing.");
        }
        catch (Exception e)
        {
            throw new JsonException($"The upcaster to '{step.To}' failed: {e.Message}", e);
        }
    }
}
