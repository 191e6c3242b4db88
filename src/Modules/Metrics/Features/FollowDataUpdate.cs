using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using CampaignDashboard.Metrics.Updating;
using CampaignDashboard.Web.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace CampaignDashboard.Metrics.Features;

/// <summary>How far a data update is, as server-sent events, from whatever node it runs on; ends with it. Public.</summary>
internal static class FollowDataUpdate
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// <c>step</c> is one of the parts of an update, the <c>nth</c> of <c>steps</c>; <c>fetched</c> counts answers of wikis,
    /// <c>added</c> facts that were new. <c>secondsLeft</c> is what the step still takes, null where nobody knows.
    /// </summary>
    internal sealed record View(
        Guid Update,
        string State,
        string? Step,
        int Nth,
        int Steps,
        string? Wiki,
        int Done,
        int? Of,
        int Fetched,
        int Added,
        int? SecondsLeft
    )
    {
        public static View At(Guid update, Progress? p, DateTimeOffset now) =>
            p is null
                ? new(update, "waiting", null, 0, 0, null, 0, null, 0, 0, null)
                : new(
                    update,
                    "running",
                    p.Step,
                    p.Nth,
                    p.Steps,
                    p.Wiki,
                    p.Done,
                    p.Of,
                    p.Fetched,
                    p.Added,
                    p.TimeLeft(now) is { } left ? (int)Math.Ceiling(left.TotalSeconds) : null
                );
    }

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/api/v1/data-updates/{update:guid}/progress", Handle)
            .WithTags("Data updates")
            .WithSummary("How far a data update is, as server-sent events, until it ends")
            .WithDescription(
                "Events `progress` while it waits or runs, at most two a second and only when something changed, then one event `ended`."
            );

    private static async Task<Results<ServerSentEventsResult<View>, ProblemHttpResult>> Handle(
        Guid update,
        DataUpdateList updates,
        ProgressBoard board,
        IHostApplicationLifetime host,
        TimeProvider time,
        HttpContext context,
        CancellationToken cancellation
    )
    {
        if (await updates.Find(update, cancellation) is null && await board.Of(update, cancellation) is null)
        {
            return ShowDataUpdates.NoSuchUpdate.ToProblem();
        }

        // Proxies that collect answers would keep the progress back until the end.
        context.Response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.ServerSentEvents(
            Follow(update, updates, board, time, host.ApplicationStopping, cancellation)
        );
    }

    private static async IAsyncEnumerable<SseItem<View>> Follow(
        Guid update,
        DataUpdateList updates,
        ProgressBoard board,
        TimeProvider time,
        CancellationToken stopping,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, stopping);
        Progress? told = null;
        for (var first = true; !either.IsCancellationRequested; first = false)
        {
            var progress = await board.Of(update, cancellation);
            if (await IsOver(update, progress, updates, cancellation))
            {
                var last = View.At(update, progress ?? told, time.GetUtcNow());
                yield return new(last with { State = "ended" }, "ended");
                yield break;
            }

            if (first || progress != told)
            {
                told = progress;
                yield return new(View.At(update, progress, time.GetUtcNow()), "progress");
            }

            await Task.Delay(LookAgain, time, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>One that nobody asked for is in no list until it ends: it is over when it is told of no more.</summary>
    private static async Task<bool> IsOver(
        Guid update,
        Progress? progress,
        DataUpdateList updates,
        CancellationToken cancellation
    ) => await updates.Find(update, cancellation) is { } known ? known.CompletedAt is not null : progress is null;
}
