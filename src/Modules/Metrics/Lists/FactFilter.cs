using CampaignDashboard.Identity.Contracts;
using Npgsql;
using NpgsqlTypes;

namespace CampaignDashboard.Metrics.Lists;

/// <summary>
/// Which facts of a scope are listed: those that a figure is counted from (<see cref="FactLists"/>), on one wiki, of one
/// person, of one page. Null is no limit.
/// </summary>
internal sealed record FactFilter(
    string? Figure = null,
    string? Wiki = null,
    PersonId? Person = null,
    long? Page = null
)
{
    /// <summary>All facts.</summary>
    public static readonly FactFilter None = new();

    /// <summary>$4 to $7 of the queries of lists.</summary>
    public IEnumerable<NpgsqlParameter> Parameters =>
        [Sql.ArgOrNull(Figure, NpgsqlDbType.Text), OfWiki, OfPerson, OfPage];

    /// <summary>Whether so little is left that it is gathered from all there is of a person or page.</summary>
    public bool IsOfLittle => Person is not null || Page is not null;

    /// <summary>Whether it may leave few of many facts.</summary>
    public bool Narrows => Wiki is not null || Figure is not (null or "edits" or "pagesEdited");

    /// <summary>The wiki alone, as a parameter.</summary>
    public NpgsqlParameter OfWiki => Sql.ArgOrNull(Wiki, NpgsqlDbType.Text);

    /// <summary>The person alone, as a parameter.</summary>
    public NpgsqlParameter OfPerson => Sql.ArgOrNull(Person?.Value, NpgsqlDbType.Uuid);

    /// <summary>The page alone, as a parameter.</summary>
    public NpgsqlParameter OfPage => Sql.ArgOrNull(Page, NpgsqlDbType.Bigint);
}

/// <summary>
/// A page of a list: of which scope and by which filter, behind which row (a cursor of the list), how many rows at most, and
/// whether the reader is told who people are.
/// </summary>
internal sealed record FactQuery(
    Scope Scope,
    FactFilter Filter,
    Naming Names,
    string? After = null,
    int Limit = FactQuery.Many
)
{
    /// <summary>As many rows as are read at a time where all are wanted.</summary>
    public const int Many = 1_000;

    /// <summary>What begins all queries of lists: $1 to $7.</summary>
    public IEnumerable<NpgsqlParameter> Parameters => [.. Scope.Parameters, .. Filter.Parameters];

    /// <summary>The query over the sessions that its period meets: <see cref="Scope.InPeriod"/>.</summary>
    public async Task<FactQuery> InPeriod(NpgsqlConnection connection, CancellationToken cancellation) =>
        this with
        {
            Scope = await Scope.InPeriod(connection, cancellation),
        };

    /// <summary>How many rows at most, as a parameter.</summary>
    public NpgsqlParameter Most => Sql.Arg(Limit);
}
