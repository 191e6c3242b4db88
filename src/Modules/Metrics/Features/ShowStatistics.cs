using CampaignDashboard.Web.Conditional;
using CampaignDashboard.Web.Describing;
using CampaignDashboard.Web.Downloads;
using CampaignDashboard.Web.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Metrics.Features;

/// <summary>
/// The statistics of a session, program, campaign, organiser or of any set of them, now or as of an earlier instant or log
/// position. Public. The answer is canonical JSON: the same facts are the same bytes, today and in ten years; its entity tag
/// is the position of the last of them.
/// </summary>
internal static class ShowStatistics
{
    internal const string JsonType = "application/json; charset=utf-8";

    internal static void Map(IEndpointRouteBuilder routes) =>
        AskedScope.Map(
            routes,
            typeof(ShowStatistics),
            "statistics",
            Handle,
            (route, of) =>
                route
                    .WithTags("Statistics")
                    .WithSummary($"The figures of {of}; ?asOf= a log position, a date or an instant: as they were then")
                    .WithDescription(
                        "Canonical JSON: the same facts are the same bytes for ever. The ETag is the log position of the last event that the figures rest on. Counted over the distinct union of the listed sessions; `sumOfSessions` is for reconciliation."
                    )
                    .Produces<Statistics>()
                    .Refuses("not-planned-yet", "as-of-not-reached", "as-of-unreadable")
        );

    private static async Task<IResult> Handle(AskedScope asked, HttpContext context)
    {
        var reader = asked.Reader;
        var (statistics, refusal) = await reader.Read(asked.Scope, asked.AsOf, context.RequestAborted);
        return statistics is null ? refusal!.ToProblem()
            : context.IsKnownToCaller(statistics.AsOf.Position)
                ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Bytes(CanonicalJson.Write(statistics), JsonType);
    }
}
