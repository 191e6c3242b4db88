using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Web.Conditional;
using CampaignDashboard.Web.Describing;
using CampaignDashboard.Web.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Enrolment.Features;

/// <summary>Where a session meets online: for its participants, its coordinators and administrators, and nobody else.</summary>
internal static class ShowOnlineLink
{
    /// <summary><c>Link</c> is an https address, or null.</summary>
    internal sealed record View(string? Link);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/api/v1/sessions/{session}/online-link", Handle)
            .WithTags("Participants")
            .WithSummary("Where a session meets online, for those who take part or coordinate")
            .WithDescription("Null where none is set. It is told here alone, and not to be stored.")
            .Produces<View>()
            .May(WhoMay.Participants)
            .Versioned();

    private static async Task<IResult> Handle(
        SessionId session,
        HttpContext context,
        Acting acting,
        Enrolling enrolling,
        CancellationToken cancellation
    )
    {
        if (await enrolling.Sessions.Find(session, cancellation) is not { } plan)
        {
            return Sessions.NotFound.ToProblem();
        }

        var roster = await ShowRoster.Load(plan, acting, enrolling, cancellation);
        if (!roster.MaySee)
        {
            return NotForYou.ToProblem();
        }

        var link = await LinkFor(session, roster, enrolling, cancellation);
        context.Response.Headers.CacheControl = "no-store";
        context.Response.WriteVersion(SecretVersion.Of(link));
        return TypedResults.Ok(new View(link));
    }

    /// <summary>The link, as far as the caller may know it: null for who may not.</summary>
    internal static async Task<string?> LinkFor(
        SessionId session,
        ShowRoster.Glance roster,
        Enrolling enrolling,
        CancellationToken cancellation
    ) => roster.MaySee ? await enrolling.Links.Of(session, cancellation) : null;

    private static readonly Refusal NotForYou = Refusal.Forbidden(
        "participants-only",
        "Only participants and coordinators of this session know where it meets online. Enrol first."
    );
}
