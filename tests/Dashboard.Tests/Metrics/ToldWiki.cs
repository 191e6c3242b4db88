using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using CampaignDashboard.Tests.MediaWiki;

namespace CampaignDashboard.Tests.Metrics;

/// <summary>A wiki that tells of pages, revisions and people what the test says, and what it was asked.</summary>
internal sealed class ToldWiki : IAsyncDisposable
{
    private ScriptedWiki wiki = null!;

    /// <summary>Whether its accounts are shared with other wikis.</summary>
    internal bool SharesAccounts { get; set; }

    internal bool IsDown { get; set; }

    /// <summary>Registrations by user name; null: the wiki does not tell.</summary>
    internal ConcurrentDictionary<string, string?> Accounts { get; } = new(StringComparer.Ordinal);

    /// <summary>The instants of edits, by user name.</summary>
    internal ConcurrentQueue<(string User, string At)> Edits { get; } = [];

    /// <summary>Titles and namespaces by page number; the others are missing.</summary>
    internal ConcurrentDictionary<long, (string Title, int Namespace)> Pages { get; } = [];

    /// <summary>What hides a revision, by its number; the others are shown, or, with null, gone.</summary>
    internal ConcurrentDictionary<long, string?> Hidden { get; } = [];

    internal string Api => wiki.Api.AbsoluteUri;

    /// <summary>What it was asked since the last look: <c>info 10|11</c>, <c>globaluserinfo Alice</c> …</summary>
    internal string[] Asked()
    {
        string[] asked = [.. wiki.Requests.Select(Told)];
        wiki.Requests.Clear();
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
            _ => "siteinfo",
        };

    private WikiAnswer Answer(WikiRequest request) =>
        IsDown ? new WikiAnswer("Down.", 503, "text/plain") : (WikiAnswer)Tell(request);

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
        // One asks for the last before an instant, the others for all from one to another.
        var isLast = request["ucdir"] == "older";
        var names = request.Names("ucuser");
        var edits = Edits
            .Where(e => names.Contains(e.User))
            .Where(e =>
                isLast
                    ? string.CompareOrdinal(e.At, request["ucstart"]) <= 0
                    : string.CompareOrdinal(e.At, request["ucstart"]) >= 0
                        && string.CompareOrdinal(e.At, request["ucend"]) <= 0
            )
            .Select((e, n) => Recorded.Row(900 + n, e.User, e.At));
        return Recorded.Contributions(edits, general: Recorded.SiteGeneral);
    }

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
                $$"""{"revid":{{n}},"parentid":1{{Hidden.GetValueOrDefault(
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
