using System.Globalization;
using CampaignDashboard.MediaWiki;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CampaignDashboard.Tests.MediaWiki;

/// <summary>What the wikis ask of their clients: https://www.mediawiki.org/wiki/API:Etiquette.</summary>
public sealed class EtiquetteTests
{
    [Fact]
    public async Task A_request_says_who_asks_and_how_long_a_lag_it_minds()
    {
        await using ScriptedWiki wiki = await ScriptedWiki.Start(Recorded.Site);

        await wiki.Client().SiteInfo(wiki.Wiki, default);

        WikiRequest request = Assert.Single(wiki.Requests);
        Assert.Equal("GET", request.Method);
        Assert.Equal(
            $"CampaignDashboard/0.1 (ops@example.org) dotnet/{Environment.Version.Major}",
            request.Headers["User-Agent"]
        );
        Assert.Contains("gzip", request.Headers["Accept-Encoding"], StringComparison.Ordinal);
        Assert.Equal("5", request["maxlag"]);
        Assert.Equal("json", request["format"]);
        Assert.Equal("2", request["formatversion"]);
        Assert.Equal("plaintext", request["errorformat"]);
    }

    [Fact]
    public async Task A_compressed_answer_is_read()
    {
        await using ScriptedWiki wiki = await ScriptedWiki.Start(new WikiAnswer(Recorded.Site) { Gzipped = true });

        Assert.Equal("Wikipedia", (await wiki.Client().SiteInfo(wiki.Wiki, default)).SiteName);
    }

    [Theory]
    [InlineData(429, "<html>Too many requests</html>", "17")]
    [InlineData(503, "<html>Later</html>", "17")]
    [InlineData(200, """{"errors":[{"code":"maxlag","text":"Waiting for a database server."}]}""", "17")]
    [InlineData(503, "<html>Later</html>", "Mon, 06 May 2024 12:00:17 GMT")]
    public async Task A_wiki_is_left_alone_for_as_long_as_it_asks(int status, string body, string retryAfter)
    {
        await using ScriptedWiki wiki = await ScriptedWiki.Start(
            new WikiAnswer(body, status) { Headers = { ["Retry-After"] = retryAfter } },
            Recorded.Site
        );

        await wiki.Client().SiteInfo(wiki.Wiki, default);

        Assert.Equal([TimeSpan.FromSeconds(17)], wiki.Clock.Pauses);
        Assert.Equal(2, wiki.Requests.Count);
    }

    [Fact]
    public async Task A_wiki_that_wants_a_longer_rest_than_we_wait_is_not_asked_again()
    {
        await using ScriptedWiki wiki = await ScriptedWiki.Start(
            new WikiAnswer("", 503) { Headers = { ["Retry-After"] = "3600" } }
        );

        var failure = await Assert.ThrowsAsync<WikiException>(() => wiki.Client().SiteInfo(wiki.Wiki, default));

        Assert.Equal("http-503", failure.Code);
        Assert.Equal(TimeSpan.FromHours(1), failure.RetryAfter);
        Assert.True(failure.IsTransient);
        Assert.Single(wiki.Requests);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("Mon, 06 May 2024 11:00:00 GMT")]
    [InlineData("")]
    public async Task A_wiki_that_asks_for_no_rest_gets_a_pause_all_the_same(string retryAfter)
    {
        await using ScriptedWiki wiki = await ScriptedWiki.Start(
            new WikiAnswer("", 500) { Headers = { ["Retry-After"] = retryAfter } },
            Recorded.Site
        );

        await wiki.Client().SiteInfo(wiki.Wiki, default);

        Assert.InRange(Assert.Single(wiki.Clock.Pauses), TimeSpan.FromTicks(1), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_failure_that_stays_is_given_up_after_four_more_attempts()
    {
        await using ScriptedWiki wiki = await ScriptedWiki.Start(_ => new WikiAnswer("", 503));

        await Assert.ThrowsAsync<WikiException>(() => wiki.Client().SiteInfo(wiki.Wiki, default));

        Assert.Equal(5, wiki.Requests.Count);
    }

    [Fact]
    public async Task A_failure_that_will_not_pass_is_not_repeated()
    {
        await using ScriptedWiki wiki = await ScriptedWiki.Start(_ => "<html>Error</html>");

        await Assert.ThrowsAsync<WikiException>(() => wiki.Client().SiteInfo(wiki.Wiki, default));

        Assert.Single(wiki.Requests);
    }

    [Fact]
    public async Task Three_requests_at_a_time_reach_a_host_however_many_clients_ask()
    {
        var release = new SemaphoreSlim(0);
        await using ScriptedWiki wiki = await ScriptedWiki.Start(r => new WikiAnswer(Recorded.Site)
        {
            Held = r["probe"].Length > 0 ? Task.CompletedTask : release.WaitAsync(),
        });
        IServiceProvider program = wiki.Program();
        Task<SiteInfo>[] asking =
        [
            .. Enumerable.Range(0, 9).Select(_ => program.GetRequiredService<ActionApi>().SiteInfo(wiki.Wiki, default)),
        ];

        for (int arrived = 0; arrived < 3; arrived++)
        {
            await wiki.NextArrival();
        }
        // What was sent together with these three would have arrived before a question that is asked only now.
        using (var outsider = new HttpClient())
        {
            await outsider.GetStringAsync(new Uri(wiki.Api, "?probe=1"));
        }
        await wiki.NextArrival();
        Assert.Equal(4, wiki.Requests.Count);

        release.Release(9);
        Assert.All(await Task.WhenAll(asking), s => Assert.Equal("Wikipedia", s.SiteName));
        Assert.Equal(10, wiki.Requests.Count);
    }

    [Fact]
    public async Task A_fourth_request_waits_for_a_place_and_the_Wikimedia_wikis_share_theirs()
    {
        var gates = new HostGates(new WikiSettings());
        Uri english = new("https://en.wikipedia.org/w/api.php");
        IDisposable first = await gates.Enter(english, default);
        await gates.Enter(new("https://www.wikidata.org/w/api.php"), default);
        await gates.Enter(new("https://commons.wikimedia.org/w/api.php"), default);

        Task<IDisposable> fourth = gates.Enter(english, default);
        Task<IDisposable> elsewhere = gates.Enter(new("https://wiki.town.example/api.php"), default);

        Assert.False(fourth.IsCompleted);
        Assert.True(elsewhere.IsCompletedSuccessfully);
        first.Dispose();
        await fourth;
    }

    [Fact]
    public async Task A_pause_keeps_no_place()
    {
        await using ScriptedWiki wiki = await ScriptedWiki.Start(
            new WikiAnswer("", 503) { Headers = { ["Retry-After"] = "5" } },
            Recorded.Site
        );

        SiteInfo site = await wiki.Client(("ConcurrentRequests", "1")).SiteInfo(wiki.Wiki, default);

        Assert.Equal("Wikipedia", site.SiteName);
    }

    [Theory]
    [InlineData("Contact", "me@example.org (home")]
    [InlineData("Contact", "Zoë")]
    [InlineData("Wikis:frwiki", "fr.wikipedia.org")]
    [InlineData("Wikis:frwiki", "https://fr.wikipedia.org/wiki/")]
    [InlineData("Wikis:fr.wikipedia", "https://fr.wikipedia.org/w/api.php")]
    [InlineData("MaxLagSeconds", "0")]
    [InlineData("ConcurrentRequests", "0")]
    [InlineData("Retries", "-1")]
    [InlineData("LongestPause", "00:00:00")]
    [InlineData("PageviewsApi", "wikimedia.org/api")]
    public async Task Settings_that_cannot_work_are_told_at_start(string key, string value)
    {
        await using ScriptedWiki wiki = await ScriptedWiki.Start();
        IServiceProvider program = wiki.Program((key, value));

        var failure = Assert.Throws<OptionsValidationException>(() =>
            program.GetRequiredService<IStartupValidator>().Validate()
        );

        Assert.EndsWith(".", Assert.Single(failure.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_are_read_from_the_configuration()
    {
        await using ScriptedWiki wiki = await ScriptedWiki.Start();
        IServiceProvider program = wiki.Program(("OnlyConfigured", "true"), ("ContentNamespaces:enwiki:0", "102"));

        var directory = program.GetRequiredService<WikiDirectory>();

        Assert.Equal(wiki.Api, directory.Find("en.wikipedia")?.Api);
        Assert.Equal([102], directory.Get(new("enwiki")).ContentNamespaces);
        Assert.Null(directory.Find("de.wikipedia"));
        Assert.Equal(
            wiki.Api.Port.ToString(CultureInfo.InvariantCulture),
            directory.PageAddress(new("enwiki"), "X").Port.ToString(CultureInfo.InvariantCulture)
        );
    }
}
