using System.Globalization;
using CampaignDashboard.Web.Downloads;
using Npgsql;
using NpgsqlTypes;

namespace CampaignDashboard.Metrics.Lists;

/// <summary>What was done on a day, from midnight to midnight UTC; a day without an edit is none.</summary>
internal sealed record FactDay(
    DateOnly Day,
    long Edits,
    long ContentEdits,
    long Editors,
    long NewEditors,
    long PagesCreated,
    long BytesAdded,
    long BytesRemoved
);

/// <summary>The days on which there were counted edits, the latest first.</summary>
internal sealed class DayList : IFactList<FactDay>
{
    private const string Form = "yyyy-MM-dd";

    private static readonly string Query = Sql.Read(typeof(DayList).Assembly, "FactDays.sql");

    /// <summary>What <see cref="FigureCache"/> keeps of a large scope.</summary>
    internal static readonly CachedPart<Kept> Part = new(
        "days",
        async (scope, wiki, connection, cancellation) =>
        {
            var query = new FactQuery(scope, new FactFilter(Wiki: wiki), Naming.OfNobody, null, int.MaxValue);
            return new Kept(await FactReading.Page(new DayList(), query, connection, cancellation));
        }
    );

    internal sealed record Kept(IReadOnlyList<FactDay> Days);

    public string Name => "days";

    public bool IsCounted => true;

    public IReadOnlyList<Column<FactDay>> Columns =>
        [
            new("day", d => d.Day),
            new("edits", d => d.Edits),
            new("content_edits", d => d.ContentEdits),
            new("editors", d => d.Editors),
            new("new_editors", d => d.NewEditors),
            new("pages_created", d => d.PagesCreated),
            new("bytes_added", d => d.BytesAdded),
            new("bytes_removed", d => d.BytesRemoved),
        ];

    public IReadOnlyList<Column<FactDay>> Wikitext =>
        [
            new("Day (UTC)", d => d.Day),
            new("Edits", d => d.Edits),
            new("Editors", d => d.Editors),
            new("New editors", d => d.NewEditors),
            new("Pages created", d => d.PagesCreated),
            new("Bytes added", d => d.BytesAdded),
        ];

    public string CursorOf(FactDay row) => row.Day.ToString(Form, CultureInfo.InvariantCulture);

    public async Task<IReadOnlyList<FactDay>> Page(
        NpgsqlConnection connection,
        FactQuery query,
        CancellationToken cancellation
    )
    {
        if (query.Filter.IsOfLittle)
        {
            await PlanHints.ForSome(connection, cancellation);
        }
        else
        {
            await PlanHints.ForAll(query.Scope, connection, cancellation);
        }

        return await connection.Query(
            Query,
            row => new FactDay(
                row.GetFieldValue<DateOnly>(0),
                row.GetInt64(1),
                row.GetInt64(2),
                row.GetInt64(3),
                row.GetInt64(4),
                row.GetInt64(5),
                row.GetInt64(6),
                row.GetInt64(7)
            ),
            cancellation,
            [.. query.Parameters, Sql.ArgOrNull(Before(query.After), NpgsqlDbType.Date), query.Most]
        );
    }

    internal static DateOnly? Before(string? cursor) =>
        cursor is null ? null
        : DateOnly.TryParseExact(cursor, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw FactCursor.NoCursor();
}
