using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Web.Describing;
using CampaignDashboard.Web.Problems;
using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Enrolment.Features;

/// <summary>
/// A coordinator says how many people without an account are there, all in all. Who says which number they saw before
/// overwrites nobody's counting meanwhile. Saying the same again changes nothing.
/// </summary>
internal static class CountWalkIns
{
    /// <summary>With <c>Seen</c>, the number is set only where it is still that.</summary>
    internal sealed record Request(int Count, int? Seen = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() =>
            RuleFor(r => r.Count)
                .InclusiveBetween(0, Door.MostWalkIns)
                .WithMessage($"The number of walk-ins is between 0 and {Door.MostWalkIns}.");
    }

    /// <summary>Without <paramref name="Opening"/> there is no such session.</summary>
    internal sealed record Command(
        SessionId Session,
        Opening? Opening,
        Standing By,
        int Count,
        int? Seen,
        DateTimeOffset Now
    );

    internal static Decision<RosterEvent> Decide(Roster roster, Command c) =>
        roster switch
        {
            _ when c.Opening is null => Sessions.NotFound,
            _ when c.By.MayNotCoordinate is { } no => no,
            { Ended: true } => Standing.IsDeleted,
            _ when c.Opening.RefuseAt(c.Now) is { } refusal => refusal,
            _ when roster.Door.WalkIns == c.Count => [],
            _ when c.Seen is { } seen && seen != roster.Door.WalkIns => CountedMeanwhile(roster.Door.WalkIns),
            _ => [new WalkInsCounted(c.Session, c.Count, Press: null, c.Now)],
        };

    private static Refusal CountedMeanwhile(int count) =>
        Refusal.Conflict(
            "counted-meanwhile",
            $"Somebody counted walk-ins meanwhile: the number is {count} now. Say again how many they are."
        );

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPut("/api/v1/sessions/{session}/walk-ins", Handle)
            .Validate<Request, Validator>()
            .WithTags("Attendance")
            .WithSummary("Say how many people without an account are there")
            .WithDescription("With seen, the number that you saw before, nobody's counting meanwhile is overwritten.")
            .GuardedBy("/api/v1/sessions/{session}/participants")
            .Refuses("attendance-not-yet", "session-cancelled", "counted-meanwhile");

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        SessionId session,
        Request request,
        Acting acting,
        Enrolling enrolling,
        CancellationToken cancellation
    ) => (await Run(session, request, acting, enrolling, cancellation)).ToNoContent();

    /// <summary>The same for the API and the page. The request is valid.</summary>
    internal static async Task<Outcome> Run(
        SessionId session,
        Request request,
        Acting acting,
        Enrolling enrolling,
        CancellationToken cancellation
    )
    {
        var plan = await enrolling.Sessions.Find(session, cancellation);
        var command = new Command(
            session,
            plan is null ? null : Opening.Of(plan),
            await enrolling.Rights.At(session.Value, acting.By, cancellation),
            request.Count,
            request.Seen,
            acting.Now
        );
        return await enrolling.OnRoster(session, state => Decide(state, command), acting, cancellation);
    }
}
