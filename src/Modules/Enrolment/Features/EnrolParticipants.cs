using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.MediaWiki;
using CampaignDashboard.Web.Describing;
using CampaignDashboard.Web.Problems;
using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Enrolment.Features;

/// <summary>
/// A coordinator enters people by user name, as pasted, whenever and beyond the capacity too, those who wait or were
/// removed as well. Every account that one of the session's wikis knows is enrolled in one append; each name gets a
/// verdict, and a bad name keeps no good one out.
/// </summary>
internal static class EnrolParticipants
{
    private const int MostNames = 1000;

    /// <summary>Without an attendance, the one that the session offers; on site if it offers both.</summary>
    internal sealed record Request(IReadOnlyList<string> UserNames, Attendance? Attendance = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => Include(new NamesRule<Request>(r => r.UserNames));
    }

    /// <summary>As many names as a coordinator pastes at once.</summary>
    internal sealed class NamesRule<T> : AbstractValidator<T>
    {
        public NamesRule(System.Linq.Expressions.Expression<Func<T, IReadOnlyList<string>>> names) =>
            RuleFor(names)
                .Cascade(CascadeMode.Stop)
                .NotNull()
                .WithMessage("A list of names is required.")
                .Must(all => all.All(n => n is not null))
                .WithMessage("A user name is missing.")
                .Must(all => Pasted.UserNames(all).Count is > 0 and <= MostNames)
                .WithMessage($"Name at least one user, and at most {MostNames} at a time.");
    }

    /// <summary>Without <paramref name="Terms"/> there is no such session.</summary>
    internal sealed record Command(
        SessionId Session,
        Terms? Terms,
        Standing By,
        IReadOnlyList<CheckedName> Names,
        Attendance Attendance,
        DateTimeOffset Now
    );

    /// <summary>What became of one name: <paramref name="Asked"/> is as typed, <paramref name="Reason"/> says why not.</summary>
    internal sealed record Verdict(
        string Asked,
        EnrolVerdict Result,
        string? UserName,
        PersonId? Person,
        string? Reason
    );

    internal sealed record Answer(int Enrolled, IReadOnlyList<Verdict> Names, long Position);

    internal static Decision<RosterEvent> Decide(Roster roster, Command c) =>
        roster switch
        {
            _ when c.Terms is null => Sessions.NotFound,
            _ when c.By.MayNotCoordinate is { } no => no,
            { Ended: true } => Standing.IsDeleted,
            _ when !c.Terms.Offers(c.Attendance) => Terms.NotOffered,
            _ =>
            [
                .. c
                    .Names.Select(n => n.Person)
                    .OfType<PersonId>()
                    .Distinct()
                    .Where(p => !roster.Has(p))
                    .Select(p => new ParticipantEnrolled(c.Session, p, c.Attendance, c.Now)),
            ],
        };

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/api/v1/sessions/{session}/participants", Handle)
            .Validate<Request, Validator>()
            .WithTags("Participants")
            .WithSummary("Enrol people by user name, with a verdict for each")
            .GuardedBy("/api/v1/sessions/{session}/participants")
            .Refuses("attendance-not-offered");

    private static async Task<Results<Ok<Answer>, ProblemHttpResult>> Handle(
        SessionId session,
        Request request,
        Acting acting,
        Enrolling enrolling,
        CancellationToken cancellation
    )
    {
        var (outcome, answer) = await Run(session, request, acting, enrolling, cancellation);
        return outcome.Refusal is { } refusal ? refusal.ToProblem() : TypedResults.Ok(answer);
    }

    /// <summary>The same for the API and the page. The request is valid; who may not coordinate causes no question.</summary>
    internal static async Task<(Outcome Outcome, Answer Answer)> Run(
        SessionId session,
        Request request,
        Acting acting,
        Enrolling enrolling,
        CancellationToken cancellation
    )
    {
        var plan = await enrolling.Sessions.Find(session, cancellation);
        var by = await enrolling.Rights.At(session.Value, acting.By, cancellation);
        var pasted = Pasted.UserNames(request.UserNames);
        var wikis = plan is null || by.MayNotCoordinate is not null ? [] : WikisOf(plan, enrolling.Wikis);
        var names = await enrolling.People.Check([.. pasted.Select(p => p.Name)], wikis, cancellation);
        var terms = plan is null ? null : Terms.Of(plan);
        var attendance = request.Attendance ?? terms?.Usual ?? default;
        var command = new Command(session, terms, by, names, attendance, acting.Now);
        Decision<RosterEvent> decided = [];
        var outcome = await enrolling.OnRoster(
            session,
            state => decided = Decide(state, command),
            acting,
            cancellation
        );
        return (outcome, AnswerTo(pasted, names, decided, outcome.Position));
    }

    /// <summary>The wikis that are asked about names: those of the session that are still configured.</summary>
    internal static Wiki[] WikisOf(SessionPlan plan, WikiDirectory directory) =>
        [.. plan.Wikis.Select(w => directory.Find(w.Wiki)).OfType<Wiki>()];

    private static Answer AnswerTo(
        IReadOnlyList<PastedName> pasted,
        IReadOnlyList<CheckedName> names,
        Decision<RosterEvent> decided,
        long position
    )
    {
        var fresh = decided.Events.OfType<ParticipantEnrolled>().Select(e => e.Person).ToHashSet();
        var count = fresh.Count;
        // Two spellings of one account: the first is enrolled, the second is so already.
        return new(
            count,
            [.. pasted.Zip(names, (p, n) => VerdictOn(p, n, fresh.Remove(n.Person ?? default)))],
            position
        );
    }

    private static Verdict VerdictOn(PastedName pasted, CheckedName name, bool isFresh) =>
        new(
            pasted.Typed,
            name.Person is null ? EnrolVerdicts.Of(name.State)
                : isFresh ? EnrolVerdict.Enrolled
                : EnrolVerdict.AlreadyEnrolled,
            name.UserName,
            name.Person,
            name.Reason
        );
}

/// <summary>What became of a name that was to be enrolled.</summary>
internal enum EnrolVerdict
{
    Enrolled,
    AlreadyEnrolled,
    NotFound,
    Invalid,
    NotAnswered,
}

internal static class EnrolVerdicts
{
    /// <summary>The verdict on a name without an account.</summary>
    public static EnrolVerdict Of(NameState state) =>
        state switch
        {
            NameState.NoAccount => EnrolVerdict.NotFound,
            NameState.Impossible => EnrolVerdict.Invalid,
            _ => EnrolVerdict.NotAnswered,
        };
}
