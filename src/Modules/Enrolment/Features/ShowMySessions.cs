using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Identity.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Enrolment.Features;

/// <summary>The sessions that the caller takes part in, unlisted ones too, the latest first.</summary>
internal static class ShowMySessions
{
    internal sealed record Item(
        SessionId Id,
        string Title,
        string Page,
        DateTimeOffset Start,
        DateTimeOffset End,
        string TimeZone,
        bool Listed,
        bool Cancelled,
        Attendance Attendance,
        DateTimeOffset Since
    );

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/me/sessions", Handle).WithTags("People").WithSummary("The sessions I take part in");

    private static async Task<Results<Ok<IReadOnlyList<Item>>, UnauthorizedHttpResult>> Handle(
        Acting acting,
        Enrolments enrolments,
        Sessions sessions,
        CancellationToken cancellation
    )
    {
        if (acting.By.Person is not { } person)
        {
            return TypedResults.Unauthorized();
        }

        var mine = (await enrolments.All(person, cancellation)).ToDictionary(e => e.Session);
        var plans = await sessions.Those(mine.Keys, cancellation);
        return TypedResults.Ok<IReadOnlyList<Item>>([.. plans.Select(s => ItemOf(s, mine[s.Id]))]);
    }

    private static Item ItemOf(SessionPlan s, Enrolments.Enrolment mine) =>
        new(
            s.Id,
            s.Title,
            $"/sessions/{s.Slug}",
            s.Start,
            s.End,
            s.TimeZone,
            s.Listed,
            s.Cancelled is not null,
            mine.Attendance,
            mine.Since
        );
}
