using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using CampaignDashboard.MediaWiki;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace CampaignDashboard.Bench;

/// <summary>
/// A wiki on loopback that tells what the people of a campaign edited, from answers made beforehand, so that it costs
/// little beside who asks. To the other questions of a data update it says the least that is an answer.
/// </summary>
internal sealed class CampaignWiki : IAsyncDisposable
{
    private const string Site = """
        {"query":{"general":{"wikiid":"enwiki","sitename":"W","generator":"MediaWiki 1.45"},"namespaces":{},"extensions":[]}}
        """;
    private const string Nothing = """{"query":{"usercontribs":[],"logevents":[]}}""";

    private static readonly byte[] NoEdits = Encoding.UTF8.GetBytes(Nothing);

    private readonly WebApplication app;
    private readonly ConcurrentDictionary<int, byte[]> justSaved = [];
    private EditedCampaign? campaign;
    private byte[][][] answers = [];

    private CampaignWiki(WebApplication app) => this.app = app;

    public Uri Api => new(app.Urls.Single() + "/w/api.php");

    public static async Task<CampaignWiki> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var wiki = new CampaignWiki(builder.Build());
        wiki.app.Run(wiki.Answer);
        await wiki.app.StartAsync();
        return wiki;
    }

    /// <summary>Makes all answers about a campaign; it is the one that is told of from now on.</summary>
    public void Tell(EditedCampaign told)
    {
        (campaign, answers) = (null, new byte[told.Sessions.Length][][]);
        justSaved.Clear();
        Parallel.For(
            0,
            answers.Length,
            session =>
                answers[session] = [.. Enumerable.Range(0, told.AnswersASession).Select(n => told.Answer(session, n))]
        );
        campaign = told;
    }

    /// <summary>The people of a session have just saved so many edits.</summary>
    public void Save(int session, int first, int count) =>
        justSaved[session] = campaign!.JustSaved(session, first, count);

    /// <summary>
    /// How long the same answers take who does nothing with them, three at a time as the dashboard asks: the wiki's own part.
    /// </summary>
    public async Task<TimeSpan> AloneTakes()
    {
        using var http = new HttpClient();
        var questions = Enumerable
            .Range(0, answers.Length)
            .SelectMany(session => Enumerable.Range(0, answers[session].Length).Select(n => QuestionOf(session, n)));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await Parallel.ForEachAsync(
            questions,
            new ParallelOptions { MaxDegreeOfParallelism = new WikiSettings().ConcurrentRequests },
            async (question, stop) => await http.GetByteArrayAsync(question, stop)
        );
        return watch.Elapsed;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private Uri QuestionOf(int session, int nth)
    {
        var people = Uri.EscapeDataString(string.Join('|', campaign!.People(session)));
        var start = Uri.EscapeDataString(Second(campaign.From(session)));
        return new($"{Api}?list=usercontribs&ucuser={people}&ucstart={start}&ucdir=newer&uccontinue={nth}");
    }

    private async Task Answer(HttpContext context)
    {
        var asked = await Question(context.Request);
        var (body, isCompressed) = BodyOf(name => asked.TryGetValue(name, out var value) ? value.ToString() : "");
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = body.Length;
        if (isCompressed)
        {
            context.Response.Headers.ContentEncoding = "gzip";
        }

        await context.Response.Body.WriteAsync(body);
    }

    private static async Task<Dictionary<string, Microsoft.Extensions.Primitives.StringValues>> Question(
        HttpRequest request
    )
    {
        if (HttpMethods.IsPost(request.Method))
        {
            using var reader = new StreamReader(request.Body);
            return QueryHelpers.ParseQuery(await reader.ReadToEndAsync());
        }

        return QueryHelpers.ParseQuery(request.QueryString.Value);
    }

    private (byte[] Body, bool IsCompressed) BodyOf(Func<string, string> asked) =>
        (asked("list"), asked("prop"), asked("meta")) switch
        {
            ("usercontribs", _, _) when asked("ucdir") is "newer" => Edits(asked),
            ("usercontribs" or "logevents", _, _) => (NoEdits, false),
            ("users", _, _) => (Users(asked("ususers").Split('|')), false),
            (_, "info", _) => (Pages(asked("pageids").Split('|')), false),
            (_, "revisions", _) => (Revisions(asked("revids").Split('|')), false),
            _ => (Encoding.UTF8.GetBytes(Site), false),
        };

    /// <summary>From the beginning of the window all that was made beforehand, from later on what was just saved.</summary>
    private (byte[] Body, bool IsCompressed) Edits(Func<string, string> asked)
    {
        if (campaign?.SessionOf(asked("ucuser").Split('|')[0]) is not { } session)
        {
            return (NoEdits, false);
        }

        return asked("ucstart") == Second(campaign.From(session))
                ? (answers[session][asked("uccontinue") is { Length: > 0 } n ? int.Parse(n, null) : 0], true)
            : justSaved.TryGetValue(session, out var saved) ? (saved, true)
            : (NoEdits, false);
    }

    private static byte[] Users(string[] names) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                query = new
                {
                    users = names.Select(name => new
                    {
                        userid = 1,
                        name,
                        registration = "2015-01-01T00:00:00Z",
                    }),
                },
            }
        );

    private static byte[] Pages(string[] ids) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                query = new
                {
                    pages = ids.Select(id => new
                    {
                        pageid = Number(id),
                        ns = 0,
                        title = $"Women in science, part {Number(id) - 70_000_000}",
                    }),
                },
            }
        );

    private static byte[] Revisions(string[] ids) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                query = new
                {
                    pages = ids.Select(id => new
                    {
                        pageid = 1,
                        revisions = new[]
                        {
                            new
                            {
                                revid = Number(id),
                                parentid = 0,
                                slots = new { main = new { contentmodel = "wikitext", content = "A<ref>b</ref>" } },
                            },
                        },
                    }),
                },
            }
        );

    private static long Number(string id) => long.Parse(id, CultureInfo.InvariantCulture);

    private static string Second(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
