using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Web.Describing;
using CampaignDashboard.Web.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Enrolment.Features;

/// <summary>
/// A coordinator opens or closes registration by hand, until the next date of its plan. What is open already isn't opened,
/// nor closed what is closed.
/// </summary>
internal static class SwitchRegistration
{
    /// <summary>Without <paramref name="Plan"/> there is no such session.</summary>
    internal sealed record Command(
        SessionId Session,
        RegistrationPlan? Plan,
        Standing By,
        bool Open,
        DateTimeOffset Now
    );

    internal static Decision<RosterEvent> Decide(Roster roster, Command c) =>
        roster switch
        {
            _ when c.Plan is null => Sessions.NotFound,
            _ when c.By.MayNotCoordinate is { } no => no,
            { Ended: true } => Standing.IsDeleted,
            _ when Registration.At(c.Now, c.Plan, roster.Hand).IsOpen == c.Open => [],
            _ when c.Open => [new RegistrationOpened(c.Session, c.Now)],
            _ => [new RegistrationClosed(c.Session, c.Now)],
        };

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapPost("/api/v1/sessions/{session}/registration/open", Open)
            .WithTags("Participants")
            .WithSummary("Open registration by hand, until its next date")
            .GuardedBy("/api/v1/sessions/{session}/participants");
        routes
            .MapPost("/api/v1/sessions/{session}/registration/close", Close)
            .WithTags("Participants")
            .WithSummary("Close registration by hand, until its next date")
            .GuardedBy("/api/v1/sessions/{session}/participants");
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Open(
        SessionId session,
        Acting acting,
        Enrolling enrolling,
        CancellationToken cancellation
    ) => (await Run(session, open: true, acting, enrolling, cancellation)).ToNoContent();

    private static async Task<Results<NoContent, ProblemHttpResult>> Close(
        SessionId session,
        Acting acting,
        Enrolling enrolling,
        CancellationToken cancellation
    ) => (await Run(session, open: false, acting, enrolling, cancellation)).ToNoContent();

    /// <summary>The same for the API and the page.</summary>
    internal static async Task<Outcome> Run(
        SessionId session,
        bool open,
        Acting acting,
        Enrolling enrolling,
        CancellationToken cancellation
    )
    {
        var command = new Command(
            session,
            (await enrolling.Sessions.Find(session, cancellation))?.Registration,
            await enrolling.Rights.At(session.Value, acting.By, cancellation),
            open,
            acting.Now
        );
        return await enrolling.OnRoster(session, state => Decide(state, command), acting, cancellation);
    }
}
