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
    private static readonly string Query = Sql.Read(typeof(KeptLists).Assembly, "KeptPeople.sql");

    /// <summary>A page of a list of a large scope; null where it is asked of the facts themselves.</summary>
    public async Task<FactRows<TRow>?> Page<TRow>(
        IFactList<TRow> list,
        FactQuery query,
        CancellationToken cancellation
    ) =>
        !list.IsCounted || !await Has(query, cancellation) ? null
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
                && (
                    query.Filter.Wiki is not { } wiki
                    || (await Breakdown.WikisOf(query.Scope, connection, cancellation)).Contains(
                        wiki,
                        StringComparer.Ordinal
                    )
                ),
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
