using System.Globalization;
using System.Text.Json;
using CampaignDashboard.Web.Describing;
using CampaignDashboard.Web.Paging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CampaignDashboard.Feeds.Features;

/// <summary>
/// The public events after a position, in order, as a batch of CloudEvents 1.0 (JSON event format, section 4). The
/// <c>Link</c> to the next page is always there: at the end it asks for what happens later, and gives <c>[]</c> until
/// something does.
/// </summary>
internal static class FollowEvents
{
    private const string MediaType = "application/cloudevents-batch+json";
    private static readonly string Entries = Sql.Read(typeof(FollowEvents).Assembly, "Entries.sql");

    /// <summary>
    /// The envelope. <c>Position</c> is an extension attribute, as a string, for the integers of CloudEvents have 32 bits.
    /// </summary>
    internal sealed record CloudEvent(
        string Specversion,
        Guid Id,
        string Source,
        string Type,
        string Subject,
        DateTimeOffset Time,
        string Datacontenttype,
        string Position,
        JsonElement Data
    );

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/api/v1/events", Handle)
            .WithTags("Events")
            .WithSummary("Follow what happens, as CloudEvents, resumable by position")
            .WithDescription(
                "Public facts in the order of the log. The Link to the next page is always there: at the end it gives [] until something happens."
            )
            .Produces<IReadOnlyList<CloudEvent>>(StatusCodes.Status200OK, MediaType)
            .Paged();

    private static async Task<JsonHttpResult<IReadOnlyList<CloudEvent>>> Handle(
        [AsParameters] PageRequest page,
        HttpContext context,
        NpgsqlDataSource database,
        IOptions<FeedsSettings> settings,
        CancellationToken cancellation
    )
    {
        var after = page.AfterNumber ?? 0;
        var events = await database.Query(
            Entries,
            row => Read(row, settings.Value),
            cancellation,
            Sql.Arg(after),
            Sql.Arg(page.Size)
        );
        var last = events.Count == 0 ? after.ToString(CultureInfo.InvariantCulture) : events[^1].Position;
        context.Response.Headers.Append("Link", $"<{Next(context.Request, last, page.Limit)}>; rel=\"next\"");
        return TypedResults.Json(events, options: null, MediaType);
    }

    private static CloudEvent Read(NpgsqlDataReader row, FeedsSettings settings) =>
        new(
            "1.0",
            row.GetGuid(1),
            settings.Source,
            $"{settings.TypePrefix}.{row.GetString(2)}",
            row.GetString(3),
            row.GetFieldValue<DateTimeOffset>(4),
            "application/json",
            row.GetInt64(0).ToString(CultureInfo.InvariantCulture),
            JsonElement.Parse(row.GetString(5))
        );

    private static string Next(HttpRequest request, string after, int? limit)
    {
        var query = new QueryBuilder { { "after", after } };
        if (limit is not null)
        {
            query.Add("limit", limit.Value.ToString(CultureInfo.InvariantCulture));
        }

        return request.PathBase + request.Path.ToUriComponent() + query.ToQueryString().ToUriComponent();
    }
}
