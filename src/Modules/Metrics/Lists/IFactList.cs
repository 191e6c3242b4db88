using CampaignDashboard.Web.Downloads;
using Npgsql;

namespace CampaignDashboard.Metrics.Lists;

/// <summary>
/// The facts of one kind behind the figures of a scope, each once, in a fixed order. A row's properties are the fields of
/// the JSON; <see cref="Columns"/> those of the CSV, <see cref="Wikitext"/> those of the table for Meta.
/// </summary>
internal interface IFactList<TRow>
{
    /// <summary>The last part of its addresses: <c>…/statistics/{name}</c>.</summary>
    string Name { get; }

    /// <summary>Whether it is a list of people, which only those see who may know them.</summary>
    bool IsOfPeople => false;

    /// <summary>Whether each row is counted from many facts, so that a large scope's list is kept: <see cref="KeptLists"/>.</summary>
    bool IsCounted => false;

    IReadOnlyList<Column<TRow>> Columns { get; }

    IReadOnlyList<Column<TRow>> Wikitext { get; }

    /// <summary>A page of them, from the tables in the connection's search path, in its current transaction.</summary>
    Task<IReadOnlyList<TRow>> Page(NpgsqlConnection connection, FactQuery query, CancellationToken cancellation);

    /// <summary>Where a page ends that has this row as its last.</summary>
    string CursorOf(TRow row);
}
