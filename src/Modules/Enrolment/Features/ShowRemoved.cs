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

/// <summary>Whom coordinators took off a session's roster, and may put back: for its coordinators.</summary>
internal static class ShowRemoved
{
    /// <summary>As they were enrolled, since when, and when they were taken off. Instants are UTC.</summary>
    internal sealed record Item(
        PersonId Person,
        string UserName,
        Attendance Attendance,
        DateTimeOffset Since,
        DateTimeOffset RemovedAt
    );

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/api/v1/sessions/{session}/removed-participants", Handle)
            .WithTags("Participants")
            .WithSummary("Whom coordinators took off, the first first (coordinators)")
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
        var after = Cursors.InstantAndId(page.After);
        var rows = (await Load(session, enrolling, cancellation)).Where(r =>
            after is not var (at, id) || (r.RemovedAt, r.Person.Value).CompareTo((at, id)) > 0
        );
        return TypedResults.Ok(page.Cut(context, [.. rows], r => Cursors.Of(r.RemovedAt, r.Person.Value)));
    }

    /// <summary>The same for the API and the pages. Only for coordinators.</summary>
    internal static async Task<IReadOnlyList<Item>> Load(
        SessionId session,
        Enrolling enrolling,
        CancellationToken cancellation
    )
    {
        var rows = await enrolling.Rows.RemovedFrom(session, cancellation);
        var names = await enrolling.People.Names([.. rows.Select(r => r.Person)], cancellation);
        return
        [
            .. rows.Select(r => new Item(
                    r.Person,
                    names.GetValueOrDefault(r.Person, People.Former),
                    r.Attendance,
                    r.Since,
                    r.RemovedAt
                ))
                .OrderBy(r => (r.RemovedAt, r.Person.Value)),
        ];
    }
}
