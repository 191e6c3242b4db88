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

/// <summary>A coordinator says anew what a session is. Saying the same again changes nothing.</summary>
internal static class DescribeSession
{
    internal sealed class Validator : AbstractValidator<SessionDetails>
    {
        public Validator() => Include(new DescriptionRules());
    }

    internal sealed record Command(
        SessionId Id,
        Standing By,
        SessionDetails Asked,
        NamedItems Items,
        DateTimeOffset Now
    );

    internal static Decision<SessionEvent> Decide(Session session, Command c) =>
        session switch
        {
            { Exists: false } => Sessions.NotFound,
            _ when c.By.MayNotCoordinate is { } no => no,
            _ when session.Plan!.Details == c.Asked => [],
            _ when c.Items.Refuse(c.Asked, session.Plan.Details) is { } refusal => refusal,
            _ => [new SessionDescribed(c.Id, c.Asked, c.Now)],
        };

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPut("/api/v1/sessions/{session}", Handle)
            .Validate<SessionDetails, Validator>()
            .WithTags("Sessions")
            .WithSummary("Describe a session anew: what is left out is told no more")
            .GuardedBy("/api/v1/sessions/{session}")
            .Refuses("no-such-item");

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        SessionId session,
        SessionDetails request,
        Acting acting,
        Planning planning,
        CancellationToken cancellation
    ) => (await Run(session, request, acting, planning, cancellation)).ToNoContent();

    /// <summary>The same for the API and the page.</summary>
    internal static async Task<Outcome> Run(
        SessionId session,
        SessionDetails request,
        Acting acting,
        Planning planning,
        CancellationToken cancellation
    )
    {
        var by = await planning.Rights.At(session.Value, acting.By, cancellation);
        var asked = request.Tidied();
        var items = await planning.Items.Check(by.MayCoordinate ? asked.Items : [], cancellation);
        var command = new Command(session, by, asked, items, acting.Now);
        return await planning.Change<Session, SessionEvent>(
            session.Value,
            s => Decide(s, command),
            acting,
            cancellation
        );
    }
}
