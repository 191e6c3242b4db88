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
    );

    internal sealed class Validator : AbstractValidator<Request>
    {
        private const string LocalTime = "Write a date as 2026-03-08, or a date and time as 2026-03-08T13:00.";

        public Validator()
        {
            RuleFor(r => r.Title).MustBeTitle();
            RuleFor(r => r.TimeZone)
                .Must(LocalWindow.IsZone)
                .WithMessage("There is no such time zone. Use an IANA name such as Europe/Amsterdam.");
            RuleFor(r => r.Start).Must(LocalWindow.IsLocalTime).WithMessage(LocalTime);
            RuleFor(r => r.End).Must(LocalWindow.IsLocalTime).WithMessage(LocalTime);
            RuleFor(r => r.TrackedFrom)
                .Must(t => string.IsNullOrEmpty(t) || LocalWindow.IsLocalTime(t))
                .WithMessage(LocalTime);
            RuleFor(r => r.TrackedUntil)
                .Must(t => string.IsNullOrEmpty(t) || LocalWindow.IsLocalTime(t))
                .WithMessage(LocalTime);
            RuleFor(r => r.Wikis).NotEmpty().WithMessage("Name at least one wiki, for example en.wikipedia.");
            RuleFor(r => r.Wikis)
                .Must(w => w is null || w.Count <= 50)
                .WithMessage("A session follows at most 50 wikis.");
            RuleFor(r => r.Wikis)
                .Must(w => w is null || !w.Any(string.IsNullOrWhiteSpace))
                .WithMessage("One of the wikis has no name.");
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
            _ when !c.ProgramExists => Refusal.NotFound(
                "no-such-program",
                "There is no such program. Check its address."
            ),
            _ when !c.By.MayCoordinate => Standing.NotACoordinator,
            { Exists: true } => [],
            _ when c.Event.End <= c.Event.Start => EndsFirst("The session"),
            _ when c.Tracking.End <= c.Tracking.Start => EndsFirst("The tracking window"),
            _ when c.Wikis.Refusal is { } refusal => refusal,
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
        var command = new Command(
            new(acting.NewId),
            program,
            await planning.Inventory.Find(program, cancellation) is not null,
            by,
            request,
            Window(request.Start, request.End, request.TimeZone),
            Window(Or(request.TrackedFrom, request.Start), Or(request.TrackedUntil, request.End), request.TimeZone),
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

    private static Refusal EndsFirst(string what) =>
        Refusal.Invalid("ends-before-it-starts", $"{what} ends before it starts. Check both dates and times.");

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

    private static LocalWindow Window(string start, string end, string zone) =>
        LocalWindow.Between(start, end, zone) ?? throw new InvalidOperationException("The request was not validated.");

    private static string Or(string? asked, string otherwise) => string.IsNullOrEmpty(asked) ? otherwise : asked;
}
