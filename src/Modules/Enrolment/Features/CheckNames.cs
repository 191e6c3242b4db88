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

    private static async Task<Results<Ok<IReadOnlyList<NameReport>>, ProblemHttpResult>> Handle(
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
            return refusal.ToProblem();
        }

        var pasted = Pasted.UserNames(request.UserNames);
        var wikis = EnrolParticipants.WikisOf(plan!, enrolling.Wikis);
        var reports = await enrolling.People.LookUp([.. pasted.Select(p => p.Name)], wikis, cancellation);
        return TypedResults.Ok<IReadOnlyList<NameReport>>([
            .. pasted.Zip(reports, (p, report) => report with { Asked = p.Typed }),
        ]);
    }
}
