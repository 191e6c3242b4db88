using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Metrics.Updating;
using CampaignDashboard.Web.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Metrics.Features;

/// <summary>When a session was updated last and will be next, and what cannot be read of it. Public.</summary>
internal static class ShowUpdateOutlook
{
    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/api/v1/sessions/{session}/update-outlook", Handle)
            .WithTags("Data updates")
            .WithSummary("When a session was updated last and will be next, and what cannot be read at the moment")
            .WithDescription(
                "`nextUpdate` is null where nothing is looked at by itself: `frozenSince` says since when, if the session was not cancelled or archived. Problems name participants to coordinators alone."
            );

    private static async Task<Results<Ok<UpdateOutlook>, ProblemHttpResult>> Handle(
        SessionId session,
        Acting acting,
        Measuring measuring,
        UpdateOutlooks outlooks,
        CancellationToken cancellation
    )
    {
        if (await measuring.Sessions.Find(session, cancellation) is not { } plan)
        {
            return Sessions.NotFound.ToProblem();
        }

        var reader = await measuring.Rights.At(session.Value, acting.By, cancellation);
        return TypedResults.Ok(await outlooks.Of(plan, reader, cancellation));
    }
}
