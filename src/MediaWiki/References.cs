using System.Text.Json;

namespace CampaignDashboard.MediaWiki;

/// <summary>
/// How many references a text has: in wikitext those of <see cref="WikitextReferences"/>, in an entity of Wikibase the
/// references of its statements. Texts of other kinds (scripts, styles, data) have none.
/// </summary>
public static class References
{
    /// <summary>The number of references in a text of this content model, such as <c>wikitext</c> or <c>wikibase-item</c>.</summary>
    /// <exception cref="FormatException">The text is not what its content model says.</exception>
    public static int In(string contentModel, string text)
    {
        ArgumentNullException.ThrowIfNull(contentModel);
        ArgumentNullException.ThrowIfNull(text);
        return contentModel switch
        {
            // Pages of books in Wikisource are wikitext in three parts.
            "wikitext" or "proofread-page" => WikitextReferences.Count(text),
            _ when contentModel.StartsWith("wikibase-", StringComparison.Ordinal) => OfStatements(text),
            _ => 0,
        };
    }

    /// <summary>
    /// Entities have statements, lexemes also have some in their forms and senses; a statement is what has a main snak
    /// (https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html).
    /// </summary>
    private static int OfStatements(string json)
    {
        try
        {
            using JsonDocument entity = JsonDocument.Parse(json);
            return Count(entity.RootElement);
        }
        catch (JsonException e)
        {
            throw new FormatException("An entity is not JSON.", e);
        }
    }

    private static int Count(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Array => element.EnumerateArray().Sum(Count),
            JsonValueKind.Object when element.TryGetProperty("mainsnak", out _) => element
                .OptionalItems("references")
                .Count(),
            JsonValueKind.Object => element.EnumerateObject().Sum(p => Count(p.Value)),
            _ => 0,
        };
}
