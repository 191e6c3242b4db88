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
/// A coordinator of two sessions enters those who take part in the one into the other, beyond the capacity too. Left out
/// are who is enrolled there already, was removed there, or was forgotten. Asking again changes nothing.
/// </summary>
internal static class CopyRoster
{
    /// <summary><c>From</c> is the session whose participants shall come.</summary>
    internal sealed record Request(SessionId From);

    /// <summary>
    /// Without <paramref name="Terms"/> there is no such session. <paramref name="ByThere"/> is what the caller is to the
    /// session whose <paramref name="People"/> are meant; null if there is no such one.
    /// </summary>
    internal sealed record Command(
        SessionId Session,
        Terms? Terms,
        Standing By,
        Standing? ByThere,
        IReadOnlyList<Waiter> People,
        DateTimeOffset Now
    );

    /// <summary>How many were entered, of how many who take part in the other session.</summary>
    internal sealed record Answer(int Enrolled, int Of, long Position);

    internal static Decision<RosterEvent> Decide(Roster roster, Command c) =>
        roster switch
        {
            _ when c.Terms is null => Sessions.NotFound,
            _ when c.By.MayNotCoordinate is { } no => no,
            { Ended: true } => Standing.IsDeleted,
            _ when c.ByThere is null => NoSuchSource,
            _ when !c.ByThere.MayCoordinate => NotYours,
            _ => [.. Newcomers(roster, c).Select(w => Entered(c, c.Terms, w))],
        };

    private static IEnumerable<Waiter> Newcomers(Roster roster, Command c) =>
        c.People.Where(w => !roster.Has(w.Person) && !roster.Removed.ContainsKey(w.Person));

    private static ParticipantEnrolled Entered(Command c, Terms terms, Waiter w) =>
        new(c.Session, w.Person, terms.Offers(w.Attendance) ? w.Attendance : terms.Usual, c.Now);

    private static readonly Refusal NoSuchSource = Refusal.Invalid(
        "no-such-source",
        "There is no session of that id to copy the participants from. Choose another."
    );

    private static readonly Refusal NotYours = Refusal.Forbidden(
        "source-not-yours",
        "Only a coordinator of both sessions may copy participants from the one to the other."
    );

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/api/v1/sessions/{session}/participants/copy", Handle)
            .WithTags("Participants")
            .WithSummary("Enrol those who take part in another session that you coordinate")
            .GuardedBy("/api/v1/sessions/{session}/participants")
            .Refuses("no-such-source", "source-not-yours");

    private static async Task<Results<Ok<Answer>, ProblemHttpResult>> Handle(
        SessionId session,
        Request request,
        Acting acting,
        Enrolling enrolling,
        CancellationToken cancellation
    )
    {
        var (outcome, answer) = await Run(session, request.From, acting, enrolling, cancellation);
        return outcome.Refusal is { } refusal ? refusal.ToProblem() : TypedResults.Ok(answer);
    }

    /// <summary>The same for the API and the page.</summary>
    internal static async Task<(Outcome Outcome, Answer Answer)> Run(
        SessionId session,
        SessionId from,
        Acting acting,
        Enrolling enrolling,
        CancellationToken cancellation
    )
    {
        var source = await enrolling.Sessions.Find(from, cancellation);
        var byThere = source is null ? null : await enrolling.Rights.At(from.Value, acting.By, cancellation);
        var people = byThere is { MayCoordinate: true } ? await Known(from, enrolling, cancellation) : [];
        var terms = await enrolling.TermsOf(session, cancellation);
        var by = await enrolling.Rights.At(session.Value, acting.By, cancellation);
        var command = new Command(session, terms, by, byThere, people, acting.Now);
        Decision<RosterEvent> decided = [];
        var outcome = await enrolling.OnRoster(
            session,
            state => decided = Decide(state, command),
            acting,
            cancellation
        );
        return (outcome, new(decided.Events.Length, people.Length, outcome.Position));
    }

    // A forgotten person takes part in nothing new.
    private static async Task<Waiter[]> Known(SessionId from, Enrolling enrolling, CancellationToken cancellation)
    {
        var rows = await enrolling.Rows.PeopleOf(from, cancellation);
        var names = await enrolling.People.Names([.. rows.Select(r => r.Person)], cancellation);
        return [.. rows.Where(r => names.ContainsKey(r.Person)).Select(r => new Waiter(r.Person, r.Attendance))];
    }
}
