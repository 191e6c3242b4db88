using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Web.Problems;
using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Campaigns.Features;

/// <summary>A coordinator of a program puts a session on the calendar: when, where, which wikis, tracked how long.</summary>
internal static class ScheduleSession
{
    /// <summary>
    /// Local times in <paramref name="TimeZone"/>, as <c>2026-03-08</c> or <c>2026-03-08T13:00</c>; a date as an end is the
    /// end of that day. Without a tracking window, edits count from the session's start to its end.
    /// </summary>
    internal sealed record Request(
        string Title,
        string TimeZone,
        string Start,
        string End,
        IReadOnlyList<string> Wikis,
        string? TrackedFrom = null,
        string? TrackedUntil = null,
        string? Venue = null,
        string? Description = null,
        string? Slug = null,
        bool Listed = true
    ) : ISchedule;

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Title).MustBeTitle();
            Include(new ScheduleRules());
            RuleFor(r => r.Wikis).MustNameWikis();
            RuleFor(r => r.Venue).MustBeText(500);
            RuleFor(r => r.Description).MustBeText(10_000);
            RuleFor(r => r.Slug).MustBeSlug();
        }
    }

    internal sealed record Command(
        SessionId Id,
        ProgramId Program,
        bool ProgramExists,
        Standing By,
        Request Asked,
        LocalWindow Event,
        LocalWindow Tracking,
        ResolvedWikis Wikis,
        DateTimeOffset Now
    );

    internal static Decision<SessionEvent> Decide(Session session, Command c) =>
        session switch
        {
            _ when !c.ProgramExists => Inventory.NoSuchProgram,
            _ when c.By.MayNotCoordinate is { } no => no,
            { Exists: true } => [],
            _ when ScheduleRules.EndsFirst(c.Event, c.Tracking) is { } refusal => refusal,
            _ when c.Wikis.Refusal is { } unknown => unknown,
            _ => [Scheduled(c)],
        };

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/api/v1/programs/{program}/sessions", Handle)
            .Validate<Request, Validator>()
            .WithTags("Sessions")
            .WithSummary("Schedule a session of a program");

    private static async Task<Results<Created<Made>, ProblemHttpResult>> Handle(
        ProgramId program,
        Request request,
        Acting acting,
        Planning planning,
        CancellationToken cancellation
    ) => (await Run(program, request, acting, planning, cancellation)).ToCreated(acting.NewId, "/api/v1/sessions");

    /// <summary>The same for the API and the page. The request is valid.</summary>
    internal static async Task<Outcome> Run(
        ProgramId program,
        Request request,
        Acting acting,
        Planning planning,
        CancellationToken cancellation
    )
    {
        var by = await planning.Rights.At(program.Value, acting.By, cancellation);
        var (happens, tracked) = ScheduleRules.Windows(request);
        var command = new Command(
            new(acting.NewId),
            program,
            await planning.Inventory.Find(program, cancellation) is not null,
            by,
            request,
            happens,
            tracked,
            await planning.Wikis.Resolve(by.MayCoordinate ? request.Wikis : [], cancellation),
            acting.Now
        );
        return await planning.Log.Transact<Session, SessionEvent>(
            acting.NewId,
            state => Decide(state, command),
            acting.Cause,
            expectedVersion: null,
            cancellation
        );
    }

    private static SessionScheduled Scheduled(Command c) =>
        new(
            c.Id,
            c.Program,
            c.Asked.Title,
            c.Asked.Listed
                ? Slug.Of(c.Asked.Slug, c.Asked.Title, c.Id.Value)
                : Slug.OfUnlisted(c.Asked.Slug, c.Asked.Title, c.Id.Value),
            c.Asked.Description ?? "",
            c.Asked.Venue ?? "",
            c.Asked.TimeZone,
            c.Event.Start,
            c.Event.End,
            c.Tracking.Start,
            c.Tracking.End,
            c.Wikis.Wikis,
            c.Asked.Listed,
            c.Now
        );
}
