using CampaignDashboard.Campaigns.Contracts;

namespace CampaignDashboard.Metrics;

/// <summary>Finds the sessions that make a scope.</summary>
internal sealed class Scopes(Plans plans)
{
    /// <summary>A session (listed or not: its link was known), or the listed sessions below anything above one.</summary>
    public async Task<Scope?> Of(NodeKind kind, Guid id, Period period, CancellationToken cancellation) =>
        await plans.Find(id, cancellation) is { } node && node.Kind == kind
            ? await Of(node, period, cancellation)
            : null;

    /// <summary>The same for what stands at an address.</summary>
    public async Task<Scope?> At(NodeKind kind, string slug, Period period, CancellationToken cancellation) =>
        await plans.At(kind, slug, cancellation) is { } node ? await Of(node, period, cancellation) : null;

    /// <summary>Any set of things, each named by its id; a session inside two of them is there once. Null: one is unknown.</summary>
    public async Task<Scope?> OfSet(IReadOnlyCollection<Guid> ids, Period period, CancellationToken cancellation)
    {
        var places = new List<SessionPlace>();
        foreach (var id in ids.Distinct())
        {
            if (await plans.Find(id, cancellation) is not { } node)
            {
                return null;
            }

            places.AddRange(await PlacesOf(node, cancellation));
        }

        return new(null, [.. places.Distinct()], period);
    }

    private async Task<Scope> Of(PlannedNode node, Period period, CancellationToken cancellation) =>
        new(node, await PlacesOf(node, cancellation), period);

    private Task<IReadOnlyList<SessionPlace>> PlacesOf(PlannedNode node, CancellationToken cancellation) =>
        node.Kind is NodeKind.Session
            ? plans.PlacesOf([new(node.Id)], cancellation)
            : plans.SessionsBelow(node.Id, cancellation);
}
