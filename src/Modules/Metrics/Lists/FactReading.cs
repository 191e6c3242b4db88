using System.Runtime.CompilerServices;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Web.Downloads;
using Npgsql;

namespace CampaignDashboard.Metrics.Lists;

/// <summary>Rows of a list, and as of when where that is not the latest: see <see cref="KeptLists"/>.</summary>
internal sealed record FactRows<TRow>(IReadOnlyList<TRow> Rows, DateTimeOffset? AsOf);

/// <summary>
/// Reads lists of facts from the tables that the figures are computed from, as they are now, or, by replay, as they were.
/// </summary>
internal sealed class FactReading(
    LiveFacts facts,
    StatisticsReader statistics,
    KeptLists kept,
    Viewers viewers,
    People people
)
{
    /// <summary>What may be read of a list, from which position of the log (null: now).</summary>
    internal sealed record Opened(FactQuery Query, long? Position);

    /// <summary>Opens a list for a reader, or says why not.</summary>
    public async Task<(Opened? Opened, Refusal? Refusal)> Open<TRow>(
        IFactList<TRow> list,
        Scope scope,
        FactFilter filter,
        string? asOf,
        Caller caller,
        CancellationToken cancellation
    )
    {
        if (filter.Figure is { } figure && !FactLists.FiguresOf(list.Name).Contains(figure, StringComparer.Ordinal))
        {
            return (null, FactLists.AnotherList);
        }

        var maySee = await viewers.MaySeePeople(scope, caller, cancellation);
        var isOwn = filter.Person is { } person && person == caller.Person;
        if (!maySee && (list.IsOfPeople || (filter.Person is not null && !isOwn)))
        {
            return (null, Viewers.PeopleNotShown);
        }

        var (position, refusal) = await statistics.PositionOf(asOf, cancellation);
        return refusal is null
            ? (new(new FactQuery(scope, filter, maySee ? new Naming(people) : Naming.OfNobody), position), null)
            : (null, refusal);
    }

    /// <summary>The rows behind a cursor, so many at most.</summary>
    public async Task<FactRows<TRow>> Page<TRow>(
        IFactList<TRow> list,
        Opened opened,
        string? after,
        int limit,
        CancellationToken cancellation
    )
    {
        var query = opened.Query with { After = after, Limit = limit };
        return await Kept(list, opened, query, cancellation)
            ?? new(await Ask(opened, connection => Page(list, query, connection, cancellation), cancellation), null);
    }

    /// <summary>The same where it is kept; null where the facts are to be asked.</summary>
    public Task<FactRows<TRow>?> Kept<TRow>(
        IFactList<TRow> list,
        Opened opened,
        FactQuery query,
        CancellationToken cancellation
    ) => opened.Position is null ? kept.Page(list, query, cancellation) : Task.FromResult<FactRows<TRow>?>(null);

    /// <summary>People by name behind a place, with their places, where they are kept; null where the facts are to be asked.</summary>
    public async Task<(FactRows<FactParticipant> Page, IReadOnlyList<int> Places)?> ByName(
        Opened opened,
        int place,
        int limit,
        CancellationToken cancellation
    ) => opened.Position is null ? await kept.ByName(opened.Query with { Limit = limit }, place, cancellation) : null;

    /// <summary>The same in a transaction that is open.</summary>
    public static async Task<IReadOnlyList<TRow>> Page<TRow>(
        IFactList<TRow> list,
        FactQuery asked,
        NpgsqlConnection connection,
        CancellationToken cancellation
    ) => await list.Page(connection, await asked.InPeriod(connection, cancellation), cancellation);

    /// <summary>All rows from the cursor on, in a transaction that is open.</summary>
    public static async IAsyncEnumerable<TRow> All<TRow>(
        IFactList<TRow> list,
        FactQuery asked,
        NpgsqlConnection connection,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var query = await asked.InPeriod(connection, cancellation);
        IReadOnlyList<TRow> page;
        do
        {
            page = await list.Page(connection, query, cancellation);
            foreach (var row in page)
            {
                yield return row;
            }

            query = query with { After = page is [.., var last] ? list.CursorOf(last) : null };
        } while (page.Count == query.Limit);
    }

    /// <summary>All rows, for a download: page after page, so that neither the dashboard nor the database holds them all.</summary>
    public RowSource<TRow> All<TRow>(IFactList<TRow> list, Opened opened) =>
        async (write, cancellation) =>
        {
            var all = opened.Query with { Limit = int.MaxValue };
            if (await Kept(list, opened, all, cancellation) is { } page)
            {
                await write(page.Rows.ToAsyncEnumerable());
                return;
            }

            await Ask(
                opened,
                async connection =>
                {
                    await write(All(list, opened.Query, connection, cancellation));
                    return true;
                },
                cancellation
            );
        };

    /// <summary>What <paramref name="ask"/> answers over the facts, all of one instant.</summary>
    public Task<T> Ask<T>(Opened opened, Func<NpgsqlConnection, Task<T>> ask, CancellationToken cancellation) =>
        opened.Position is { } position
            ? statistics.AsOf(opened.Query.Scope, position, ask, cancellation)
            : facts.Ask(ask, cancellation);
}
