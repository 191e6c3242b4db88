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
/// A coordinator records the attendance of many at once, as from a list on paper: each mark gets a verdict, and one of
/// somebody who does not take part keeps no other out. <c>Rest</c> is said of every participant who has no mark yet and is
/// not named. One append; asking again changes nothing.
/// </summary>
internal static class TakeAttendance
{
    private const int MostMarks = 1000;

    internal sealed record Request(IReadOnlyList<Mark>? Marks, Presence? Rest);

    /// <summary>What is said of one participant; without <paramref name="Presence"/>, what was recorded is taken back.</summary>
    internal sealed record Mark(PersonId Person, Presence? Presence);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Marks)
                .Must(marks => marks!.All(m => m is not null))
                .WithMessage("A mark is missing.")
                .Must(marks => marks!.Count <= MostMarks)
                .WithMessage($"Send at most {MostMarks} marks at a time.")
                .Must(marks => marks!.Where(m => m is not null).GroupBy(m => m.Person).All(g => g.Count() == 1))
                .WithMessage("Say one thing of each person.")
                .When(r => r.Marks is not null);
            RuleFor(r => r.Marks)
                .NotEmpty()
                .WithMessage("Send marks, or say what the rest is.")
                .When(r => r.Rest is null);
        }
    }

    /// <summary>Without <paramref name="Opening"/> there is no such session.</summary>
    internal sealed record Command(
        SessionId Session,
        Opening? Opening,
        Standing By,
        IReadOnlyList<Mark> Marks,
        Presence? Rest,
        DateTimeOffset Now
    );

    internal sealed record Verdict(PersonId Person, MarkVerdict Result);

    /// <summary><c>Recorded</c> is how many people's attendance is another now, those of the rest included.</summary>
    internal sealed record Answer(int Recorded, IReadOnlyList<Verdict> Marks, long Position);

    internal static Decision<RosterEvent> Decide(Roster roster, Command c) =>
        roster switch
        {
            _ when c.Opening is null => Sessions.NotFound,
            _ when c.By.MayNotCoordinate is { } no => no,
            { Ended: true } => Standing.IsDeleted,
            _ when c.Opening.RefuseAt(c.Now) is { } refusal => refusal,
            _ =>
            [
                .. c.Marks.Where(m => On(roster, m) is MarkVerdict.Recorded).Select(m => Said(c, m)),
                .. RestOf(roster, c).Select(p => new AttendanceRecorded(c.Session, p, c.Rest!.Value, c.Now)),
            ],
        };

    private static MarkVerdict On(Roster roster, Mark mark) =>
        !roster.Has(mark.Person) ? MarkVerdict.NotAParticipant
        : roster.Door.Of(mark.Person) == mark.Presence ? MarkVerdict.Unchanged
        : MarkVerdict.Recorded;

    private static RosterEvent Said(Command c, Mark mark) =>
        mark.Presence is { } presence
            ? new AttendanceRecorded(c.Session, mark.Person, presence, c.Now)
            : new AttendanceCleared(c.Session, mark.Person, c.Now);

    private static IEnumerable<PersonId> RestOf(Roster roster, Command c) =>
        c.Rest is null
            ? []
            : roster
                .Enrolled.Keys.Where(p => roster.Door.Of(p) is null)
                .Except(c.Marks.Select(m => m.Person))
                .OrderBy(p => p.Value);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/api/v1/sessions/{session}/attendance", Handle)
            .Validate<Request, Validator>()
            .WithTags("Attendance")
            .WithSummary("Record the attendance of many at once, with a verdict for each")
            .WithDescription(
                "A mark without presence takes back what was recorded. rest is said of every participant who has no mark yet and is not among the marks."
            )
            .GuardedBy("/api/v1/sessions/{session}/participants")
            .Refuses("attendance-not-yet", "session-cancelled");

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

    /// <summary>The same for the API and the page. The request is valid.</summary>
    internal static async Task<(Outcome Outcome, Answer Answer)> Run(
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
            request.Marks ?? [],
            request.Rest,
            acting.Now
        );
        var (seen, decided) = (Roster.Initial, (Decision<RosterEvent>)[]);
        var outcome = await enrolling.OnRoster(
            session,
            state => decided = Decide(seen = state, command),
            acting,
            cancellation
        );
        var verdicts = command.Marks.Select(m => new Verdict(m.Person, On(seen, m)));
        return (outcome, new(decided.Events.Length, [.. verdicts], outcome.Position));
    }
}

/// <summary>What became of a mark.</summary>
internal enum MarkVerdict
{
    Recorded,
    Unchanged,
    NotAParticipant,
}
