using System.Text.Json.Serialization;
using Npgsql;

namespace CampaignDashboard.Metrics.Lists;

/// <summary>Which fact a row tells: of a wiki, by its number; and when, in a list that is sorted by that.</summary>
internal readonly record struct FactKey(string Wiki, long Number, DateTimeOffset? At = null)
{
    /// <summary>Where a page ends that has this row as its last.</summary>
    [JsonIgnore]
    public string Cursor => At is { } at ? FactCursor.Of(at, Wiki, Number) : FactCursor.Of(Wiki, Number);
}

/// <summary>
/// The facts of a large scope that a figure or a wiki leaves few of, in the order of their list, as <see cref="FigureCache"/>
/// keeps them; <paramref name="Keys"/> is null where it leaves many. Many are found along an index, page by page; a few among
/// a million would take as long for each page as for all of them.
/// </summary>
internal sealed record FewFacts(IReadOnlyList<FactKey>? Keys)
{
    /// <summary>More are many: one in a hundred of a million, of which an index soon has a page.</summary>
    public const int Most = 10_000;

    /// <summary>What is kept of a list, by the figure that it is narrowed to; that of no figure by the empty text.</summary>
    public static IReadOnlyDictionary<string, CachedPart<FewFacts>> Parts(
        string list,
        Func<FactQuery, NpgsqlConnection, CancellationToken, Task<IReadOnlyList<FactKey>>> find
    ) =>
        FactLists
            .FiguresOf(list)
            .Append("")
            .ToDictionary(
                figure => figure,
                figure => Part(list, figure is "" ? null : figure, find),
                StringComparer.Ordinal
            );

    private static CachedPart<FewFacts> Part(
        string list,
        string? figure,
        Func<FactQuery, NpgsqlConnection, CancellationToken, Task<IReadOnlyList<FactKey>>> find
    ) =>
        new(
            $"few-{list}-{figure ?? "any"}",
            async (scope, wiki, connection, cancellation) =>
            {
                var filter = new FactFilter(figure, wiki);
                var query = await new FactQuery(scope, filter, Naming.OfNobody, null, Most + 1).InPeriod(
                    connection,
                    cancellation
                );
                var keys = await find(query, connection, cancellation);
                return new FewFacts(keys.Count > Most ? null : keys);
            }
        );

    /// <summary>What is behind a cursor; all where no fact ends there any more, for who asks looks at them again.</summary>
    public static IEnumerable<FactKey> Behind(IReadOnlyList<FactKey> keys, string? cursor)
    {
        var before = keys.TakeWhile(k => k.Cursor != cursor).Count();
        return keys.Skip(before < keys.Count ? before + 1 : 0);
    }
}

/// <summary>A list whose pages are read along an index, or from a few facts that are known.</summary>
internal interface IWalkedList<TRow> : IFactList<TRow>
{
    /// <summary>What is kept of it: see <see cref="FewFacts.Parts"/>.</summary>
    IReadOnlyDictionary<string, CachedPart<FewFacts>> Few { get; }

    /// <summary>The same page, of which all rows are known to be among these.</summary>
    Task<IReadOnlyList<TRow>> Page(
        NpgsqlConnection connection,
        FactQuery query,
        IReadOnlyCollection<FactKey>? among,
        CancellationToken cancellation
    );
}
