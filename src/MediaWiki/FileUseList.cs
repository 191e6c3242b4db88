using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace CampaignDashboard.MediaWiki;

/// <summary>
/// A page that shows the file with the page number <paramref name="File"/>. <paramref name="Host"/> is that of the page's
/// wiki (<c>en.wikipedia.org</c>), null for the file's own; <paramref name="Page"/> is its number there.
/// </summary>
public sealed record FileUse(long File, string? Host, int Namespace, long Page);

/// <summary>
/// <c>prop=globalusage</c> where a wiki has the extension GlobalUsage, which tells of all wikis that share its files; else
/// <c>prop=fileusage</c>, which tells of its own pages. 50 files a request, 500 uses an answer.
/// </summary>
internal sealed class FileUseList(ApiTransport transport, Wiki wiki, bool everywhere)
{
    private sealed record Part(FileUse[] Uses, Dictionary<string, string>? Next);

    private static readonly KeyValuePair<string, string>[] Everywhere =
    [
        new("prop", "globalusage"),
        new("guprop", "pageid|namespace"),
        new("gulimit", "500"),
    ];

    private static readonly KeyValuePair<string, string>[] Here =
    [
        new("prop", "fileusage"),
        new("fuprop", "pageid|title"),
        new("fulimit", "500"),
    ];

    internal async IAsyncEnumerable<IReadOnlyList<FileUse>> Read(
        IEnumerable<long> files,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        foreach (long[] some in files.Distinct().Chunk(ActionApi.ValuesPerRequest))
        {
            Dictionary<string, string>? next = [];
            while (next is not null)
            {
                Dictionary<string, string> from = next;
                Part part = await transport.Ask(wiki, "query", Parameters(some, from), r => ReadPart(from, r), ct);
                next = part.Next;
                yield return part.Uses;
            }
        }
    }

    private IEnumerable<KeyValuePair<string, string>> Parameters(long[] files, Dictionary<string, string> from) =>
        [.. everywhere ? Everywhere : Here, new("pageids", string.Join('|', files)), .. from];

    private Part ReadPart(Dictionary<string, string> from, JsonElement root) =>
        new(
            [.. root.GetProperty("query").Items("pages").SelectMany(page => everywhere ? Global(page) : Local(page))],
            root.MovedOn(from)
        );

    private static IEnumerable<FileUse> Global(JsonElement page) =>
        page.OptionalItems("globalusage")
            .Select(u => new FileUse(page.Number("pageid"), u.Text("wiki"), (int)Loose(u, "ns"), Loose(u, "pageid")));

    private static IEnumerable<FileUse> Local(JsonElement page) =>
        page.OptionalItems("fileusage")
            .Select(u => new FileUse(page.Number("pageid"), null, u.Count("ns"), u.Number("pageid")));

    // GlobalUsage gives numbers as its database does: some as texts.
    private static long Loose(JsonElement use, string name)
    {
        JsonElement value = use.GetProperty(name);
        return value.ValueKind == JsonValueKind.String
            ? long.Parse(use.Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)
            : value.GetInt64();
    }
}
