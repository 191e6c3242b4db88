using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using CampaignDashboard.Tests.MediaWiki;

namespace CampaignDashboard.Tests.Updating;

/// <summary>
/// A wiki that tells of edits, pages, revisions and people what the test says, and what it was asked. A test may hold its
/// answers back, or have it say something else.
/// </summary>
internal sealed class ToldWiki : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string User, long Revision, DateTimeOffset At)> edits = [];
    private ScriptedWiki wiki = null!;
    private int seen;

    /// <summary>Whether its accounts are shared with other wikis.</summary>
    internal bool SharesAccounts { get; set; }

    internal bool IsDown { get; set; }

    /// <summary>Registrations by user name; null: the wiki does not tell.</summary>
    internal ConcurrentDictionary<string, string?> Accounts { get; } = new(StringComparer.Ordinal);

    /// <summary>How many edits an answer tells.</summary>
    internal int EditsAnAnswer { get; set; } = 500;

    /// <summary>Answers instead of the wiki where it is not null.</summary>
    internal Func<WikiRequest, WikiAnswer?> Instead { get; set; } = _ => null;

    /// <summary>Titles and namespaces by page number; the others are missing.</summary>
    internal ConcurrentDictionary<long, (string Title, int Namespace)> Pages { get; } = [];

    /// <summary>What hides a revision, by its number; the others are shown, or, with null, gone.</summary>
    internal ConcurrentDictionary<long, string?> Hidden { get; } = [];

    internal string Api => wiki.Api.AbsoluteUri;

    /// <summary>The questions for contributions so far.</summary>
    internal IReadOnlyList<WikiRequest> Questions => [.. wiki.Requests.Where(r => r["list"] is "usercontribs")];

    /// <summary>Somebody saved an edit of page 7.</summary>
    internal void Saved(string user, long revision, DateTimeOffset at) => edits.Enqueue((user, revision, at));

    internal ValueTask<WikiRequest> NextArrival() => wiki.NextArrival();

    /// <summary>What it was asked since the last look: <c>info 10|11</c>, <c>globaluserinfo Alice</c> …</summary>
    internal string[] Asked()
    {
        string[] asked = [.. wiki.Requests.Skip(seen).Select(Told)];
        seen += asked.Length;
        return asked;
    }

    internal static async Task<ToldWiki> Start()
    {
        var it = new ToldWiki();
        it.wiki = await ScriptedWiki.Start(it.Answer);
        return it;
    }

    public ValueTask DisposeAsync() => wiki.DisposeAsync();

    private static string Told(WikiRequest request) =>
        (request["meta"], request["list"], request["prop"]) switch
        {
            ("globaluserinfo", _, _) => $"globaluserinfo {request["guiuser"]}",
            (_, "users", _) => $"users {request["ususers"]}",
            (_, "usercontribs", _) => $"usercontribs {request["ucuser"]}",
            (_, _, "info") => $"info {request["pageids"]}",
            (_, _, "revisions") => $"revisions {request["revids"]}",
            (_, "logevents", _) => $"logevents {request["leuser"]}",
            (_, _, "fileusage") => $"fileusage {request["pageids"]}",
            _ => "siteinfo",
        };

    private WikiAnswer Answer(WikiRequest request) =>
        IsDown ? new WikiAnswer("Down.", 503, "text/plain") : Instead(request) ?? Tell(request);

    private string Tell(WikiRequest request) =>
        (request["meta"], request["list"], request["prop"]) switch
        {
            ("globaluserinfo", _, _) => Global(request["guiuser"]),
            (_, "users", _) => Users(request.Names("ususers")),
            (_, "usercontribs", _) => Contributions(request),
            (_, _, "info") => Info(request.Names("pageids")),
            (_, _, "revisions") => Revisions(request.Names("revids")),
            _ => SharesAccounts
                ? Recorded.Site
                : Recorded.Site.Replace("CentralAuth", "Cite", StringComparison.Ordinal),
        };

    private string Global(string name) =>
        Accounts.TryGetValue(name, out var registered)
            ? $$$"""{"query":{"globaluserinfo":{"home":"enwiki","id":7,"name":{{{Quoted(name)}}},"registration":{{{Quoted(registered)}}} } } }"""
            : """{"query":{"globaluserinfo":{"missing":true}}}""";

    private string Users(string[] names)
    {
        var users = names.Select(n =>
            Accounts.TryGetValue(n, out var registered)
                ? $$"""{"userid":7,"name":{{Quoted(n)}},"editcount":4,"registration":{{Quoted(registered)}}}"""
                : $$"""{"name":{{Quoted(n)}},"missing":true}"""
        );
        return $$$"""{"query":{"users":[{{{string.Join(',', users)}}}]}}""";
    }

    private string Contributions(WikiRequest request)
    {
        var names = request.Names("ucuser");
        if (names.FirstOrDefault(n => n.Contains(':', StringComparison.Ordinal)) is { } bad)
        {
            return Recorded.BadUser(bad);
        }

        // One asks for the last before an instant, the others for all from one to another.
        var start = Instant(request["ucstart"]);
        var told = edits
            .Where(e => names.Contains(e.User))
            .Where(e =>
                request["ucdir"] == "older" ? e.At <= start : e.At >= start && e.At <= Instant(request["ucend"])
            )
            .OrderBy(e => e.User)
            .ToArray();
        var skip = request["uccontinue"] is { Length: > 0 } next
            ? int.Parse(next["edit|".Length..], CultureInfo.InvariantCulture)
            : 0;
        var part = told.Skip(skip).Take(EditsAnAnswer).ToArray();
        return Recorded.Contributions(
            part.Select(Row),
            skip + part.Length < told.Length ? $"edit|{skip + part.Length}" : null,
            request["meta"] is "siteinfo" ? Recorded.SiteGeneral : null
        );
    }

    private static string Row((string User, long Revision, DateTimeOffset At) edit) =>
        $$"""
            {"userid":4,"user":{{Quoted(edit.User)}},"pageid":7,"revid":{{edit.Revision}},"parentid":{{edit.Revision
                - 1}},"ns":0,"title":"Page 7","timestamp":"{{edit.At.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}}",
             "new":false,"minor":false,"top":true,"comment":"","size":600,"sizediff":20,"tags":[]}
            """;

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private string Info(string[] numbers)
    {
        var pages = numbers.Select(n =>
            Pages.TryGetValue(long.Parse(n, CultureInfo.InvariantCulture), out var page)
                ? $$"""{"pageid":{{n}},"ns":{{page.Namespace}},"title":{{Quoted(page.Title)}},"lastrevid":1}"""
                : $$"""{"pageid":{{n}},"missing":true}"""
        );
        return $$$"""{"query":{"pages":[{{{string.Join(',', pages)}}}]}}""";
    }

    private string Revisions(string[] numbers)
    {
        var gone = numbers
            .Where(n => Hidden.TryGetValue(long.Parse(n, CultureInfo.InvariantCulture), out var flags) && flags is null)
            .ToArray();
        var bad = string.Join(',', gone.Select(n => $$"""{{Quoted(n)}}:{"revid":{{n}},"missing":true}"""));
        var shown = numbers
            .Except(gone)
            .Select(n =>
                $$"""{"revid":{{n}},"parentid":1,"slots":{"main":{"contentmodel":"wikitext","content":"Text"} }{{Hidden.GetValueOrDefault(
                    long.Parse(n, CultureInfo.InvariantCulture),
                    ""
                )}}}"""
            );
        return $$$"""
            {"query":{"badrevids":{ {{{bad}}} },"pages":[{"pageid":1,"ns":0,"title":"P","revisions":[{{{string.Join(
                ',',
                shown
            )}}}]}] } }
            """;
    }

    private static string Quoted(string? text) => JsonSerializer.Serialize(text);
}
