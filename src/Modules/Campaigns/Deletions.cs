using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Campaigns.Features;
using CampaignDashboard.Identity.Contracts;

namespace CampaignDashboard.Campaigns;

/// <summary>
/// Deletes with what other modules keep beside a session: one append that ends their streams too, at the very versions at
/// which nobody had taken part. Who enrols at the same instant makes the decision be made again, or is refused.
/// </summary>
internal sealed class Deletions(Planning planning, IEnumerable<IBesideSession> beside)
{
    private static readonly Refusal Busy = Refusal.Conflict(
        "busy",
        "Many people are changing this at the same moment. Try again."
    );

    public async Task<Outcome> Delete(Guid node, Acting acting, CancellationToken cancellation)
    {
        for (var attempt = 1; attempt <= EventLog.MaxAttempts; attempt++)
        {
            if (await Try(node, acting, cancellation) is { } outcome)
            {
                return outcome;
            }
        }

        return new(Busy, 0, 0);
    }

    /// <summary>Decides once; null if somebody else appended meanwhile.</summary>
    private async Task<Outcome?> Try(Guid node, Acting acting, CancellationToken cancellation)
    {
        var stream = Lifecycle.StreamOf(node);
        var (state, version) = await planning.Log.Fold<Lifecycle, LifecycleEvent>(stream, cancellation);
        var ends = await EndsOf(node, acting.Now, cancellation);
        var command = new DeletePlan.Command(
            await planning.Inventory.Find(node, cancellation),
            await planning.Rights.At(node, acting.By, cancellation),
            await planning.Inventory.IsEmpty(node, cancellation),
            ends.Any(end => end.WasUsed),
            acting.Now
        );
        if (acting.ExpectedVersion is { } seen && command.Node is { } found && found.Version != seen)
        {
            return new(EventLog.Stale, version, 0);
        }

        var decision = DeletePlan.Decide(state, command);
        if (decision.Refusal is not null || decision.Events.IsEmpty)
        {
            return new(decision.Refusal, version, 0);
        }

        StreamAppend[] appends =
        [
            .. command.Node?.Kind == NodeKind.Session ? ends.Select(end => end.Last) : [],
            new(stream, "lifecycle", ExpectedVersion.Exact(version), [.. decision.Events]),
        ];
        var appended = await planning.Log.Append(appends, acting.Cause, cancellation);
        if (appended.Accepted)
        {
            await planning.Links.Keep(new(node), link: null, cancellation);
        }

        return appended.Conflict is null ? new(appended.Refusal, appended.Version, appended.Position) : null;
    }

    private async Task<IReadOnlyList<EndOfSession>> EndsOf(
        Guid node,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var ends = new List<EndOfSession>();
        foreach (var part in beside)
        {
            ends.Add(await part.EndOf(new(node), now, cancellation));
        }

        return ends;
    }
}
