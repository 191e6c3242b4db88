using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Web.Conditional;
using CampaignDashboard.Web.Describing;
using CampaignDashboard.Web.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Campaigns.Features;

/// <summary>One session as planned. Public; an unlisted one to who has its id or link.</summary>
internal static class ShowSession
{
    internal sealed record View(
        SessionId Id,
        string Title,
        string Slug,
        string Page,
        string Description,
        string Venue,
        string TimeZone,
        DateTimeOffset Start,
        DateTimeOffset End,
        DateTimeOffset TrackedFrom,
        DateTimeOffset TrackedUntil,
        IReadOnlyList<TrackedWiki> Wikis,
        bool Listed,
        string? Cancelled,
        SessionDetails Details,
        AttendanceOffered Attendance,
        RegistrationPlan Registration,
        CountingRule Counting,
        ProgramId Program,
        bool Archived
    )
    {
        public static View Of(SessionPlan s) =>
            new(
                s.Id,
                s.Title,
                s.Slug,
                $"/sessions/{s.Slug}",
                s.Description,
                s.Venue,
                s.TimeZone,
                s.Start,
                s.End,
                s.TrackedFrom,
                s.TrackedUntil,
                s.Wikis,
                s.Listed,
                s.Cancelled,
                s.Details,
                s.Attendance,
                s.Registration,
                s.Counting,
                s.Program,
                s.Archived
            );
    }

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/api/v1/sessions/{session}", Handle)
            .WithTags("Sessions")
            .WithSummary("A session as planned")
            .WithDescription("An unlisted session is told to whoever knows its id.")
            .Produces<View>()
            .Versioned()
            .Refuses("deleted");

    private static async Task<IResult> Handle(
        SessionId session,
        HttpContext context,
        Sessions sessions,
        Inventory inventory,
        CancellationToken cancellation
    )
    {
        if (await sessions.Find(session, cancellation) is not { } plan)
        {
            return (await inventory.Missing(session.Value, Sessions.NotFound, cancellation)).ToProblem();
        }

        context.Response.WriteVersion(plan.Version);
        return TypedResults.Ok(View.Of(plan));
    }
}
