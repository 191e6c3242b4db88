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

/// <summary>
/// A coordinator of a program copies one of its sessions to another day, or to many as a series: with all settings and
/// articles, without people. All or none; asking again with the same Idempotency-Key makes no more.
/// </summary>
internal static class CopySession
{
    /// <summary>
    /// <paramref name="First"/> is the first day; the times of day stay, also over a change of clocks. A series has
    /// <paramref name="Times"/> sessions or lasts <paramref name="Until"/> a day. <paramref name="DatedTitles"/> puts the day
    /// behind the title; <paramref name="WithCoordinators"/> appoints those of the session itself to the copies.
    /// </summary>
    internal sealed record Request(
        DateOnly First,
        string? Title = null,
        Rhythm Every = Rhythm.Once,
        int? Times = null,
        DateOnly? Until = null,
        bool DatedTitles = false,
        bool WithCoordinators = true
    )
    {
        public IReadOnlyList<DateOnly> Days => Series.Days(First, Every, Times, Until);
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.First).Must(d => d.Year is >= 2000 and < 2200).WithMessage("Give the first day.");
            RuleFor(r => r.Title).MustBeText(180);
            RuleFor(r => r.Every).IsInEnum();
            RuleFor(r => r.Times).InclusiveBetween(1, Series.Longest);
            RuleFor(r => r.Until).MustNotBeBefore(r => r.First);
            RuleFor(r => r.Times)
                .Must((r, times) => r.Every == Rhythm.Once || times is null != r.Until is null)
                .WithMessage("Say how many sessions, or the last day: one of both.");
            RuleFor(r => r.Until)
                .Must((r, until) => until is null || r.Days.Count <= Series.Longest)
                .WithMessage($"Until that day there are more than {Series.Longest} sessions.");
        }
    }

    internal sealed record Command(
        ProgramId Program,
        Standing By,
        IReadOnlyList<Copy> Copies,
        bool AreThere,
        DateTimeOffset Now
    );

    /// <summary>One session to be made.</summary>
    internal sealed record Copy(SessionId Id, DateOnly Day, string Title, string Slug);

    internal static Decision<SessionEvent> Decide(Session session, Command c) =>
        session.Plan switch
        {
            null => Sessions.NotFound,
            _ when c.By.MayNotCoordinate is { } no => no,
            _ when c.AreThere => [],
            var plan
                when c.Copies.Select(copy => EndsFirst(plan, copy)).FirstOrDefault(no => no is not null) is { } no =>
                no,
            var plan => [.. c.Copies.SelectMany(copy => Begin(plan, copy, c))],
        };

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapPost("/api/v1/sessions/{session}/copies", Handle)
            .Validate<Request, Validator>()
            .WithTags("Sessions")
            .WithSummary("Copy a session to another day, or as a weekly, fortnightly or monthly series; all or none")
            .MakesOne()
            .Refuses("ends-before-it-starts", "slug-taken", "changed-meanwhile")
            .Produces<CopiedSessions>(StatusCodes.Status201Created);
        routes
            .MapPost("/api/v1/sessions/{session}/copies/preview", Preview)
            .Validate<Request, Validator>()
            .WithTags("Sessions")
            .WithSummary("The titles and times that copies of a session would have; makes none")
            .May(WhoMay.Everybody)
            .ChangesNothing();
    }

    private static async Task<Results<Created<CopiedSessions>, ProblemHttpResult>> Handle(
        SessionId session,
        Request request,
        Acting acting,
        SessionCopies copies,
        Sessions sessions,
        CancellationToken cancellation
    )
    {
        var (outcome, made) = await copies.Make(session, request, acting, cancellation);
        return outcome.Refusal is { } refusal
            ? refusal.ToProblem()
            : TypedResults.Created(
                $"/api/v1/sessions/{made[0]}",
                new CopiedSessions(
                    [.. (await sessions.Those(made, cancellation)).Reverse().Select(ShowSession.View.Of)],
                    outcome.Position
                )
            );
    }

    private static async Task<Results<Ok<IReadOnlyList<PlannedCopy>>, ProblemHttpResult>> Preview(
        SessionId session,
        Request request,
        Planning planning,
        CancellationToken cancellation
    )
    {
        var source = await planning.Log.Fold<Session, SessionEvent>(session.Value, cancellation);
        return source.State.Plan is { } plan
            ? TypedResults.Ok(PlannedCopy.Of(plan, request))
            : Sessions.NotFound.ToProblem();
    }

    private static IReadOnlyList<SessionEvent> Begin(SettledSession plan, Copy copy, Command c)
    {
        var settings = SessionCopy.On(plan, copy.Day);
        return SessionCopy.Begin(
            settings with
            {
                Details = settings.Details with { Title = copy.Title },
            },
            copy.Id,
            c.Program,
            copy.Slug,
            c.Now
        );
    }

    // Where the clock skips the time between both, nothing is left of a short session.
    private static Refusal? EndsFirst(SettledSession plan, Copy copy)
    {
        var settings = SessionCopy.On(plan, copy.Day);
        return ScheduleRules.EndsFirst(settings.Event, settings.Tracking);
    }
}

/// <summary>The sessions that were made, in the order of their start, and the log position after them.</summary>
internal sealed record CopiedSessions(IReadOnlyList<ShowSession.View> Sessions, long Position);

/// <summary>What a copy would be; instants are UTC.</summary>
internal sealed record PlannedCopy(
    string Title,
    string TimeZone,
    DateTimeOffset Start,
    DateTimeOffset End,
    DateTimeOffset TrackedFrom,
    DateTimeOffset TrackedUntil
)
{
    public static IReadOnlyList<PlannedCopy> Of(SettledSession plan, CopySession.Request request) =>
        [.. request.Days.Select(day => Of(plan, request, day))];

    private static PlannedCopy Of(SettledSession plan, CopySession.Request request, DateOnly day)
    {
        var settings = SessionCopy.On(plan, day);
        return new(
            SessionCopy.Title(plan, request.Title.OrNone(), day, request.DatedTitles),
            settings.TimeZone,
            settings.Event.Start,
            settings.Event.End,
            settings.Tracking.Start,
            settings.Tracking.End
        );
    }
}
