using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Web.Conditional;
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
        ProgramId Program
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
                s.Program
            );
    }

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/api/v1/sessions/{session}", Handle)
            .WithTags("Sessions")
            .WithSummary("A session as planned")
            .Produces<View>()
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> Handle(
        SessionId session,
        HttpContext context,
        Sessions sessions,
        CancellationToken cancellation
    ) =>
        await sessions.Find(session, cancellation) is { } plan
            ? context.Versioned(plan.Version, View.Of(plan))
            : Sessions.NotFound.ToProblem();
}
