using System.Collections.Immutable;
using CampaignDashboard.Metrics.Contracts;

namespace CampaignDashboard.Metrics;

/// <summary>A page by its number on its wiki, which stays the same wherever the page moves.</summary>
internal readonly record struct WikiPage(string Wiki, long Page);

/// <summary>What coordinators of a session decided of single pages: whether their edits count, and why.</summary>
internal sealed record PageChoices(ImmutableDictionary<WikiPage, PageChoices.Choice> All)
    : IAggregate<PageChoices, PageChoiceEvent>
{
    public static PageChoices Initial => new(ImmutableDictionary<WikiPage, Choice>.Empty);

    public static PageChoices Evolve(PageChoices state, PageChoiceEvent e) =>
        e switch
        {
            PageExcluded or PageIncluded => new(
                state.All.SetItem(new(e.Wiki, e.Page), new(e is PageIncluded, e.Reason, e.At))
            ),
            _ => state,
        };

    /// <summary>Whether this was decided of a page already, for the same reason.</summary>
    public bool Has(WikiPage page, bool counts, string reason) =>
        All.TryGetValue(page, out var choice) && choice.Counts == counts && choice.Reason == reason;

    /// <summary>The last word on a page.</summary>
    internal sealed record Choice(bool Counts, string Reason, DateTimeOffset At);
}
