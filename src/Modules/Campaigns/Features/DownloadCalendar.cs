using System.Security.Cryptography;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Web;
using CampaignDashboard.Web.Describing;
using CampaignDashboard.Web.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace CampaignDashboard.Campaigns.Features;

/// <summary>
/// The address of a page with <c>.ics</c> behind it: the session, or all listed sessions of a program, campaign or
/// organiser, as iCalendar (RFC 5545), to save or to subscribe to. Public; an unlisted session is in its own file only.
/// </summary>
internal static class DownloadCalendar
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        Map(routes, "/sessions/{slug}.ics", "A session as iCalendar", (Delegate)OfSession);
        Map(routes, "/programs/{slug}.ics", "The listed sessions of a program as iCalendar", (Delegate)OfProgram);
        Map(routes, "/campaigns/{slug}.ics", "The listed sessions of a campaign as iCalendar", (Delegate)OfCampaign);
        Map(
            routes,
            "/organisers/{slug}.ics",
            "The listed sessions of an organiser as iCalendar",
            (Delegate)OfOrganiser
        );
        Map(routes, "/sessions.ics", "The sessions that a filter finds as iCalendar", (Delegate)OfFilter);
    }

    private static void Map(IEndpointRouteBuilder routes, string path, string summary, Delegate handle) =>
        routes
            .MapGet(path, handle)
            .WithTags("Calendars")
            .WithSummary(summary)
            .Produces<string>(StatusCodes.Status200OK, "text/calendar")
            .Refuses("deleted");

    private static async Task<IResult> OfSession(
        string slug,
        HttpContext context,
        Inventory inventory,
        Sessions sessions,
        SessionCalendars calendars,
        CancellationToken cancellation
    )
    {
        if (await sessions.At(slug, cancellation) is not { } session)
        {
            return await Moved(NodeKind.Session, slug, inventory, Sessions.NotFound, cancellation);
        }

        if (!session.Listed)
        {
            context.Response.Headers["X-Robots-Tag"] = "noindex";
        }

        return File(session.Title, session.Slug, await calendars.Of(session.Id, SiteAddress.Of(context), cancellation));
    }

    private static async Task<IResult> OfProgram(
        string slug,
        HttpContext context,
        Inventory inventory,
        SessionCalendars calendars,
        CancellationToken cancellation
    )
    {
        if (await inventory.ProgramAt(slug, cancellation) is not { } program)
        {
            return await Moved(NodeKind.Program, slug, inventory, Inventory.NoSuchProgram, cancellation);
        }

        var conditions = new SessionConditions();
        conditions.Add($"s.program_id = {conditions.Bind(program.Id.Value)}");
        return File(program.Title, program.Slug, await calendars.Of(conditions, SiteAddress.Of(context), cancellation));
    }

    private static async Task<IResult> OfCampaign(
        string slug,
        HttpContext context,
        Inventory inventory,
        SessionFilters filters,
        SessionCalendars calendars,
        CancellationToken cancellation
    )
    {
        if (await inventory.CampaignAt(slug, cancellation) is not { } campaign)
        {
            return await Moved(NodeKind.Campaign, slug, inventory, Inventory.NoSuchCampaign, cancellation);
        }

        var asked = new AskedSessions { Campaign = campaign.Id.ToString() };
        var conditions = (await filters.Select(asked, cancellation)).OrMalformed();
        return File(
            campaign.Title,
            campaign.Slug,
            await calendars.Of(conditions, SiteAddress.Of(context), cancellation)
        );
    }

    private static async Task<IResult> OfOrganiser(
        string slug,
        HttpContext context,
        Inventory inventory,
        SessionFilters filters,
        SessionCalendars calendars,
        CancellationToken cancellation
    )
    {
        if (await inventory.OrganiserAt(slug, cancellation) is not { } organiser)
        {
            return await Moved(NodeKind.Organiser, slug, inventory, Inventory.NoSuchOrganiser, cancellation);
        }

        var asked = new AskedSessions { Organiser = organiser.Id.ToString() };
        var conditions = (await filters.Select(asked, cancellation)).OrMalformed();
        return File(
            organiser.Name,
            organiser.Slug,
            await calendars.Of(conditions, SiteAddress.Of(context), cancellation)
        );
    }

    private static async Task<IResult> OfFilter(
        [AsParameters] AskedSessions asked,
        HttpContext context,
        SessionFilters filters,
        SessionCalendars calendars,
        CancellationToken cancellation
    )
    {
        var conditions = (await filters.Select(asked, cancellation)).OrMalformed();
        return File("Sessions", "sessions", await calendars.Of(conditions, SiteAddress.Of(context), cancellation));
    }

    /// <summary>A calendar that subscribed to a former address is led to the one that the page has now.</summary>
    private static async Task<IResult> Moved(
        NodeKind kind,
        string slug,
        Inventory inventory,
        Refusal otherwise,
        CancellationToken cancellation
    ) =>
        await inventory.FormerlyAt(kind, slug, cancellation) is { } node
            ? TypedResults.LocalRedirect(
                $"/{kind.ToString().ToLowerInvariant()}s/{Uri.EscapeDataString(node.Slug)}.ics",
                permanent: true
            )
            : otherwise.ToProblem();

    /// <summary>The answer; 304 to who has these very bytes (<c>If-None-Match</c>).</summary>
    private static FileContentHttpResult File(string name, string slug, IReadOnlyList<CalendarEntry> entries)
    {
        var bytes = CalendarFile.Write(name, entries);
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16));
        return TypedResults.File(
            bytes,
            CalendarFile.MediaType,
            $"{slug}.ics",
            enableRangeProcessing: false,
            lastModified: null,
            new EntityTagHeaderValue($"\"{hash}\"")
        );
    }
}
