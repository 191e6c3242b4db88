using CampaignDashboard.Campaigns.Contracts;

namespace CampaignDashboard.Metrics.Updating;

/// <summary>A problem that stands, in a sentence, and when the schedule asks that wiki again (null: with the next update).</summary>
internal sealed record StandingProblem(
    string Wiki,
    string Code,
    string Reason,
    string? Step,
    DateTimeOffset? NextAttempt
);

/// <summary>
/// What everybody sees of a session's updates: the last one and how much was new, the next, up to when edits are tracked,
/// since when nothing is looked at any more, what is under way, and what cannot be read.
/// </summary>
internal sealed record UpdateOutlook(
    DateTimeOffset? LastUpdate,
    int LastAdded,
    DateTimeOffset? NextUpdate,
    DateTimeOffset TrackedUntil,
    DateTimeOffset? FrozenSince,
    Guid? UnderWay,
    UpdateReason? UnderWayFor,
    Progress? Progress,
    IReadOnlyList<StandingProblem> Problems
);

/// <summary>Gathers what is to be said of a session's updates, from the log and from beside it.</summary>
internal sealed class UpdateOutlooks(
    SessionLooks looks,
    FailingWikis failing,
    ProgressBoard board,
    DataUpdateList updates,
    TimeProvider time
)
{
    /// <summary>What this reader may know; names are for those who coordinate the session.</summary>
    public async Task<UpdateOutlook> Of(SessionPlan session, Standing reader, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var look = await looks.Of(session.Id, cancellation);
        var newest = await updates.Of(session.Id, 2, cancellation);
        var progress = await board.Of(session.Id, cancellation);
        var next = UpdateTimes.Next(session, look?.LookedAt, look?.FoundAt, now);
        var ended = newest.FirstOrDefault(u => u.CompletedAt is not null);
        var last = LastOf(look, ended);
        var waiting = newest.FirstOrDefault(u => u.CompletedAt is null)?.Id;
        return new(
            last,
            ended is { Cancelled: false } && ended.CompletedAt >= last ? ended.Added : 0,
            next,
            session.TrackedUntil,
            next is null && session is { Archived: false, Cancelled: null }
                ? UpdateTimes.Frozen(session.TrackedUntil)
                : null,
            progress?.Update ?? waiting,
            waiting is not null ? UpdateReason.Coordinator
                : progress is null ? null
                : UpdateReason.Schedule,
            progress,
            await Standing(look, newest is [var first, ..] ? first : null, reader, cancellation)
        );
    }

    /// <summary>
    /// The last look, or the live update after it, which is none and is told only if it found something. Updates of before
    /// there was a schedule are known from the log alone.
    /// </summary>
    private static DateTimeOffset? LastOf(SessionLook? look, DataUpdateList.Update? ended) =>
        look is null ? ended?.CompletedAt
        : ended is { Reason: "live" } && ended.RequestedAt > look.LookedAt ? ended.RequestedAt
        : look.LookedAt;

    private async Task<IReadOnlyList<StandingProblem>> Standing(
        SessionLook? look,
        DataUpdateList.Update? newest,
        Standing reader,
        CancellationToken cancellation
    )
    {
        var problems = look is null ? newest?.Problems ?? [] : await updates.Worded(look.Problems, cancellation);
        var next = await failing.NextAttempts(problems.Select(p => p.Wiki), cancellation);
        return
        [
            .. problems.Select(p => new StandingProblem(
                p.Wiki,
                p.Code,
                reader.MayCoordinate ? p.Reason : p.PublicReason,
                p.Step,
                next.TryGetValue(p.Wiki, out var at) ? at : null
            )),
        ];
    }
}
