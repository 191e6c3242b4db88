using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Web.Conditional;
using CampaignDashboard.Web.Describing;
using CampaignDashboard.Web.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Enrolment.Features;

/// <summary>Whether people may enrol themselves in a session now, how many places are left, and how many wait. Public.</summary>
internal static class ShowRegistration
{
    /// <summary>
    /// <c>IsOpen</c> is what the dates and the coordinator's hand say together, false while the session is cancelled;
    /// <c>PlacesLeft</c> is null without a capacity; <c>Waiting</c> is how many wait for a place. Instants are UTC.
    /// </summary>
    internal sealed record View(
        bool IsOpen,
        DateTimeOffset? Opens,
        DateTimeOffset? Closes,
        int? Capacity,
        int Enrolled,
        int? PlacesLeft,
        int Waiting,
        bool NeedsPasscode
    );

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/api/v1/sessions/{session}/registration", Handle)
            .WithTags("Participants")
            .WithSummary("Whether registration is open, and how many places are left")
            .Produces<View>()
            .Versioned();

    private static async Task<IResult> Handle(
        SessionId session,
        HttpContext context,
        Acting acting,
        Enrolling enrolling,
        CancellationToken cancellation
    )
    {
        if (await enrolling.Sessions.Find(session, cancellation) is not { Registration: var plan } found)
        {
            return Sessions.NotFound.ToProblem();
        }

        var roster = await ShowRoster.Load(found, acting, enrolling, cancellation);
        context.Response.WriteVersion(found.Version);
        return TypedResults.Ok(
            new View(
                roster.Registration.IsOpen,
                plan.Opens,
                plan.Closes,
                plan.Capacity,
                roster.Count,
                roster.PlacesLeft,
                roster.Waiting,
                roster.NeedsPasscode
            )
        );
    }
}
