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
/// A coordinator says where a session meets online, or that it does so no more. Participants and coordinators alone may
/// know it, so it is kept in <see cref="OnlineLinks"/>, and the log tells nothing of it.
/// </summary>
internal static class SetOnlineLink
{
    /// <summary>An https address.</summary>
    internal sealed record Request(string Link);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(r => r.Link).NotEmpty().MustBeWebAddress();
    }

    /// <summary>
    /// Without <paramref name="Link"/> the one that is kept goes. <paramref name="Seen"/> is the version that the caller
    /// decided on, if told.
    /// </summary>
    internal sealed record Command(SessionId Session, bool SessionExists, Standing By, string? Link, long? Seen = null);

    /// <summary>What is to be kept from now on; no event, for it never comes to the log.</summary>
    internal sealed record Change(SessionId Session, string? Link);

    internal static Decision<Change> Decide(string? kept, Command c) =>
        c switch
        {
            { SessionExists: false } => Sessions.NotFound,
            { By.MayNotCoordinate: { } no } => no,
            { Seen: { } seen } when seen != SecretVersion.Of(kept) => EventLog.Stale,
            _ when c.Link == kept => [],
            _ => [new Change(c.Session, c.Link)],
        };

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapPut("/api/v1/sessions/{session}/online-link", Handle)
            .Validate<Request, Validator>()
            .WithTags("Sessions")
            .WithSummary("Say where a session meets online; only participants and coordinators are told")
            .GuardedBy("/api/v1/sessions/{session}/online-link");
        routes
            .MapDelete("/api/v1/sessions/{session}/online-link", Clear)
            .WithTags("Sessions")
            .WithSummary("Forget where a session met online")
            .GuardedBy("/api/v1/sessions/{session}/online-link");
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        SessionId session,
        Request request,
        Acting acting,
        Planning planning,
        CancellationToken cancellation
    ) => (await Run(session, request.Link, acting, planning, cancellation)).ToNoContent();

    private static async Task<Results<NoContent, ProblemHttpResult>> Clear(
        SessionId session,
        Acting acting,
        Planning planning,
        CancellationToken cancellation
    ) => (await Run(session, null, acting, planning, cancellation)).ToNoContent();

    /// <summary>The same for the API and the page. The link is valid; an empty one is none.</summary>
    internal static async Task<Outcome> Run(
        SessionId session,
        string? link,
        Acting acting,
        Planning planning,
        CancellationToken cancellation
    )
    {
        var exists = await planning.Inventory.Exists(session.Value, cancellation);
        var by = await planning.Rights.At(session.Value, acting.By, cancellation);
        var kept = await planning.Links.Of(session, cancellation);
        var decision = Decide(kept, new(session, exists, by, link.OrNone(), acting.ExpectedVersion));
        foreach (var change in decision)
        {
            await planning.Links.Keep(change.Session, change.Link, cancellation);
        }

        return new(decision.Refusal, 0, 0);
    }
}
