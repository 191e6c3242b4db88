using System.Text.Json;

namespace CampaignDashboard.MediaWiki;

/// <summary>Reads <c>meta=siteinfo</c>.</summary>
internal static class SiteAnswer
{
    internal static SiteInfo Read(JsonElement root)
    {
        JsonElement query = root.GetProperty("query");
        JsonElement general = query.GetProperty("general");
        return new(
            new(general.Text("wikiid")),
            general.Text("sitename"),
            general.Text("generator"),
            ReadOnlyReason(general),
            [
                .. query
                    .GetProperty("namespaces")
                    .EnumerateObject()
                    .Select(n => Namespace(n.Value))
                    .OrderBy(n => n.Number),
            ],
            query
                .Items("extensions")
                .Select(e => e.OptionalText("name"))
                .OfType<string>()
                .ToHashSet(StringComparer.Ordinal)
        );
    }

    /// <summary>Null when the wiki takes edits; else its own words, which may be empty.</summary>
    internal static string? ReadOnlyReason(JsonElement general) =>
        general.Flag("readonly") ? general.OptionalText("readonlyreason") ?? "" : null;

    // The main namespace has no name, and no canonical one.
    private static WikiNamespace Namespace(JsonElement element) =>
        new(
            element.Count("id"),
            element.Text("name"),
            element.OptionalText("canonical") ?? "",
            element.Flag("content")
        );
}
