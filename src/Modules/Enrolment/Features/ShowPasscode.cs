using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Web.Conditional;
using CampaignDashboard.Web.Describing;
using CampaignDashboard.Web.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Enrolment.Features;

/// <summary>The passcode that people enrol in a session with: for its coordinators and administrators, and nobody else.</summary>
internal static class ShowPasscode
{
    /// <summary><c>Passcode</c> is null where the session asks for none.</summary>
    internal sealed record View(string? Passcode);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/api/v1/sessions/{session}/passcode", Handle)
            .WithTags("Participants")
            .WithSummary("The passcode that people enrol with, for who coordinates")
            .WithDescription("Null where none is set. It is told here alone, and not to be stored.")
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

        var passcode = await enrolling.Passcodes.Of(session, cancellation);
        context.Response.Headers.CacheControl = "no-store";
        context.Response.WriteVersion(SecretVersion.Of(passcode));
        return TypedResults.Ok(new View(passcode));
    }

    /// <summary>The passcode, as far as the caller may know it: null for who may not.</summary>
    internal static async Task<string?> PasscodeFor(
        SessionId session,
        Standing by,
        Enrolling enrolling,
        CancellationToken cancellation
    ) => by.MayCoordinate ? await enrolling.Passcodes.Of(session, cancellation) : null;
}
