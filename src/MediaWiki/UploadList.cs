using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace CampaignDashboard.MediaWiki;

/// <summary>
/// A file that was not there before: entry <paramref name="LogId"/> of the wiki's upload log. <paramref name="PageId"/> is
/// the number that its page had then, also when the wiki has deleted or moved it since; <paramref name="Title"/> is the
/// title of then. Times are UTC, to the second.
/// </summary>
public sealed record FileUpload(
    WikiId Wiki,
    long LogId,
    long PageId,
    string Title,
    string User,
    DateTimeOffset Timestamp
);

/// <summary>
/// <c>list=logevents</c> for the first uploads of one user, 500 an answer, oldest first. Later versions of a file have
/// another action. What the wiki hides is left out.
/// </summary>
internal sealed class UploadList(
    ApiTransport transport,
    Wiki wiki,
    string user,
    DateTimeOffset start,
    DateTimeOffset end
)
{
    private sealed record Part(FileUpload[] Uploads, Dictionary<string, string>? Next);

    internal async IAsyncEnumerable<IReadOnlyList<FileUpload>> Read([EnumeratorCancellation] CancellationToken ct)
    {
        Dictionary<string, string>? next = [];
        while (next is not null)
        {
            Dictionary<string, string> from = next;
            Part part = await transport.Ask(wiki, "query", Parameters(from), root => ReadPart(from, root), ct);
            next = part.Next;
            yield return part.Uploads;
        }
    }

    private IEnumerable<KeyValuePair<string, string>> Parameters(Dictionary<string, string> from) =>
        [
            new("list", "logevents"),
            new("leaction", "upload/upload"),
            new("leprop", "ids|title|user|timestamp"),
            new("leuser", user),
            new("ledir", "newer"),
            new("lestart", Second(start)),
            // The wiki includes both ends, and knows seconds only.
            new("leend", Second(end.AddTicks(-1))),
            new("lelimit", "500"),
            .. from,
        ];

    private Part ReadPart(Dictionary<string, string> from, JsonElement root)
    {
        FileUpload[] uploads =
        [
            .. root.GetProperty("query")
                .Items("logevents")
                .Where(e => !e.Flag("actionhidden") && !e.Flag("userhidden") && !e.Flag("suppressed"))
                .Select(Upload)
                .Where(u => u.Timestamp >= start && u.Timestamp < end),
        ];
        return new(uploads, root.MovedOn(from));
    }

    private FileUpload Upload(JsonElement entry)
    {
        // The page as it was logged; some early entries do not have it, but then the title's page of today.
        long? logged = entry.OptionalNumber("logpage");
        return new(
            wiki.Id,
            entry.Number("logid"),
            logged > 0 ? logged.Value : entry.Number("pageid"),
            entry.Text("title"),
            entry.Text("user"),
            entry.Instant("timestamp")
        );
    }

    private static string Second(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
