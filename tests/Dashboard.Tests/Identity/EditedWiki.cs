using System.Collections.Concurrent;
using System.Text.Json;
using CampaignDashboard.Tests.MediaWiki;

namespace CampaignDashboard.Tests.Identity;

/// <summary>A wiki of shared accounts, whose users and edits the test says.</summary>
internal sealed class EditedWiki : IAsyncDisposable
{
    private static readonly DateTimeOffset OnTheDay = new(2026, 3, 8, 12, 0, 0, TimeSpan.Zero);

    private readonly ConcurrentDictionary<string, long> users = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<(string User, string Row)> edits = [];
    private ScriptedWiki wiki = null!;

    internal string Api => wiki.Api.AbsoluteUri;

    /// <summary>What it was asked so far.</summary>
    internal IReadOnlyCollection<WikiRequest> Requests => wiki.Requests;

    internal static async Task<EditedWiki> Start()
    {
        var it = new EditedWiki();
        it.wiki = await ScriptedWiki.Start(it.Answer);
        return it;
    }

    /// <summary>An account with a central id and, for its number here, the thousandfold.</summary>
    internal void Account(string name, long centralId) => users[name] = centralId;

    /// <summary>The account is called otherwise from now on, and its edits too.</summary>
    internal void Rename(string before, string now)
    {
        Assert.True(users.TryRemove(before, out var id));
        users[now] = id;
        foreach (var edit in edits.Where(e => e.User == before).ToArray())
        {
            edits.Enqueue((now, edit.Row.Replace(Quoted(before), Quoted(now), StringComparison.Ordinal)));
        }
    }

    /// <summary>An edit of that user, on 8 March 2026 if not said.</summary>
    internal void Edit(
        string user,
        long revision,
        long page,
        string title,
        int inNamespace = 0,
        DateTimeOffset? at = null
    ) =>
        edits.Enqueue(
            (
                user,
                $$"""
                {"userid":1,"user":{{Quoted(
                    user
                )}},"pageid":{{page}},"revid":{{revision}},"parentid":1,"ns":{{inNamespace}},
                 "title":{{Quoted(title)}},"timestamp":"{{at ?? OnTheDay:yyyy-MM-ddTHH:mm:ssZ}}","new":false,"minor":false,"top":false,
                 "comment":"by {{user}}","size":600,"sizediff":100,"tags":[]}
                """
            )
        );

    public ValueTask DisposeAsync() => wiki.DisposeAsync();

    private WikiAnswer Answer(WikiRequest request) =>
        (request["list"], request["prop"]) switch
        {
            ("usercontribs", _) => Contributions(request.Names("ucuser")),
            ("users", _) => Users(request.Names("ususers")),
            (_, "info") => Pages(request.Names("titles")),
            _ => Recorded.Site,
        };

    private string Contributions(string[] names) =>
        Recorded.Contributions(
            names.SelectMany(name => edits.Where(e => e.User == name)).Select(e => e.Row),
            general: Recorded.SiteGeneral
        );

    private string Users(string[] names)
    {
        var known = names.Select(n =>
            users.TryGetValue(n, out var id)
                ? $$$"""{"userid":{{{id * 1000}}},"name":{{{Quoted(n)}}},"editcount":4,"registration":"2020-01-15T10:30:00Z","centralids":{"CentralAuth":{{{id}}}}}"""
                : $$"""{"name":{{Quoted(n)}},"missing":true}"""
        );
        return $$$"""{"batchcomplete":true,"query":{"users":[{{{string.Join(',', known)}}}]}}""";
    }

    // As on the German Wikipedia, where the pages of users have a name of their own.
    private static string Pages(string[] titles)
    {
        var pages = titles.Select(t =>
            $$"""{"ns":{{(
                t.StartsWith("Benutzer:", StringComparison.Ordinal) ? 2
                : t.StartsWith("Benutzer Diskussion:", StringComparison.Ordinal) ? 3
                : 0
            )}},"title":{{Quoted(t)}},"missing":true}"""
        );
        return $$$"""{"batchcomplete":true,"query":{"pages":[{{{string.Join(',', pages)}}}]}}""";
    }

    private static string Quoted(string text) => JsonSerializer.Serialize(text);
}
