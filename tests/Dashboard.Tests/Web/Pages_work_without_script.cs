using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace CampaignDashboard.Tests.Web;

public sealed class Pages_work_without_script(SampleSite site) : IClassFixture<SampleSite>
{
    private static readonly (string, string) Browser = ("Accept", "text/html,application/xhtml+xml");

    [Fact]
    public async Task A_page_of_a_module_stands_in_the_common_frame_with_its_landmarks()
    {
        var page = await Page("/sample");

        Assert.Equal("#content", new Uri(new Uri("http://x"), page.QuerySelector("a")!.GetAttribute("href")).Fragment);
        Assert.NotNull(page.QuerySelector("header nav[aria-label]"));
        Assert.NotNull(page.QuerySelector("footer"));
        Assert.NotNull(page.QuerySelector("meta[name=viewport]"));
        Assert.Contains("<b>encoded</b>", page.QuerySelector("main#content")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("script, style, [style], main b"));
    }

    [Fact]
    public async Task The_current_entry_of_the_navigation_says_so()
    {
        var page = await Page("/api");

        Assert.Equal("page", page.QuerySelector("nav a[href='/api']")!.GetAttribute("aria-current"));
    }

    [Theory]
    [InlineData("/sample?uselang=de", null, null, "de")]
    [InlineData("/sample", "language=fr", "de", "fr")]
    [InlineData("/sample", null, "it, nl-BE;q=0.8, de;q=0.5", "nl")]
    [InlineData("/sample", null, "it", "en")]
    [InlineData("/sample?uselang=xx", "language=<b>", null, "en")]
    public async Task The_language_is_that_of_the_address_then_the_cookie_then_the_browser(
        string path,
        string? cookie,
        string? accepted,
        string expected
    )
    {
        var page = await Page(path, ("Cookie", cookie ?? ""), ("Accept-Language", accepted ?? ""));

        Assert.Equal(expected, page.DocumentElement.GetAttribute("lang"));
        Assert.Equal("ltr", page.DocumentElement.GetAttribute("dir"));
    }

    [Theory]
    [InlineData("/sample?a=1", "/sample?a=1")]
    [InlineData("//evil.example/", "/")]
    [InlineData("/\\evil.example/", "/")]
    [InlineData("https://evil.example/", "/")]
    public async Task The_switcher_remembers_the_language_and_comes_back_only_to_this_site(string to, string expected)
    {
        var form = new FormUrlEncodedContent(
            new Dictionary<string, string>(StringComparer.Ordinal) { ["language"] = "nl", ["returnTo"] = to }
        );
        var answer = await site.Send(HttpMethod.Post, "/language", form);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(expected, answer.Headers.Location?.OriginalString);
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.Contains("language=nl", cookie, StringComparison.Ordinal);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("/nowhere", HttpStatusCode.NotFound)]
    [InlineData("/error", HttpStatusCode.NotFound)]
    [InlineData("/problems/nonsense", HttpStatusCode.NotFound)]
    public async Task An_address_without_a_page_is_a_404_page_in_the_readers_language(
        string path,
        HttpStatusCode status
    )
    {
        var answer = await site.Get($"{path}?uselang=de", Browser);
        var page = await Parse(answer);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("Diese Seite gibt es nicht", page.QuerySelector("h1")?.TextContent);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task A_failing_page_shows_the_error_page_with_the_trace_and_leaks_nothing(string method)
    {
        var answer = await site.Send(new HttpMethod(method), "/bug?uselang=fr", null, Browser);
        var page = await Parse(answer);

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Equal("Une erreur est survenue", page.QuerySelector("h1")?.TextContent);
        var trace = page.QuerySelector("main code")!.TextContent;
        Assert.Single(site.Log.Errors, line => line.Contains(trace, StringComparison.Ordinal));
        Assert.DoesNotContain("secret", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/sample")]
    [InlineData("/nowhere")]
    [InlineData("/bug")]
    [InlineData("/api/bug")]
    public async Task Every_answer_carries_the_security_headers(string path)
    {
        var answer = await site.Get(path, Browser);

        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Single(answer.Headers.GetValues("Referrer-Policy"));
    }

    [Fact]
    public async Task Every_style_sheet_of_a_page_is_there_typed_and_may_be_cached_for_ever()
    {
        var sheets = (await Page("/sample")).QuerySelectorAll("link[rel=stylesheet]");
        Assert.Equal(3, sheets.Length);
        foreach (var sheet in sheets)
        {
            var answer = await site.Get(sheet.GetAttribute("href")!, ("Accept-Encoding", "br"));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal("text/css", answer.Content.Headers.ContentType?.MediaType);
            Assert.Equal("br", answer.Content.Headers.ContentEncoding.Single());
            Assert.Contains("immutable", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
            var again = await site.Get(
                sheet.GetAttribute("href")!,
                ("Accept-Encoding", "br"),
                ("If-None-Match", answer.Headers.ETag!.ToString())
            );
            Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        }
    }

    [Fact]
    public async Task Every_problem_type_has_a_page()
    {
        var links = (await Page("/problems")).QuerySelectorAll("main th a");
        Assert.NotEmpty(links);
        foreach (var link in links)
            Assert.Contains(
                link.TextContent,
                (await Page(link.GetAttribute("href")!)).QuerySelector("main article")!.TextContent,
                StringComparison.Ordinal
            );
    }

    private async Task<IDocument> Page(string path, params (string, string)[] headers)
    {
        var answer = await site.Get(path, [Browser, .. headers]);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await Parse(answer);
    }

    private static async Task<IDocument> Parse(HttpResponseMessage answer) =>
        new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
}
