using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace CampaignDashboard.Metrics.Lists;

/// <summary>
/// The lists that are counted from all facts of a scope, days and people: of a large one they are read as they were counted
/// last, which <see cref="FigureCache"/> keeps, and counts again when facts have come.
/// </summary>
internal sealed class KeptLists(FigureCache cache, PeoplePart people, LiveFacts facts, NpgsqlDataSource database)
{
    /// <summary>A page takes some milliseconds where it is found at all; so much is not missed before the rest is looked for.</summary>
    private const string NotForLong = "set local statement_timeout = 200";

    private static readonly string Query = Sql.Read(typeof(KeptLists).Assembly, "KeptPeople.sql");

    /// <summary>A page of a list of a large scope; null where it is asked of the facts themselves.</summary>
    public async Task<FactRows<TRow>?> Page<TRow>(
        IFactList<TRow> list,
        FactQuery query,
        CancellationToken cancellation
    ) =>
        list is IWalkedList<TRow> walked ? await Few(walked, query, cancellation)
        : !list.IsCounted || !await Has(query, cancellation) ? null
        : list.IsOfPeople ? (FactRows<TRow>)(object)await ById(query, cancellation)
        : (FactRows<TRow>)(object)await Days(query, cancellation);

    /// <summary>People of a large scope by name behind a place, with their places; null where the facts are asked.</summary>
    public async Task<(FactRows<FactParticipant> Page, IReadOnlyList<int> Places)?> ByName(
        FactQuery query,
        int place,
        CancellationToken cancellation
    )
    {
        if (!await Has(query, cancellation))
        {
            return null;
        }

        var (found, asOf) = await People(query, null, place, cancellation);
        var rows = await Named(found.Select(p => p.Row), query, cancellation);
        return (new(rows, asOf), [.. found.Select(p => p.Place)]);
    }

    /// <summary>Whether it is a large scope's, of all wikis or of one that it has: nothing is kept of others.</summary>
    private async Task<bool> Has(FactQuery query, CancellationToken cancellation) =>
        !query.Filter.IsOfLittle
        && await facts.Ask(
            async connection =>
                !await PlanHints.HasFew(query.Scope, connection, cancellation)
                && await HasWiki(query, connection, cancellation),
            cancellation
        );

    private static async Task<bool> HasWiki(
        FactQuery query,
        NpgsqlConnection connection,
        CancellationToken cancellation
    ) =>
        query.Filter.Wiki is not { } wiki
        || (await Breakdown.WikisOf(query.Scope, connection, cancellation)).Contains(wiki, StringComparer.Ordinal);

    /// <summary>
    /// A page of few facts among many: along an index, where that is not in vain; otherwise of those that are kept. None of a
    /// wiki that the scope does not have. Null where it may take its time, or the facts are few or many.
    /// </summary>
    private async Task<FactRows<TRow>?> Few<TRow>(
        IWalkedList<TRow> list,
        FactQuery query,
        CancellationToken cancellation
    )
    {
        if (!query.Filter.Narrows)
        {
            return null;
        }

        var (hasWiki, isLarge) = await facts.Ask(
            async connection =>
                (
                    await HasWiki(query, connection, cancellation),
                    !await PlanHints.HasFew(query.Scope, connection, cancellation)
                ),
            cancellation
        );
        if (!hasWiki)
        {
            return new(await facts.Ask(c => list.Page(c, query, among: [], cancellation), cancellation), null);
        }

        if (query.Filter.IsOfLittle || query.Limit > FactQuery.Many + 1 || !isLarge)
        {
            return null;
        }

        var (part, wiki) = (list.Few[query.Filter.Figure ?? ""], query.Filter.Wiki);
        var (few, asOf) = await cache.GetKept(part, query.Scope, wiki, cancellation, compute: false);
        if (few is null)
        {
            if (await Walk(list, query, cancellation) is { } rows)
            {
                return new(rows, null);
            }

            (few, asOf) = await cache.GetKept(part, query.Scope, wiki, cancellation);
        }

        return few?.Keys is { } keys ? new(await Among(keys, list, query, cancellation), asOf) : null;
    }

    /// <summary>Null: hardly a fact along the index is one of these.</summary>
    private async Task<IReadOnlyList<TRow>?> Walk<TRow>(
        IWalkedList<TRow> list,
        FactQuery query,
        CancellationToken cancellation
    )
    {
        try
        {
            return await facts.Ask(
                async connection =>
                {
                    await connection.Execute(NotForLong, cancellation);
                    return await FactReading.Page(list, query, connection, cancellation);
                },
                cancellation
            );
        }
        catch (PostgresException e)
            when (e.SqlState == PostgresErrorCodes.QueryCanceled && !cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    private Task<IReadOnlyList<TRow>> Among<TRow>(
        IReadOnlyList<FactKey> keys,
        IWalkedList<TRow> list,
        FactQuery query,
        CancellationToken cancellation
    ) =>
        facts.Ask<IReadOnlyList<TRow>>(
            async connection =>
            {
                var asked = await query.InPeriod(connection, cancellation);
                var rows = new List<TRow>();
                // Of those that are kept some may be none any more.
                foreach (var some in FewFacts.Behind(keys, query.After).Chunk(query.Limit))
                {
                    rows.AddRange(await list.Page(connection, asked, some, cancellation));
                    if (rows.Count >= query.Limit)
                    {
                        break;
                    }
                }

                return [.. rows.Take(query.Limit)];
            },
            cancellation
        );

    private async Task<FactRows<FactParticipant>> ById(FactQuery query, CancellationToken cancellation)
    {
        var (found, asOf) = await People(query, ParticipantList.Behind(query.After), null, cancellation);
        return new(await Named(found.Select(p => p.Row), query, cancellation), asOf);
    }

    private async Task<FactRows<FactDay>> Days(FactQuery query, CancellationToken cancellation)
    {
        var (kept, asOf) = await cache.GetKept(DayList.Part, query.Scope, query.Filter.Wiki, cancellation);
        var before = DayList.Before(query.After);
        return new([.. kept!.Days.Where(d => before is null || d.Day < before).Take(query.Limit)], asOf);
    }

    private async Task<(IReadOnlyList<(FactParticipant Row, int Place)> Found, DateTimeOffset? AsOf)> People(
        FactQuery query,
        Guid? behind,
        int? place,
        CancellationToken cancellation
    )
    {
        var (kept, asOf) = await cache.Keep(people, query.Scope, query.Filter.Wiki, cancellation);
        var found = await database.Query(
            Query,
            row => (JsonSerializer.Deserialize<FactParticipant>(row.GetString(0), EventTypes.Json)!, row.GetInt32(1)),
            cancellation,
            Sql.Arg(kept.Key),
            Sql.Arg(kept.Part),
            Sql.ArgOrNull(query.Filter.Figure, NpgsqlDbType.Text),
            Sql.ArgOrNull(behind, NpgsqlDbType.Uuid),
            Sql.ArgOrNull(place, NpgsqlDbType.Integer),
            query.Most
        );
        return (found, asOf);
    }

    private static Task<IReadOnlyList<FactParticipant>> Named(
        IEnumerable<FactParticipant> rows,
        FactQuery query,
        CancellationToken cancellation
    ) =>
        query.Names.Name(
            [.. rows],
            p => p.Person,
            (p, person, user) => p with { Person = person, User = user },
            cancellation
        );
}
