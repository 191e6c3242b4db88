using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Web.Describing;
using CampaignDashboard.Web.Paging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Campaigns.Features;

/// <summary>The listed sessions of all organisers, by what they say, where, when, and for which wikis. Public.</summary>
internal static class FindSessions
{
    /// <summary>What a session belongs to.</summary>
    internal sealed record Above(Guid Id, string Name, string Page);

    /// <summary>
    /// <c>State</c> is upcoming, running or past, at the instant of the answer.
    /// <c>Cancelled</c> is the reason, perhaps empty, or null while it takes place.
    /// </summary>
    internal sealed record Item(
        SessionId Id,
        string Title,
        string Slug,
        string Page,
        string Venue,
        string TimeZone,
        DateTimeOffset Start,
        DateTimeOffset End,
        string State,
        string? Cancelled,
        string? Language,
        AttendanceOffered Attendance,
        int? Capacity,
        IReadOnlyList<string> Wikis,
        Above Program,
        Above Campaign,
        Above Organiser
    )
    {
        public static Item Of(SessionPlan s, DateTimeOffset now) =>
            new(
                s.Id,
                s.Title,
                s.Slug,
                $"/sessions/{s.Slug}",
                s.Venue,
                s.TimeZone,
                s.Start,
                s.End,
                now < s.Start ? "upcoming"
                    : now < s.End ? "running"
                    : "past",
                s.Cancelled,
                s.Details.Language,
                s.Attendance,
                s.Registration.Capacity,
                [.. s.Wikis.Select(w => w.Wiki)],
                new(s.Program.Value, s.ProgramTitle, $"/programs/{s.ProgramSlug}"),
                new(s.Campaign.Value, s.CampaignTitle, $"/campaigns/{s.CampaignSlug}"),
                new(s.Organiser.Value, s.OrganiserName, $"/organisers/{s.OrganiserSlug}")
            );
    }

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/api/v1/sessions", Handle)
            .WithTags("Sessions")
            .WithSummary("Find sessions, in the order of their start")
            .WithDescription(
                "Those that are listed; all conditions must hold. Of the past the latest comes first. Following the Link header neither repeats nor leaves out a session, whatever is added meanwhile."
            )
            .Paged();

    private static async Task<Ok<IReadOnlyList<Item>>> Handle(
        [AsParameters] AskedSessions asked,
        [AsParameters] PageRequest page,
        HttpContext context,
        SessionFilters filters,
        SessionListing sessions,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var conditions = (await filters.Select(asked, cancellation)).OrMalformed();
        var found = await sessions.Page(conditions, page.After, page.Size + 1, cancellation);
        var now = clock.GetUtcNow();
        return TypedResults.Ok<IReadOnlyList<Item>>([
            .. page.Cut(context, found, SessionListing.CursorOf).Select(session => Item.Of(session, now)),
        ]);
    }
}
