using CampaignDashboard.Campaigns.Contracts;

namespace CampaignDashboard.Campaigns;

internal abstract record AddressingEvent;

/// <summary>
/// The page of an organiser, campaign, program or session got another address. The old ones lead to it for ever, so they
/// are never given away.
/// </summary>
internal sealed record AddressChanged(NodeKind Kind, Guid Node, string Slug, DateTimeOffset At) : AddressingEvent;

/// <summary>The address of one page: a stream beside the thing's own. The first slug is in that thing's stream.</summary>
internal sealed record Addressing(string? Slug) : IAggregate<Addressing, AddressingEvent>
{
    public static Addressing Initial => new((string?)null);

    public static Guid StreamOf(Guid node) => StreamId.Derived(node, "address");

    public static Addressing Evolve(Addressing state, AddressingEvent e) =>
        e switch
        {
            AddressChanged changed => new(changed.Slug),
            _ => state,
        };
}
