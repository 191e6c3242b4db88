using System.Globalization;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Web.Describing;
using CampaignDashboard.Web.Paging;
using CampaignDashboard.Web.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Metrics.Features;

/// <summary>The data updates of a session: when, how much was new, what failed and why. Public.</summary>
internal static class ShowDataUpdates
{
    internal static readonly Refusal NoSuchUpdate = Refusal.NotFound(
        "no-such-data-update",
        "There is no such data update."
    );

    /// <summary>
    /// <c>running</c>: the wikis are being read; <c>counting</c>: read, the figures follow in a moment; <c>completed</c>:
    /// the figures rest on it; <c>cancelled</c>: a coordinator broke it off. <c>reason</c> is <c>coordinator</c>,
    /// <c>schedule</c> or <c>live</c>; updates of the last two that found nothing are not told.
    /// </summary>
    internal sealed record View(
        Guid Id,
        SessionId Session,
        string State,
        string Reason,
        DateTimeOffset RequestedAt,
        DateTimeOffset? CompletedAt,
        int Added,
        long? Position,
        IReadOnlyList<DataUpdateList.Problem> Problems
    )
    {
        public static View Of(DataUpdateList.Update u, bool figuresReached) =>
            new(
                u.Id,
                u.Session,
                StateOf(u, figuresReached),
                u.Reason,
                u.RequestedAt,
                u.CompletedAt,
                u.Added,
                u.Position,
                u.Problems
            );

        private static string StateOf(DataUpdateList.Update u, bool figuresReached) =>
            u.Cancelled ? "cancelled"
            : u.Position is null ? "running"
            : figuresReached ? "completed"
            : "counting";
    }

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/api/v1/sessions/{session}/data-updates", List)
            .WithTags("Data updates")
            .WithSummary("The data updates of a session, the newest first")
            .Paged();
        routes
            .MapGet("/api/v1/data-updates/{update:guid}", Handle)
            .WithTags("Data updates")
            .WithSummary("A data update; with `Prefer: wait=30` answers when it has ended")
            .WithDescription("Problems name participants to coordinators alone.")
            .Produces<View>();
    }

    internal static string AddressOf(Guid update) => $"/api/v1/data-updates/{update}";

    private static async Task<Results<Ok<IReadOnlyList<View>>, ProblemHttpResult>> List(
        SessionId session,
        [AsParameters] PageRequest page,
        HttpContext context,
        Acting acting,
        Measuring measuring,
        ProjectionDaemon daemon,
        CancellationToken cancellation
    )
    {
        if (await measuring.Sessions.Find(session, cancellation) is null)
        {
            return Sessions.NotFound.ToProblem();
        }

        var reached = await daemon.Position(FigureTables.Projection, cancellation);
        var before = Cursors.InstantAndId(page.After);
        var rows = page.Cut(
            context,
            await measuring.Updates.Page(session, before, page.Size + 1, cancellation),
            u => Cursors.Of(u.RequestedAt, u.Id)
        );
        var reader = await measuring.Rights.At(session.Value, acting.By, cancellation);
        return TypedResults.Ok<IReadOnlyList<View>>([
            .. rows.Select(u => View.Of(u.For(reader), u.Position <= reached)),
        ]);
    }

    private static async Task<Results<Ok<View>, ProblemHttpResult>> Handle(
        Guid update,
        HttpContext context,
        Acting acting,
        Rights rights,
        DataUpdateWait wait,
        CancellationToken cancellation
    )
    {
        var (row, reached) = await wait.For(update, Patience(context.Request), cancellation);
        if (row is null)
        {
            return NoSuchUpdate.ToProblem();
        }

        var reader = await rights.At(row.Session.Value, acting.By, cancellation);
        return TypedResults.Ok(View.Of(row.For(reader), reached));
    }

    /// <summary>RFC 7240: <c>Prefer: wait=30</c>, in seconds; at most a minute is granted.</summary>
    private static TimeSpan Patience(HttpRequest request)
    {
        var wait = request
            .Headers["Prefer"]
            .SelectMany(p => p?.Split([',', ';']) ?? [])
            .Select(p => p.Trim())
            .FirstOrDefault(p => p.StartsWith("wait=", StringComparison.OrdinalIgnoreCase));
        return int.TryParse(wait?[5..], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(Math.Min(seconds, 60))
            : TimeSpan.Zero;
    }
}
