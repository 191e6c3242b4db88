using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace CampaignDashboard.MediaWiki;

/// <summary>Some pages of a category, and whether the wiki has more to tell: then there may be more pages.</summary>
public sealed record CategoryPages(IReadOnlyList<PageInfo> Pages, bool GoesOn);

/// <summary>
/// <c>generator=categorymembers</c> with <c>prop=info</c> from its first request to its last: 500 pages an answer. A wiki may
/// filter namespaces only after it has taken its 500, so an answer may hold fewer, or none, and go on all the same.
/// </summary>
internal sealed class CategoryList(
    ApiTransport transport,
    Wiki wiki,
    string category,
    IReadOnlyCollection<int> namespaces,
    bool talk
)
{
    private sealed record Part(CategoryPages Pages, Dictionary<string, string>? Next);

    internal async IAsyncEnumerable<CategoryPages> Read([EnumeratorCancellation] CancellationToken ct)
    {
        Dictionary<string, string>? next = [];
        while (next is not null)
        {
            Part part = await transport.Ask(wiki, "query", Parameters(next), ReadPart, ct);
            next = part.Next;
            yield return part.Pages;
        }
    }

    // The talk namespace of each has the number after its own.
    private IEnumerable<KeyValuePair<string, string>> Parameters(Dictionary<string, string> next) =>
        [
            new("generator", "categorymembers"),
            new("gcmtitle", category),
            new(
                "gcmnamespace",
                string.Join('|', namespaces.Select(n => (talk ? n + 1 : n).ToString(CultureInfo.InvariantCulture)))
            ),
            new("gcmlimit", "500"),
            new("prop", "info"),
            .. talk ? [new("inprop", "associatedpage|subjectid")] : Array.Empty<KeyValuePair<string, string>>(),
            .. next,
        ];

    private Part ReadPart(JsonElement root)
    {
        PageInfo[] pages =
        [
            .. PageAnswers.Generated(root).Select(p => talk ? Subject(p) : PageAnswers.Read(p.Text("title"), p)),
        ];
        Dictionary<string, string>? next = root.Continuation();
        return new(new(pages, GoesOn: next is not null), next);
    }

    // Whether the page is a redirect is told of the talk page alone.
    private static PageInfo Subject(JsonElement page)
    {
        string title = page.Text("associatedpage");
        long? id = page.OptionalNumber("subjectid");
        PageState state = id is null ? PageState.Missing : PageState.Exists;
        return new(page.Text("title"), title, state, page.Count("ns") - 1, id, null, IsRedirect: false);
    }
}
