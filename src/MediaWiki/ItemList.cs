using System.Text.Json;

namespace CampaignDashboard.MediaWiki;

/// <summary>
/// <c>action=wbgetentities</c> for any number of items
/// (https://www.wikidata.org/w/api.php?action=help&amp;modules=wbgetentities). One id that no item can have fails a whole
/// request, so a failed question is asked again as two halves, down to the culprit.
/// </summary>
internal sealed class ItemList(ApiTransport transport, Wiki wiki, IReadOnlyCollection<string> languages)
{
    internal async Task<IReadOnlyList<WikiItem>> Read(IEnumerable<string> ids, CancellationToken ct)
    {
        List<WikiItem> items = [];
        var questions = new Stack<string[]>(
            ids.Distinct(StringComparer.Ordinal).Chunk(ActionApi.ValuesPerRequest).Reverse()
        );
        while (questions.TryPop(out string[]? some))
        {
            try
            {
                items.AddRange(await transport.Ask(wiki, "wbgetentities", Parameters(some), r => Items(some, r), ct));
            }
            catch (WikiException e) when (e.Code is "no-such-entity" or "param-illegal")
            {
                if (some.Length == 1)
                {
                    items.Add(WikiItem.Missing(some[0]));
                    continue;
                }
                questions.Push(some[(some.Length / 2)..]);
                questions.Push(some[..(some.Length / 2)]);
            }
        }
        return items;
    }

    private KeyValuePair<string, string>[] Parameters(string[] ids) =>
        [
            new("ids", string.Join('|', ids)),
            new("props", "labels"),
            new("languages", string.Join('|', languages)),
            new("languagefallback", "1"),
            new("redirects", "yes"),
        ];

    private static WikiItem[] Items(string[] ids, JsonElement root)
    {
        var entities = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (JsonProperty entity in root.GetProperty("entities").EnumerateObject())
        {
            // A redirect stands under the id that was asked; should it stand under that of its target, it is found too.
            entities[From(entity.Value) ?? entity.Name] = entity.Value;
            entities.TryAdd(entity.Name, entity.Value);
        }
        return [.. ids.Select(id => Item(id, entities[id]))];
    }

    private static string? From(JsonElement entity) =>
        entity.Has("redirects", out JsonElement redirect) ? redirect.Text("from") : null;

    private static WikiItem Item(string asked, JsonElement entity)
    {
        // Said as "missing":"", whatever the format version.
        if (entity.TryGetProperty("missing", out JsonElement missing) && missing.ValueKind != JsonValueKind.False)
        {
            return WikiItem.Missing(asked);
        }
        string id = entity.Text("id");
        return new(asked, IsMissing: false, id == asked ? null : id, Labels(entity));
    }

    private static Dictionary<string, ItemLabel> Labels(JsonElement entity)
    {
        // None at all may come as an empty list instead of an empty object.
        return entity.Has("labels", out JsonElement labels) && labels.ValueKind == JsonValueKind.Object
            ? labels.EnumerateObject().ToDictionary(l => l.Name, l => Label(l.Value), StringComparer.Ordinal)
            : new(StringComparer.Ordinal);
    }

    // No database keeps the character NUL, and one label with it would keep all others from being kept.
    private static ItemLabel Label(JsonElement label) =>
        new(label.Text("value").Replace("\0", "", StringComparison.Ordinal), label.Text("language"));
}
