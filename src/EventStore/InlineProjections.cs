using System.Collections.Concurrent;
using Npgsql;

namespace CampaignDashboard.EventStore;

/// <summary>The inline projections, and which of them want a given append; most appends nobody wants.</summary>
internal sealed class InlineProjections(IEnumerable<IInlineProjection> projections)
{
    // By schema, so that search_path is set once for all projections of a schema.
    private readonly IInlineProjection[] all = [.. projections.OrderBy(p => p.Name, StringComparer.Ordinal)];
    private readonly ConcurrentDictionary<Type, IInlineProjection[]> byType = [];

    /// <summary>Those that want at least one of these events, those of one schema beside each other.</summary>
    public IReadOnlyList<IInlineProjection> Wanting(IEnumerable<object> events)
    {
        IInlineProjection[] wanting = [];
        foreach (var type in events.Select(e => e.GetType()).Distinct())
        {
            var more = byType.GetOrAdd(type, t => [.. all.Where(p => p.Wants.Any(w => w.IsAssignableFrom(t)))]);
            wanting =
                wanting.Length == 0 || wanting == more
                    ? more
                    : [.. all.Where(p => wanting.Contains(p) || more.Contains(p))];
        }

        return wanting;
    }

    /// <summary>The statement that makes a projection's tables those of this transaction.</summary>
    public static string UseSchema(IInlineProjection projection) => $"set local search_path to {projection.Name}";

    /// <summary>Applies stored events; <c>search_path</c> is the first one's schema already.</summary>
    public static async Task Apply(
        IReadOnlyList<IInlineProjection> wanting,
        IReadOnlyList<StoredEvent> events,
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        var schema = wanting[0].Name;
        foreach (var projection in wanting)
        {
            if (projection.Name != schema)
            {
                await connection.Execute(UseSchema(projection), cancellation);
                schema = projection.Name;
            }

            await projection.Apply(events, connection, cancellation);
        }
    }
}
