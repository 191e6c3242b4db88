using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Web.Conditional;
using CampaignDashboard.Web.Describing;
using CampaignDashboard.Web.Paging;
using CampaignDashboard.Web.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Enrolment.Features;

/// <summary>Who waits for a place in a session, in order: for its coordinators.</summary>
internal static class ShowWaitingList
{
    /// <summary>
    /// <c>PlaceInLine</c> is 1 for who comes next; <c>Arrival</c> is the version of the roster at which they came. The
    /// instant is UTC.
    /// </summary>
    internal sealed record Item(
        int PlaceInLine,
        PersonId Person,
        string UserName,
        Attendance Attendance,
        DateTimeOffset Since,
        long Arrival
    );

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/api/v1/sessions/{session}/waiting-list", Handle)
            .WithTags("Participants")
            .WithSummary("Who waits for a place, the next first (coordinators)")
            .Produces<IReadOnlyList<Item>>()
            .May(WhoMay.Coordinators)
            .Versioned()
            .Paged();

    private static async Task<IResult> Handle(
        SessionId session,
        [AsParameters] PageRequest page,
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

        context.Response.WriteVersion((await enrolling.Rows.RegistrationOf(session, cancellation)).Version);
        var after = page.AfterNumber ?? 0;
        var waiters = await Load(session, enrolling, cancellation);
        var rows = waiters.Where(w => w.Arrival > after).ToArray();
        return TypedResults.Ok(page.Cut(context, rows, w => $"{w.Arrival}"));
    }

    /// <summary>The same for the API and the pages. Only for coordinators.</summary>
    internal static async Task<IReadOnlyList<Item>> Load(
        SessionId session,
        Enrolling enrolling,
        CancellationToken cancellation
    )
    {
        var rows = await enrolling.Rows.WaitersOf(session, cancellation);
        var names = await enrolling.People.Names([.. rows.Select(r => r.Person)], cancellation);
        return
        [
            .. rows.Select(
                (r, before) =>
                    new Item(
                        before + 1,
                        r.Person,
                        names.GetValueOrDefault(r.Person, People.Former),
                        r.Attendance,
                        r.Since,
                        r.Arrival
                    )
            ),
        ];
    }
}
