using System.ComponentModel;
using System.Globalization;
using CampaignDashboard.Web.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;

namespace CampaignDashboard.Web.Paging;

/// <summary>
/// Cursor paging, bound with <c>[AsParameters]</c>: <c>?after=</c> is the cursor of the last row of the page before (or
/// absent), <c>?limit=</c> is 1 to 1000 rows, 100 when absent.
/// </summary>
public readonly record struct PageRequest(
    [property: FromQuery(Name = "after")]
    [property: Description("The cursor of the page before: follow the Link header instead of making one.")]
        string? After,
    [property: FromQuery(Name = "limit")]
    [property: Description("How many rows a page has at most: 1 to 1000, 100 if not said.")]
        int? Limit
)
{
    private const int Usual = 100;
    private const int Maximum = 1000;

    /// <summary>How many rows the page has at most. Ask the database for one more, to know whether a page follows.</summary>
    /// <exception cref="MalformedRequestException">The limit is not between 1 and 1000 (400).</exception>
    public int Size =>
        Limit switch
        {
            null => Usual,
            >= 1 and <= Maximum => Limit.Value,
            _ => throw new MalformedRequestException("limit", $"limit is between 1 and {Maximum}."),
        };

    /// <summary>The cursor as a position of the log or another number, or null without one.</summary>
    /// <exception cref="MalformedRequestException">The cursor is no such number (400).</exception>
    public long? AfterNumber =>
        After is null ? null
        : long.TryParse(After, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw Cursors.NoCursor();

    /// <summary>
    /// Cuts the rows to the page and, when more follow, writes <c>Link: &lt;…&gt;; rel="next"</c> with all of the
    /// request's other parameters kept.
    /// </summary>
    public IReadOnlyList<T> Cut<T>(HttpContext context, IReadOnlyList<T> rows, Func<T, string> cursor) =>
        Cut(context, rows, cursor, context.Request.Path);

    /// <summary>The same where the other pages are at another path, of which this answer holds the first page.</summary>
    public IReadOnlyList<T> Cut<T>(HttpContext context, IReadOnlyList<T> rows, Func<T, string> cursor, PathString path)
    {
        if (rows.Count <= Size)
            return rows;
        IReadOnlyList<T> page = [.. rows.Take(Size)];
        context.Response.Headers.Append("Link", $"<{Next(context.Request, path, cursor(page[^1]))}>; rel=\"next\"");
        return page;
    }

    private static string Next(HttpRequest request, PathString path, string cursor)
    {
        var kept = request.Query.Where(parameter => parameter.Key is not "after");
        var query = new QueryBuilder(
            kept.SelectMany(parameter => parameter.Value, (p, v) => KeyValuePair.Create(p.Key, v ?? ""))
        )
        {
            { "after", cursor },
        };
        return request.PathBase + path.ToUriComponent() + query.ToQueryString().ToUriComponent();
    }
}
