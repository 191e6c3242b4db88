using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Web.Describing;
using CampaignDashboard.Web.Problems;
using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Campaigns.Features;

/// <summary>A coordinator moves a session to another time, or changes the window in which edits count.</summary>
internal static class RescheduleSession
{
    /// <summary>
    /// Local times in <paramref name="TimeZone"/>, as in <see cref="ScheduleSession"/>. Without a tracking window, edits
    /// count from the session's start to its end.
    /// </summary>
    internal sealed record Request(
        string TimeZone,
        string Start,
        string End,
        string? TrackedFrom = null,
        string? TrackedUntil = null
    ) : ISchedule;

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => Include(new ScheduleRules());
    }

    internal sealed record Command(
        SessionId Id,
        Standing By,
        string TimeZone,
        LocalWindow Event,
        LocalWindow Tracking,
        DateTimeOffset Now
    );

    internal static Decision<SessionEvent> Decide(Session session, Command c) =>
        session.Plan switch
        {
            null => Sessions.NotFound,
            _ when c.By.MayNotCoordinate is { } no => no,
            _ when ScheduleRules.EndsFirst(c.Event, c.Tracking) is { } refusal => refusal,
            var plan when (plan.TimeZone, plan.Event, plan.Tracking) == (c.TimeZone, c.Event, c.Tracking) => [],
            _ =>
            [
                new SessionRescheduled(
                    c.Id,
                    c.TimeZone,
                    c.Event.Start,
                    c.Event.End,
                    c.Tracking.Start,
                    c.Tracking.End,
                    c.Now
                ),
            ],
        };

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPut("/api/v1/sessions/{session}/schedule", Handle)
            .Validate<Request, Validator>()
            .WithTags("Sessions")
            .WithSummary("Move a session to another time, or change the window in which edits count")
            .GuardedBy("/api/v1/sessions/{session}")
            .Refuses("ends-before-it-starts");

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        SessionId session,
        Request request,
        Acting acting,
        Planning planning,
        CancellationToken cancellation
    ) => (await Run(session, request, acting, planning, cancellation)).ToNoContent();

    /// <summary>The same for the API and the page. The request is valid.</summary>
    internal static async Task<Outcome> Run(
        SessionId session,
        Request request,
        Acting acting,
        Planning planning,
        CancellationToken cancellation
    )
    {
        var by = await planning.Rights.At(session.Value, acting.By, cancellation);
        var (happens, tracked) = ScheduleRules.Windows(request);
        var command = new Command(session, by, request.TimeZone, happens, tracked, acting.Now);
        return await planning.Change<Session, SessionEvent>(
            session.Value,
            state => Decide(state, command),
            acting,
            cancellation
        );
    }
}
