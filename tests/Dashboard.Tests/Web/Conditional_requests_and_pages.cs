using System.Net;
using CampaignDashboard.Web.Conditional;

namespace CampaignDashboard.Tests.Web;

public sealed class Conditional_requests_and_pages(SampleSite site) : IClassFixture<SampleSite>
{
    [Theory]
    [InlineData(null, HttpStatusCode.OK)]
    [InlineData("\"6\"", HttpStatusCode.OK)]
    [InlineData("\"7\"", HttpStatusCode.NotModified)]
    [InlineData("W/\"7\"", HttpStatusCode.NotModified)]
    [InlineData("\"5\", \"7\"", HttpStatusCode.NotModified)]
    [InlineData("*", HttpStatusCode.NotModified)]
    public async Task A_version_that_the_caller_has_is_not_sent_again(string? known, HttpStatusCode expected)
    {
        var answer = await site.Get("/api/version/7", known is null ? [] : [("If-None-Match", known)]);

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal("\"7\"", answer.Headers.ETag?.Tag);
    }

    [Theory]
    [InlineData(null, """{"expected":null}""")]
    [InlineData("*", """{"expected":null}""")]
    [InlineData("\"7\"", """{"expected":7}""")]
    public async Task If_Match_says_which_version_the_caller_decided_on(string? header, string expected)
    {
        var answer = await site.Send(
            HttpMethod.Put,
            "/api/version",
            null,
            header is null ? [] : [("If-Match", header)]
        );

        Assert.Equal(expected, await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("7")]
    [InlineData("W/\"7\"")]
    [InlineData("\"7\", \"8\"")]
    [InlineData("\"-7\"")]
    [InlineData("\"seven\"")]
    [InlineData("\"\"")]
    public async Task A_malformed_If_Match_is_a_400_that_names_it(string header)
    {
        var answer = await site.Send(HttpMethod.Put, "/api/version", null, ("If-Match", header));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("\"If-Match\":", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_key_makes_the_same_id_and_no_key_a_new_one()
    {
        Assert.Equal(await Make("abc"), await Make("abc"));
        Assert.NotEqual(await Make("abc"), await Make("abd"));
        Assert.NotEqual(await Make(null), await Make(null));
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("a b c")]
    public async Task A_malformed_key_is_a_400(string key) =>
        Assert.Contains("Idempotency-Key", await Make(key), StringComparison.Ordinal);

    [Fact]
    public async Task A_key_has_at_most_128_characters()
    {
        Assert.DoesNotContain("problems", await Make(new string('k', 128)), StringComparison.Ordinal);
        Assert.Contains("problems", await Make(new string('k', 129)), StringComparison.Ordinal);
    }

    [Fact]
    public void An_id_of_a_key_is_a_UUID_of_version_8_and_never_changes()
    {
        var id = IdempotencyKey.IdFrom(new Guid("11111111-2222-4333-8444-555555555555"), "order-1");

        Assert.Equal(8, id.Version);
        Assert.InRange(id.Variant, 8, 11);
        Assert.Equal(id, IdempotencyKey.IdFrom(new Guid("11111111-2222-4333-8444-555555555555"), "order-1"));
        Assert.NotEqual(id, IdempotencyKey.IdFrom(Guid.Empty, "order-1"));
    }

    [Fact]
    public async Task Following_the_links_gives_every_row_once()
    {
        var rows = new List<int>();
        string? next = "/api/rows?limit=10&q=%26x";
        while (next is not null)
        {
            Assert.Contains("q=%26x", next, StringComparison.Ordinal);
            var answer = await site.Get(next);
            var body = await answer.Content.ReadAsStringAsync();
            rows.AddRange(System.Text.Json.JsonSerializer.Deserialize<int[]>(body)!);
            next = answer.Headers.TryGetValues("Link", out var links) ? links.Single().Split('<', '>')[1] : null;
        }
        Assert.Equal(Enumerable.Range(1, 25), rows);
    }

    [Theory]
    [InlineData("?limit=0")]
    [InlineData("?limit=1001")]
    [InlineData("?limit=x")]
    [InlineData("?after=x")]
    [InlineData("?after=-1")]
    public async Task A_page_that_cannot_be_is_a_400(string query) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await site.Get($"/api/rows{query}")).StatusCode);

    private async Task<string> Make(string? key)
    {
        var headers = key is null ? Array.Empty<(string, string)>() : [("Idempotency-Key", key)];
        return await (await site.Send(HttpMethod.Post, "/api/things", null, headers)).Content.ReadAsStringAsync();
    }
}
