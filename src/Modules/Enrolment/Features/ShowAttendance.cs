using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Web.Conditional;
using CampaignDashboard.Web.Describing;
using CampaignDashboard.Web.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Enrolment.Features;

/// <summary>How many came to a session, for its coordinators: at any moment, so not only when figures are made.</summary>
internal static class ShowAttendance
{
    /// <summary>
    /// <c>Enrolled</c> is everybody who takes part: those on site, remote, absent and not marked yet. <c>WalkIns</c> came
    /// without an account, besides.
    /// </summary>
    internal sealed record View(int Enrolled, int OnSite, int Remote, int Absent, int NotMarked, int WalkIns);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/api/v1/sessions/{session}/attendance", Handle)
            .WithTags("Attendance")
            .WithSummary("How many came to a session")
            .Produces<View>()
            .May(WhoMay.Coordinators)
            .Versioned();

    private static async Task<IResult> Handle(
        SessionId session,
        HttpContext context,
        Acting acting,
        Enrolling enrolling,
        CancellationToken cancellation
    )
    {
        if (await enrolling.MayNotSee(session, acting, cancellation) is { } refusal)
        {
            return refusal.ToProblem();
        }

        var counts = await enrolling.Door.CountsOf(session, cancellation);
        context.Response.WriteVersion(counts.Version);
        return TypedResults.Ok(
            new View(counts.Enrolled, counts.OnSite, counts.Remote, counts.Absent, counts.NotMarked, counts.WalkIns)
        );
    }
}
