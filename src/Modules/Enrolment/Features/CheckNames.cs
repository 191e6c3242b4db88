using CampaignDashboard.Campaigns.Contracts;
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
/// A coordinator asks a session's wikis about names, before anybody is enrolled. Nothing is stored by asking: whom the
/// dashboard does not know, it does not know afterwards.
/// </summary>
internal static class CheckNames
{
    internal sealed record Request(IReadOnlyList<string> UserNames);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => Include(new EnrolParticipants.NamesRule<Request>(r => r.UserNames));
    }

    /// <summary>
    /// What a wiki says of a name (see <see cref="NameReport"/>), and what that means here: <paramref name="IsEnrolled"/>, the
    /// account takes part already; <paramref name="IsNew"/>, it was made so late that the session's figures call its owner new.
    /// </summary>
    internal sealed record Verdict(
        string Asked,
        NameState State,
        string? UserName,
        string? Wiki,
        long? CentralId,
        long? LocalId,
        DateTimeOffset? Registration,
        bool IsBlocked,
        string? Reason,
        bool IsEnrolled,
        bool IsNew
    )
    {
        /// <summary>Whether there is somebody to enrol.</summary>
        internal bool IsGood => UserName is not null && !IsEnrolled;
    }

    /// <summary>As the figures count new editors: accounts of the days before the session, or later.</summary>
    private static readonly TimeSpan New = TimeSpan.FromDays(14);

    internal sealed record Command(bool SessionExists, Standing By);

    /// <summary>Null where the wikis may be asked.</summary>
    internal static Refusal? Decide(Command c) => c.SessionExists ? c.By.MayNotCoordinate : Sessions.NotFound;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/api/v1/sessions/{session}/name-checks", Handle)
            .Validate<Request, Validator>()
            .WithTags("Participants")
            .WithSummary("What the session's wikis say of up to 1,000 user names (coordinators); stores nothing")
            .ChangesNothing();

    private static async Task<Results<Ok<IReadOnlyList<Verdict>>, ProblemHttpResult>> Handle(
        SessionId session,
        Request request,
        Acting acting,
        Enrolling enrolling,
        CancellationToken cancellation
    )
    {
        var (outcome, verdicts) = await Run(session, request, acting, enrolling, cancellation);
        return outcome.Refusal is { } refusal ? refusal.ToProblem() : TypedResults.Ok(verdicts);
    }

    /// <summary>The same for the API and the page. The request is valid; who may not coordinate causes no question.</summary>
    internal static async Task<(Outcome Outcome, IReadOnlyList<Verdict> Verdicts)> Run(
        SessionId session,
        Request request,
        Acting acting,
        Enrolling enrolling,
        CancellationToken cancellation
    )
    {
        var plan = await enrolling.Sessions.Find(session, cancellation);
        var by = await enrolling.Rights.At(session.Value, acting.By, cancellation);
        if (Decide(new(plan is not null, by)) is { } refusal)
        {
            return (new(refusal, 0, 0), []);
        }

        var pasted = Pasted.UserNames(request.UserNames);
        var wikis = EnrolParticipants.WikisOf(plan!, enrolling.Wikis);
        var reports = await enrolling.People.LookUp([.. pasted.Select(p => p.Name)], wikis, cancellation);
        var enrolled = await NamesOnRoster(plan!.Id, enrolling, cancellation);
        return (
            new(Refusal: null, 0, 0),
            [.. pasted.Zip(reports, (p, report) => VerdictOn(p.Typed, report, enrolled, plan.Start - New))]
        );
    }

    private static async Task<HashSet<string>> NamesOnRoster(
        SessionId session,
        Enrolling enrolling,
        CancellationToken cancellation
    )
    {
        var people = await enrolling.Rows.PeopleOf(session, cancellation);
        var names = await enrolling.People.Names([.. people.Select(p => p.Person)], cancellation);
        return names.Values.ToHashSet(StringComparer.Ordinal);
    }

    private static Verdict VerdictOn(
        string typed,
        NameReport report,
        HashSet<string> enrolled,
        DateTimeOffset newSince
    ) =>
        new(
            typed,
            report.State,
            report.UserName,
            report.Wiki,
            report.CentralId,
            report.LocalId,
            report.Registration,
            report.IsBlocked,
            report.Reason,
            report.UserName is { } name && enrolled.Contains(name),
            report.Registration >= newSince
        );
}
