using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using CampaignDashboard.Tests.MediaWiki;

namespace CampaignDashboard.Tests.Updating;

/// <summary>
/// A wiki that has the edits that a test made, and tells those of a question's people in its window, so many an answer. A
/// test may hold its answers back, or have it say something else.
/// </summary>
internal sealed class EditsWiki : IAsyncDisposable
{
    private readonly List<(string User, long Revision, DateTimeOffset At)> edits = [];
    private ScriptedWiki wiki = null!;

    internal string Api => wiki.Api.AbsoluteUri;

    /// <summary>How many edits an answer tells.</summary>
    internal int EditsAnAnswer { get; set; } = 500;

    /// <summary>Answers instead of the wiki where it is not null.</summary>
    internal Func<WikiRequest, WikiAnswer?> Instead { get; set; } = _ => null;

    /// <summary>All that was asked.</summary>
    internal ConcurrentQueue<WikiRequest> Requests => wiki.Requests;

    /// <summary>The questions for contributions.</summary>
    internal IReadOnlyList<WikiRequest> Questions => [.. Requests.Where(r => r["list"] is "usercontribs")];

    internal static async Task<EditsWiki> Start()
    {
        var it = new EditsWiki();
        it.wiki = await ScriptedWiki.Start(it.Answer);
        return it;
    }

    internal void Saved(string user, long revision, DateTimeOffset at) => edits.Add((user, revision, at));

    internal ValueTask<WikiRequest> NextArrival() => wiki.NextArrival();

    public ValueTask DisposeAsync() => wiki.DisposeAsync();

    private WikiAnswer Answer(WikiRequest request) =>
        Instead(request)
        ?? request["list"] switch
        {
            "usercontribs" => Contributions(request),
            _ => Recorded.Site,
        };

    private WikiAnswer Contributions(WikiRequest request)
    {
        var names = request.Names("ucuser");
        if (names.FirstOrDefault(n => n.Contains(':', StringComparison.Ordinal)) is { } bad)
        {
            return Recorded.BadUser(bad);
        }

        var (from, until) = (Instant(request["ucstart"]), Instant(request["ucend"]));
        var told = edits
            .Where(e => names.Contains(e.User) && e.At >= from && e.At <= until)
            .OrderBy(e => e.User)
            .ToArray();
        var skip = request["uccontinue"] is { Length: > 0 } next
            ? int.Parse(next[5..], CultureInfo.InvariantCulture)
            : 0;
        var part = told.Skip(skip).Take(EditsAnAnswer).ToArray();
        var goesOn = skip + part.Length < told.Length;
        return Recorded.Contributions(
            part.Select(Row),
            goesOn ? $"edit|{skip + part.Length}" : null,
            request["meta"] is "siteinfo" ? Recorded.SiteGeneral : null
        );
    }

    private static string Row((string User, long Revision, DateTimeOffset At) edit) =>
        $$"""
            {"userid":4,"user":{{JsonSerializer.Serialize(edit.User)}},"pageid":7,"revid":{{edit.Revision}},
             "parentid":{{edit.Revision
                - 1}},"ns":0,"title":"Page 7","timestamp":"{{edit.At.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}}",
             "new":false,"minor":false,"top":true,"comment":"","size":600,"sizediff":20,"tags":[]}
            """;

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
