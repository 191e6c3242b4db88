using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Web.Conditional;
using CampaignDashboard.Web.Describing;
using CampaignDashboard.Web.Paging;
using CampaignDashboard.Web.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Enrolment.Features;

/// <summary>
/// Who waits for an account in a session, with name and e-mail address: for the session's coordinators, those of what it
/// belongs to, and administrators. Others are told nothing, not even how many.
/// </summary>
internal static class ShowAccountRequests
{
    /// <summary>
    /// <c>Email</c> is null where it can be read no more. <c>ExpiresAt</c> is when the request goes by itself. <c>Problem</c>
    /// is why there is no account yet, if that was tried, and <c>WikiSays</c> the wiki's own words.
    /// </summary>
    internal sealed record AccountRequest(
        Guid Id,
        string UserName,
        string? Email,
        Attendance Attendance,
        DateTimeOffset RequestedAt,
        DateTimeOffset ExpiresAt,
        CreationProblem? Problem,
        string? WikiSays
    );

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/api/v1/sessions/{session}/account-requests", Handle)
            .WithTags("Account requests")
            .WithSummary("Who waits for an account, with name and e-mail address (coordinators)")
            .WithDescription(
                "Who asked first comes first. Not to be stored: the addresses are for creating the accounts."
            )
            .Produces<IReadOnlyList<AccountRequest>>()
            .May(WhoMay.Coordinators)
            .Versioned()
            .Paged();

    private static async Task<IResult> Handle(
        SessionId session,
        [AsParameters] PageRequest page,
        HttpContext context,
        Acting acting,
        AccountRequesting requesting,
        CancellationToken cancellation
    )
    {
        var enrolling = requesting.Enrolling;
        if (await enrolling.MayNotSee(session, acting, cancellation) is { } refusal)
        {
            return refusal.ToProblem();
        }

        var (_, version) = await enrolling.Log.Fold<AccountRequests, AccountRequestEvent>(
            EnrolmentStreams.AccountRequests(session),
            cancellation
        );
        context.Response.Headers.CacheControl = "no-store";
        context.Response.WriteVersion(version);
        var after = Cursors.InstantAndId(page.After);
        var rows = (await Load(session, requesting, cancellation)).Where(r =>
            after is not var (at, id) || (r.RequestedAt, r.Id).CompareTo((at, id)) > 0
        );
        return TypedResults.Ok(page.Cut(context, [.. rows], r => Cursors.Of(r.RequestedAt, r.Id)));
    }

    /// <summary>The same for the API and the pages. Whoever calls has made sure that the caller coordinates the session.</summary>
    internal static async Task<IReadOnlyList<AccountRequest>> Load(
        SessionId session,
        AccountRequesting requesting,
        CancellationToken cancellation
    ) =>
        [
            .. (await requesting.WaitingIn(session, cancellation))
                .OrderBy(e => (e.RequestedAt, e.Request))
                .Select(e => new AccountRequest(
                    e.Request,
                    e.UserName,
                    e.Email,
                    e.Attendance,
                    e.RequestedAt,
                    e.RequestedAt + AccountVault.Lifetime,
                    e.Failure?.Problem,
                    e.Failure?.WikiSays
                )),
        ];
}
