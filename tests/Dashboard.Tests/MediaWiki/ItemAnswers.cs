namespace CampaignDashboard.Tests.MediaWiki;

/// <summary>
/// Answers of <c>action=wbgetentities</c> with <c>props=labels</c> in the shapes that Wikidata gives (formatversion=2), for
/// a small Wikidata: Q42 and what is written here.
/// </summary>
internal static class ItemAnswers
{
    /// <summary>A label in each language.</summary>
    internal const string Adams =
        """{"type":"item","id":"Q42","labels":{"en":{"language":"en","value":"Douglas Adams"},"de":{"language":"de","value":"Douglas Adams (Autor)"},"fr":{"language":"fr","value":"Douglas Adams, écrivain"},"nl":{"language":"nl","value":"Douglas Adams (schrijver)"}}}""";

    /// <summary>Nothing in French or Dutch: one falls back to English, the other to what is the same everywhere.</summary>
    internal const string Fallback =
        """{"type":"item","id":"Q7","labels":{"en":{"language":"en","value":"Naturalis"},"fr":{"value":"Naturalis","language":"en","for-language":"fr"},"nl":{"value":"Naturalis 2","language":"mul","for-language":"nl"}}}""";

    /// <summary>Q8 was merged into Q42. Wikidata answers under the id that was asked.</summary>
    internal static string Merged { get; } =
        Adams.Replace("""{"type":""", """{"redirects":{"from":"Q8","to":"Q42"},"type":""", StringComparison.Ordinal);

    internal const string Hostile =
        """{"type":"item","id":"Q66","labels":{"en":{"language":"en","value":"<script>alert(1)</script>\u202e\"'\u0000&"}}}""";

    internal const string RightToLeft =
        """{"type":"item","id":"Q9","labels":{"en":{"language":"ar","value":"متحف","for-language":"en"}}}""";

    /// <summary>What a wiki answers that has these items, and no others.</summary>
    internal static string To(WikiRequest request)
    {
        string[] ids = request.Names("ids");
        return Array.Find(ids, IsNone) is { } bad
            ? Recorded.Error("no-such-entity", $"Invalid ID: {bad}")
            : Entities(ids.Select(id => (id, Item(id))));
    }

    internal static string Entities(IEnumerable<(string Id, string Entity)> entities) =>
        $$$"""{"entities":{{{{string.Join(',', entities.Select(e => $"\"{e.Id}\":{e.Entity}"))}}}},"success":1}""";

    internal static string Missing(string id) => $$"""{"id":"{{id}}","missing":""}""";

    /// <summary>What item numbers cannot be: beyond 32 bits.</summary>
    private static bool IsNone(string id) => id.Length > 11;

    private static string Item(string id) =>
        id switch
        {
            "Q42" => Adams,
            "Q7" => Fallback,
            "Q8" => Merged,
            "Q66" => Hostile,
            "Q9" => RightToLeft,
            "Q10" => """{"type":"item","id":"Q10","labels":[]}""",
            _ when id.StartsWith("Q404", StringComparison.Ordinal) => Missing(id),
            _ => $$$"""{"type":"item","id":"{{{id}}}","labels":{"en":{"language":"en","value":"Item {{{id}}}"} } }""",
        };
}
