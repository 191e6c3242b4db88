using CampaignDashboard.Web.Localisation;

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

    public static IReadOnlyList<Cards.Item> Campaigns(Localiser l, IEnumerable<Inventory.CampaignRow> rows) =>
        [
            .. rows.Select(c => new Cards.Item(
                $"/campaigns/{c.Slug}",
                c.Title,
                c.OrganiserName,
                l["campaigns-count-sessions", c.Sessions]
            )),
        ];

    public static IReadOnlyList<Cards.Item> Programs(Localiser l, IEnumerable<Inventory.ProgramRow> rows) =>
        [
            .. rows.Select(p => new Cards.Item(
                $"/programs/{p.Slug}",
                p.Title,
                FirstLine(p.Description),
                l["campaigns-count-sessions", p.Sessions]
            )),
        ];

    private static string? FirstLine(string description) =>
        description.Split('\n', 2)[0].Trim() is { Length: > 0 } line ? line : null;
}
