using CampaignDashboard.Web.Localisation;
using CampaignDashboard.Web.Prose;

namespace CampaignDashboard.Campaigns.Pages;

/// <summary>What the cards of organisers, campaigns and programs say.</summary>
internal static class CardsOf
{
    public static IReadOnlyList<Cards.Item> Organisers(Localiser l, IEnumerable<Inventory.OrganiserRow> rows) =>
        [
            .. rows.Select(o => new Cards.Item(
                $"/organisers/{o.Slug}",
                o.Name,
                null,
                l["campaigns-count-campaigns", o.Campaigns]
            )),
        ];

    /// <summary>Campaigns of many organisers, with whose they are.</summary>
    public static IReadOnlyList<Cards.Item> Campaigns(Localiser l, IEnumerable<Inventory.CampaignRow> rows) =>
        [.. rows.Select(c => Campaign(l, c, c.OrganiserName))];

    /// <summary>The campaigns of one organiser, with what they are about.</summary>
    public static IReadOnlyList<Cards.Item> CampaignsOfOne(Localiser l, IEnumerable<Inventory.CampaignRow> rows) =>
        [.. rows.Select(c => Campaign(l, c, MarkdownProse.FirstLine(c.Description)))];

    public static IReadOnlyList<Cards.Item> Programs(Localiser l, IEnumerable<Inventory.ProgramRow> rows) =>
        [
            .. rows.Select(p => new Cards.Item(
                $"/programs/{p.Slug}",
                p.Title,
                MarkdownProse.FirstLine(p.Description),
                l["campaigns-count-sessions", p.Sessions]
            )),
        ];

    private static Cards.Item Campaign(Localiser l, Inventory.CampaignRow row, string? about) =>
        new($"/campaigns/{row.Slug}", row.Title, about, l["campaigns-count-sessions", row.Sessions]);
}
