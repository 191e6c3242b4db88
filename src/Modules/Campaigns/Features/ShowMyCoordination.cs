using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Campaigns.Features;

/// <summary>What the caller coordinates: appointments, and the sessions there and below, unlisted ones too.</summary>
internal static class ShowMyCoordination
{
    internal sealed record Item(
        SessionId Id,
        string Title,
        string Page,
        DateTimeOffset Start,
        DateTimeOffset End,
        string TimeZone,
        bool Listed,
        bool Cancelled
    );

    internal sealed record View(IReadOnlyList<Coordinated.Appointment> Appointments, IReadOnlyList<Item> Sessions);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/me/coordination", Handle).WithTags("People").WithSummary("What I coordinate");

    private static async Task<Results<Ok<View>, UnauthorizedHttpResult>> Handle(
        Acting acting,
        Coordinated coordinated,
        CancellationToken cancellation
    )
    {
        if (acting.By.Person is not { } person)
        {
            return TypedResults.Unauthorized();
        }

        var appointments = await coordinated.Appointments(person, cancellation);
        var sessions = await coordinated.Sessions(person, cancellation);
        return TypedResults.Ok(new View(appointments, [.. sessions.Select(ItemOf)]));
    }

    private static Item ItemOf(SessionPlan s) =>
        new(s.Id, s.Title, $"/sessions/{s.Slug}", s.Start, s.End, s.TimeZone, s.Listed, s.Cancelled is not null);
}
