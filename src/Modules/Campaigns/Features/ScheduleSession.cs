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

/// <summary>A coordinator of a program puts a session on the calendar: when, where, which wikis, tracked how long.</summary>
internal static class ScheduleSession
{
    /// <summary>
    /// Local times in <paramref name="TimeZone"/>, as <c>2026-03-08</c> or <c>2026-03-08T13:00</c>; a date as an end is the
    /// end of that day. Without a tracking window, edits count from the session's start to its end. The online link goes
    /// where <see cref="SetOnlineLink"/> puts it.
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
        bool Listed = true,
        string? Language = null,
        string? EventPage = null,
        string? WikidataItem = null,
        string? Address = null,
        decimal? Latitude = null,
        decimal? Longitude = null,
        string? VenueItem = null,
        AttendanceOffered? Attendance = null,
        PlanRegistration.Request? Registration = null,
        SetCountingRule.Request? Counting = null,
        string? OnlineLink = null
    ) : ISchedule, IDescribed
    {
        public SessionDetails Details() =>
            new SessionDetails(
                Title,
                Description ?? "",
                Venue ?? "",
                Language,
                EventPage,
                WikidataItem,
                Address,
                Latitude,
                Longitude,
                VenueItem,
                Attendance
            ).Tidied();
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            Include(new DescriptionRules());
            Include(new ScheduleRules());
            RuleFor(r => r.Wikis).MustNameWikis();
            RuleFor(r => r.Slug).MustBeSlug();
            RuleFor(r => r.Registration!).SetValidator(new PlanRegistration.Validator());
            RuleFor(r => r.Counting!).SetValidator(new SetCountingRule.Validator());
            RuleFor(r => r.OnlineLink).MustBeWebAddress();
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
        NamedItems Items,
        DateTimeOffset Now
    )
    {
        public RegistrationPlan Registration => Asked.Registration?.In(Asked.TimeZone) ?? RegistrationPlan.Unlimited;

        public CountingRule Counting => Asked.Counting?.Rule() ?? CountingRule.Everything;
    }

    internal static Decision<SessionEvent> Decide(Session session, Command c) =>
        session switch
        {
            _ when !c.ProgramExists => Inventory.NoSuchProgram,
            _ when c.By.MayNotCoordinate is { } no => no,
            { Exists: true } => [],
            _ when ScheduleRules.EndsFirst(c.Event, c.Tracking) is { } refusal => refusal,
            _ when PlanRegistration.EndsFirst(c.Registration) is { } refusal => refusal,
            _ when c.Wikis.Refusal is { } unknown => unknown,
            _ when c.Items.Refuse(c.Asked.Details()) is { } unknown => unknown,
            _ => [Scheduled(c), .. Settings(c)],
        };

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/api/v1/programs/{program}/sessions", Handle)
            .Validate<Request, Validator>()
            .WithTags("Sessions")
            .WithSummary("Schedule a session of a program")
            .MakesOne()
            .Refuses(
                "no-such-item",
                "slug-taken",
                "changed-meanwhile",
                "ends-before-it-starts",
                "no-such-wiki",
                "another-wiki",
                "no-such-namespace",
                "wiki-not-answering"
            );

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
            await planning.Items.Check(by.MayCoordinate ? request.Details().Items : [], cancellation),
            acting.Now
        );
        var outcome = await planning.Log.Transact<Session, SessionEvent>(
            acting.NewId,
            state => Decide(state, command),
            acting.Cause,
            expectedVersion: null,
            cancellation
        );
        // Only with the request that makes the session: asked again, a link that was set since must stay.
        return outcome is { Accepted: true, Position: > 0 } && request.OnlineLink.OrNone() is { } link
            ? outcome with
            {
                Refusal = (
                    await SetOnlineLink.Run(
                        command.Id,
                        link,
                        acting with
                        {
                            ExpectedVersion = null,
                        },
                        planning,
                        cancellation
                    )
                ).Refusal,
            }
            : outcome;
    }

    /// <summary>What else was asked for, where it is not what every session begins with.</summary>
    private static IEnumerable<SessionEvent> Settings(Command c)
    {
        var details = c.Asked.Details();
        if (details != new SessionDetails(c.Asked.Title, c.Asked.Description ?? "", c.Asked.Venue ?? "").Tidied())
        {
            yield return new SessionDescribed(c.Id, details, c.Now);
        }

        if (c.Registration is var r && r != RegistrationPlan.Unlimited)
        {
            yield return new RegistrationPlanned(c.Id, r.Opens, r.Closes, r.Capacity, c.Now);
        }

        if (c.Counting is var counting && counting != CountingRule.Everything)
        {
            yield return new CountingRuleSet(c.Id, counting.Scope, counting.From, c.Now);
        }
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
