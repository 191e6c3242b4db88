using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Web.Conditional;
using CampaignDashboard.Web.Describing;
using CampaignDashboard.Web.Downloads;
using CampaignDashboard.Web.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Metrics.Features;

/// <summary>
/// The statistics of a session, now or as of an earlier instant or log position. Public. The answer is canonical JSON:
/// the same facts are the same bytes, today and in ten years; its entity tag is the position of the last of them.
/// </summary>
internal static class ShowStatistics
{
    internal const string JsonType = "application/json; charset=utf-8";

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/api/v1/sessions/{session}/statistics", Handle)
            .WithTags("Statistics")
            .WithSummary("The figures of a session; ?asOf= a log position, a date or an instant: as they were then")
            .WithDescription(
                "Canonical JSON: the same facts are the same bytes for ever. The ETag is the log position of the last event that the figures rest on."
            )
            .Produces<Statistics>()
            .Refuses("not-planned-yet", "as-of-not-reached", "as-of-unreadable");

    private static async Task<IResult> Handle(
        SessionId session,
        string? asOf,
        HttpContext context,
        StatisticsReader reader,
        CancellationToken cancellation
    )
    {
        var (statistics, refusal) = await reader.Read(session, asOf, cancellation);
        return statistics is null ? refusal!.ToProblem()
            : context.IsKnownToCaller(statistics.AsOf.Position)
                ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Bytes(CanonicalJson.Write(statistics), JsonType);
    }
}
