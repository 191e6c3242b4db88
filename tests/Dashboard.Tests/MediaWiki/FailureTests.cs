using System.Net;
using System.Net.Sockets;
using CampaignDashboard.MediaWiki;

namespace CampaignDashboard.Tests.MediaWiki;

public sealed class FailureTests
{
    private static readonly (string, string)[] WithoutRetries = [("Retries", "0")];

    [Theory]
    [InlineData(200, "<!DOCTYPE html><title>Error</title>", "not-json")]
    [InlineData(200, "", "not-json")]
    [InlineData(200, """{"batchcomplete":true,"query":{"gen""", "not-json")]
    [InlineData(200, "[]", "unexpected-answer")]
    [InlineData(200, "null", "unexpected-answer")]
    [InlineData(200, "{}", "unexpected-answer")]
    [InlineData(200, """{"query":[]}""", "unexpected-answer")]
    [InlineData(200, """{"query":{"general":{"wikiid":7}}}""", "unexpected-answer")]
    [InlineData(200, """{"errors":"none"}""", "unexpected-answer")]
    [InlineData(200, """{"error":{"code":"readonly","info":"The wiki is in read-only mode."}}""", "readonly")]
    [InlineData(200, """{"errors":[{"code":"maxlag","text":"Waiting."}]}""", "maxlag")]
    [InlineData(200, """{"errors":[{"code":"ratelimited","text":"Slow down."}]}""", "ratelimited")]
    [InlineData(
        200,
        """{"errors":[{"code":"internal_api_error_DBQueryError","text":"Bad."}]}""",
        "internal_api_error_DBQueryError"
    )]
    [InlineData(403, """{"errors":[{"code":"permissiondenied","text":"No."}]}""", "permissiondenied")]
    [InlineData(404, "<html>Not found</html>", "http-404")]
    [InlineData(404, "{}", "http-404")]
    [InlineData(429, "<html>Too many requests</html>", "ratelimited")]
    [InlineData(503, "<html>Our servers are under maintenance</html>", "http-503")]
    [InlineData(302, "", "redirected")]
    public async Task An_answer_that_is_not_the_answer_is_a_failure_with_a_code_and_a_sentence(
        int status,
        string body,
        string code
    )
    {
        await using ScriptedWiki wiki = await ScriptedWiki.Start(new WikiAnswer(body, status));

        WikiException failure = await Fails(wiki, WithoutRetries);

        Assert.Equal(code, failure.Code);
        Assert.Equal(new WikiId("enwiki"), failure.Wiki);
        Assert.StartsWith("en.wikipedia ", failure.Message, StringComparison.Ordinal);
        Assert.Matches(@"^[^\r\n<{]+\.$", failure.Message);
        Assert.Single(wiki.Requests);
    }

    [Fact]
    public async Task The_wikis_own_words_are_quoted_where_we_have_none()
    {
        await using ScriptedWiki wiki = await ScriptedWiki.Start(Recorded.Error("odd", "The moon is full."));

        WikiException failure = await Fails(wiki);

        Assert.Equal("odd", failure.Code);
        Assert.Equal("en.wikipedia refused the request: The moon is full.", failure.Message);
    }

    [Theory]
    [InlineData("revid")]
    [InlineData("timestamp")]
    [InlineData("title")]
    [InlineData("comment")]
    [InlineData("ns")]
    public async Task A_contribution_without_a_needed_field_is_a_failure(string field)
    {
        string row = Recorded.Row(38, "Bob", "2024-05-06T09:00:00Z");
        await using ScriptedWiki wiki = await ScriptedWiki.Start(
            Recorded.Contributions([row.Replace($"\"{field}\"", "\"renamed\"", StringComparison.Ordinal)])
        );

        var failure = await Assert.ThrowsAsync<WikiException>(async () =>
        {
            DateTimeOffset start = new(2024, 5, 1, 0, 0, 0, TimeSpan.Zero);
            await foreach (var _ in wiki.Client().Contributions(wiki.Wiki, ["Bob"], start, start.AddDays(30), default))
            {
                Assert.Fail("A row was read that is none.");
            }
        });

        Assert.Equal("unexpected-answer", failure.Code);
    }

    [Fact]
    public async Task A_redirect_to_another_host_is_not_followed()
    {
        await using ScriptedWiki other = await ScriptedWiki.Start(Recorded.Site);
        await using ScriptedWiki wiki = await ScriptedWiki.Start(
            new WikiAnswer("", 301) { Headers = { ["Location"] = other.Api.AbsoluteUri } }
        );

        WikiException failure = await Fails(wiki);

        Assert.Equal("redirected", failure.Code);
        Assert.Empty(other.Requests);
    }

    [Fact]
    public async Task An_answer_larger_than_allowed_is_not_read()
    {
        await using ScriptedWiki wiki = await ScriptedWiki.Start(
            new WikiAnswer($$"""{"padding":"{{new string('x', 100_000)}}"}""") { Gzipped = true }
        );

        WikiException failure = await Fails(wiki, ("MaxResponseBytes", "50000"));

        Assert.Equal("too-large", failure.Code);
    }

    [Fact]
    public async Task A_wiki_that_is_down_is_unreachable()
    {
        await using ScriptedWiki wiki = await ScriptedWiki.Start(Recorded.Site);
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        Uri closed = new($"http://{taken.LocalEndpoint}/w/api.php");
        taken.Stop();

        var failure = await Assert.ThrowsAsync<WikiException>(() =>
            wiki.Client().SiteInfo(wiki.Wiki with { Api = closed }, default)
        );

        Assert.Equal("unreachable", failure.Code);
        Assert.Equal(4, wiki.Clock.Pauses.Count);
    }

    [Fact]
    public async Task A_connection_that_breaks_is_tried_again()
    {
        await using ScriptedWiki wiki = await ScriptedWiki.Start(
            new WikiAnswer(Recorded.Site[..50]) { Cut = true },
            Recorded.Site
        );

        SiteInfo site = await wiki.Client().SiteInfo(wiki.Wiki, default);

        Assert.Equal("Wikipedia", site.SiteName);
        Assert.Equal(2, wiki.Requests.Count);
    }

    [Fact]
    public async Task A_wiki_that_does_not_answer_in_time_is_a_failure()
    {
        var never = new TaskCompletionSource();
        await using ScriptedWiki wiki = await ScriptedWiki.Start(new WikiAnswer(Recorded.Site) { Held = never.Task });

        WikiException failure = await Fails(wiki, ("Retries", "0"), ("RequestTimeout", "00:00:00.100"));
        never.SetResult();

        Assert.Equal("timeout", failure.Code);
    }

    [Fact]
    public async Task A_caller_who_gives_up_is_not_told_of_a_failure_of_the_wiki()
    {
        var never = new TaskCompletionSource();
        await using ScriptedWiki wiki = await ScriptedWiki.Start(new WikiAnswer(Recorded.Site) { Held = never.Task });
        using var impatience = new CancellationTokenSource();

        Task<SiteInfo> asking = wiki.Client().SiteInfo(wiki.Wiki, impatience.Token);
        await wiki.NextArrival();
        await impatience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        never.SetResult();
    }

    private static Task<WikiException> Fails(ScriptedWiki wiki, params (string, string)[] settings) =>
        Assert.ThrowsAsync<WikiException>(() => wiki.Client(settings).SiteInfo(wiki.Wiki, default));
}
