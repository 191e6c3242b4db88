using System.Collections.Concurrent;
using System.Text.Json;
using CampaignDashboard.Tests.MediaWiki;

namespace CampaignDashboard.Tests.Journeys;

/// <summary>
/// A wiki on which everybody made the same few edits, told page by page; the test can hold its answers back or break them.
/// </summary>
internal sealed class EditathonWiki : IAsyncDisposable
{
    /// <summary>How many edits each user made: two in the first part of the answer, two in the second.</summary>
    internal const int EditsEach = 4;

    /// <summary>Users whose second part is held back until <see cref="Release"/> have names with this prefix.</summary>
    internal const string Slow = "Slow";

    private const string CreationToken =
        """{"batchcomplete":true,"curtimestamp":"2026-03-08T12:00:00Z","query":{"tokens":{"createaccounttoken":"0123abcd+\\"}}}""";

    private readonly TaskCompletionSource released = new();
    private readonly ConcurrentDictionary<string, bool> created = new(StringComparer.Ordinal);
    private ScriptedWiki wiki = null!;
    private string id = "enwiki";

    internal string Api => wiki.Api.AbsoluteUri;

    /// <summary>Answers instead of the wiki, once set.</summary>
    internal WikiAnswer? Instead { get; set; }

    internal string General { get; set; } = Recorded.SiteGeneral;

    /// <summary>How often the contributions of a user were asked for from their beginning.</summary>
    internal int Beginnings(string user) => Asked(user).Count(r => r["uccontinue"].Length == 0);

    /// <summary>How often it was asked what it is.</summary>
    internal int Greetings => wiki.Requests.Count(r => r["meta"] is "siteinfo" && r["list"].Length == 0);

    /// <summary>In how many requests users were asked for.</summary>
    internal int UserRequests => wiki.Requests.Count(r => r["list"] is "users");

    internal static async Task<EditathonWiki> Start(string id = "enwiki")
    {
        var it = new EditathonWiki { id = id };
        it.wiki = await ScriptedWiki.Start(it.Answer);
        return it;
    }

    /// <summary>Lets held answers go, those to come as well.</summary>
    internal void Release() => released.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        Release();
        await wiki.DisposeAsync();
    }

    private IEnumerable<WikiRequest> Asked(string user) =>
        wiki.Requests.Where(r =>
            r["list"] is "usercontribs" && r["ucdir"] is "newer" && r.Names("ucuser").Contains(user)
        );

    private WikiAnswer Answer(WikiRequest request) =>
        Instead
        ?? request["list"] switch
        {
            _ when request["action"] is "createaccount" => Created(request["username"]),
            _ when request["meta"] is "tokens" => CreationToken,
            _ when request["meta"] is "globaluserinfo" => Global(request["guiuser"]),
            _ when request["rvprop"] is "ids|user|comment|sha1" => Shown(request.Names("revids")),
            // Nobody had edited before.
            "usercontribs" when request["ucdir"] is "older" => Recorded.NoContributions,
            "usercontribs" => Contributions(request),
            "users" => Users(request.Names("ususers")),
            _ when request["prop"] is "revisions" => Texts(request.Names("revids")),
            _ when request["generator"] is "categorymembers" => Category,
            _ when request["pageids"].Length > 0 => PagesById(request.Names("pageids")),
            _ when request["prop"] is "info" => Pages(request.Names("titles")),
            _ => Recorded.Site.Replace("\"enwiki\"", $"\"{id}\"", StringComparison.Ordinal),
        };

    private static string Global(string name) =>
        name.Contains(':', StringComparison.Ordinal)
            ? """{"batchcomplete":true,"query":{"globaluserinfo":{"missing":true}}}"""
            : $$$"""
                {"batchcomplete":true,"query":{"globaluserinfo":{"home":"enwiki","id":{{{Number(name)}}},
                 "registration":"2020-01-15T10:30:00Z","name":{{{Quoted(name)}}} } } }
                """;

    // Nothing of them is hidden.
    private static string Shown(string[] numbers)
    {
        var revisions = numbers.Select(n =>
            $$"""{"revid":{{n}},"parentid":1,"user":"Alice","comment":"","sha1":"31b1"}"""
        );
        return $$$"""
            {"batchcomplete":true,"query":{"pages":[{"pageid":7,"ns":0,"title":"Page 7",
             "revisions":[{{{string.Join(',', revisions)}}}]}] } }
            """;
    }

    /// <summary>The title of the page that this user creates.</summary>
    internal static string PageOf(string user) => $"Page {Number(user)}";

    // Every category has page 7, and a redirect to it.
    private const string Category =
        """{"batchcomplete":true,"query":{"pages":[{"pageid":7,"ns":0,"title":"Page 7","lastrevid":70},{"pageid":6,"ns":0,"title":"Page seven","redirect":true,"lastrevid":60}]}}""";

    // Of the pages that people wrote it has kept one.
    private static string PagesById(string[] numbers)
    {
        var pages = numbers.Select(n =>
            n == "7"
                ? """{"pageid":7,"ns":0,"title":"Page 7","lastrevid":70}"""
                : $$"""{"pageid":{{n}},"missing":true}"""
        );
        return $$$"""{"batchcomplete":true,"query":{"pages":[{{{string.Join(',', pages)}}}]}}""";
    }

    // Nobody writes anything of interest.
    private static string Texts(string[] revisions)
    {
        var main = new { contentmodel = "wikitext", content = "Text" };
        var texts = revisions.Select(r => new { revid = long.Parse(r, null), slots = new { main } });
        return JsonSerializer.Serialize(
            new { query = new { pages = new[] { new { pageid = 7, revisions = texts } } } }
        );
    }

    // Page 7 is there; what the users create is not, when the wiki is asked before them.
    private static string Pages(string[] titles)
    {
        var pages = titles.Select(t =>
            t == "Page 7"
                ? """{"pageid":7,"ns":0,"title":"Page 7","lastrevid":70}"""
                : $$"""{"ns":0,"title":{{Quoted(t)}},"missing":true}"""
        );
        return $$$"""{"batchcomplete":true,"query":{"pages":[{{{string.Join(',', pages)}}}]}}""";
    }

    private string Users(string[] names)
    {
        // The wiki puts the names that cannot be ones first.
        var users = names
            .OrderBy(n => !n.Contains(':', StringComparison.Ordinal))
            .Select(n =>
                n.Contains(':', StringComparison.Ordinal) ? $$"""{"name":{{Quoted(n)}},"invalid":true}"""
                : n.StartsWith("Nobody", StringComparison.Ordinal) && !created.ContainsKey(n)
                    ? $$"""{"name":{{Quoted(n)}},"missing":true,"cancreate":true}"""
                : n.StartsWith("Banned", StringComparison.Ordinal)
                    ? $$"""{"name":{{Quoted(n)}},"missing":true,"cancreate":false,"cancreateerror":[{"code":"titleblacklist-forbidden-new-account","text":"The user name has been blocked from creation."}]}"""
                : $$"""{"userid":{{Number(n)}},"name":{{Quoted(n)}},"editcount":4,"registration":"2020-01-15T10:30:00Z"{{Block(n)}}}"""
            );
        return $$$"""{"batchcomplete":true,"query":{"users":[{{{string.Join(',', users)}}}]}}""";
    }

    private static string Block(string user) =>
        user.StartsWith("Blocked", StringComparison.Ordinal)
            ? ""","blockid":7,"blockedby":"Admin","blockedbyid":1,"blockreason":"","blockexpiry":"infinite","blockpartial":false"""
            : "";

    private string Created(string name)
    {
        created[name] = true;
        return $$$"""{"createaccount":{"status":"PASS","username":{{{Quoted(name)}}}}}""";
    }

    private WikiAnswer Contributions(WikiRequest request)
    {
        var names = request.Names("ucuser");
        if (names.FirstOrDefault(n => n.Contains(':', StringComparison.Ordinal)) is { } bad)
        {
            return Recorded.BadUser(bad);
        }

        var first = request["uccontinue"].Length == 0;
        var rows = names.SelectMany(n => first ? FirstPart(n) : SecondPart(n));
        WikiAnswer answer = Recorded.Contributions(
            rows,
            first ? "next|part" : null,
            request["meta"] is "siteinfo" ? General : null
        );
        var slow = !first && Array.Exists(names, n => n.StartsWith(Slow, StringComparison.Ordinal));
        return slow ? answer with { Held = released.Task } : answer;
    }

    private static string[] FirstPart(string user) =>
        [Row(user, 1, page: Number(user), bytes: 500, isNew: true), Row(user, 2, page: 7, bytes: 30)];

    private static string[] SecondPart(string user) =>
        [Row(user, 3, page: Number(user), bytes: -120), Row(user, 4, page: 8, bytes: 40, inNamespace: 1)];

    private static string Row(string user, int nth, long page, int bytes, int inNamespace = 0, bool isNew = false) =>
        $$"""
            {"userid":{{Number(user)}},"user":{{Quoted(user)}},"pageid":{{page}},"revid":{{Number(user) * 10 + nth}},
             "parentid":{{(
                isNew ? 0 : 1
            )}},"ns":{{inNamespace}},"title":"Page {{page}}","timestamp":"2026-03-08T12:0{{nth}}:00Z",
             "new":{{(
                isNew ? "true" : "false"
            )}},"minor":false,"top":false,"comment":"","size":600,"sizediff":{{bytes}},"tags":[]}
            """;

    /// <summary>The same number for the same user, on every run.</summary>
    internal static long Number(string user) => 1000 + user.Aggregate(0L, (sum, c) => (sum * 31 + c) % 100_000_007);

    private static string Quoted(string text) => JsonSerializer.Serialize(text);
}
