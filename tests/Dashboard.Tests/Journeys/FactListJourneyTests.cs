using System.Net;
using System.Text.Json;

namespace CampaignDashboard.Tests.Journeys;

/// <summary>The facts behind the figures, as integrators, coordinators and strangers read them.</summary>
public sealed class FactListJourneyTests(HostWithWikis given) : IClassFixture<HostWithWikis>
{
    private const string Author = "Fact Fay";

    private static readonly string[] OneWiki = ["enwiki"];

    private Api Coordinator => given.Planned.Coordinator;

    [Fact]
    public async Task A_csv_has_its_headings_first_and_a_line_for_each_fact()
    {
        var (session, _) = await Counted();

        var answer = (await Coordinator.Get($"/api/v1/sessions/{session}/statistics/revisions.csv")).Done;

        var lines = answer.Text.TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(
            "wiki,revision_id,made_at,page_id,namespace,title,user_name,bytes_difference,references_difference,creates_page,content,minor,hidden,summary,diff",
            lines[0]
        );
        Assert.Equal(EditathonWiki.EditsEach, lines.Length - 1);
        Assert.All(lines[1..], line => Assert.Contains($",{Author},", line, StringComparison.Ordinal));
        var name = answer.Response.Content.Headers.ContentDisposition!.FileName!.Trim('"');
        Assert.EndsWith("-revisions.csv", name, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_lines_have_the_fields_of_the_API()
    {
        var (session, _) = await Counted();

        var page = (await Coordinator.Get($"/api/v1/sessions/{session}/statistics/pages")).Done;
        var lines = (await Coordinator.Get($"/api/v1/sessions/{session}/statistics/pages.jsonl")).Done.Text;

        var rows = lines.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(
            page.Json.EnumerateArray().Select(row => row.GetRawText()),
            rows.Select(row => JsonSerializer.Deserialize<JsonElement>(row).GetRawText())
        );
        Assert.NotEmpty(rows);
    }

    [Fact]
    public async Task A_wikitext_table_links_to_the_pages()
    {
        var (session, _) = await Counted();

        var text = (await Coordinator.Get($"/api/v1/sessions/{session}/statistics/pages.wikitext")).Done.Text;

        Assert.StartsWith("{| class=\"wikitable sortable\"\n", text, StringComparison.Ordinal);
        Assert.Contains("\n| [[:w:en:Page 7|Page 7]]\n", text, StringComparison.Ordinal);
        Assert.EndsWith("|}\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Strangers_see_what_was_done_and_not_by_whom()
    {
        var (session, program) = await Counted();
        using var stranger = await Api.SignedIn(given.Host, "Stranger Sam");
        using var author = await Api.SignedIn(given.Host, Author);

        foreach (var of in (string[])[$"sessions/{session}", $"programs/{program}"])
        {
            var path = $"/api/v1/{of}/statistics";
            var revisions = (await stranger.Get($"{path}/revisions")).Done;
            Assert.NotEqual(0, revisions.Json.GetArrayLength());
            Assert.DoesNotContain(Author, revisions.Text, StringComparison.Ordinal);
            var csv = (await stranger.Get($"{path}/revisions.csv")).Done.Text;
            Assert.DoesNotContain(Author, csv, StringComparison.Ordinal);
            foreach (var list in (string[])["participants", "participants.csv", "participants.jsonl"])
            {
                Assert.Equal("participants-only", (await stranger.Get($"{path}/{list}")).Problem);
                Assert.Contains(Author, (await Coordinator.Get($"{path}/{list}")).Done.Text, StringComparison.Ordinal);
            }
        }

        // Who takes part sees the others, in that session alone.
        Assert.Contains(
            Author,
            (await author.Get($"/api/v1/sessions/{session}/statistics/participants")).Done.Text,
            StringComparison.Ordinal
        );
        var above = await author.Get($"/api/v1/programs/{program}/statistics/participants");
        Assert.Equal("participants-only", above.Problem);
    }

    [Fact]
    public async Task The_facts_of_a_person_are_for_who_may_know_them_and_for_themself()
    {
        var (session, _) = await Counted();
        using var stranger = await Api.SignedIn(given.Host, "Stranger Sue");
        var people = await Coordinator.Get($"/api/v1/sessions/{session}/statistics/participants");
        var person = people.Done.Json[0].GetProperty("person").GetString();
        var path = $"/api/v1/sessions/{session}/statistics/revisions?person={person}";

        Assert.Equal(EditathonWiki.EditsEach, (await Coordinator.Get(path)).Done.Json.GetArrayLength());
        Assert.Equal("participants-only", (await stranger.Get(path)).Problem);
    }

    [Fact]
    public async Task A_figure_leads_to_its_facts_and_another_list_refuses_it()
    {
        var (session, _) = await Counted();
        var path = $"/api/v1/sessions/{session}/statistics";
        var figures = (await Coordinator.Get(path)).Done.Json.GetProperty("figures");

        var created = (await Coordinator.Get($"{path}/pages?figure=pagesCreated")).Done.Json;

        Assert.Equal(figures.GetProperty("pagesCreated").GetInt64(), created.GetArrayLength());
        Assert.Equal("figure-of-another-list", (await Coordinator.Get($"{path}/days?figure=edits")).Problem);
    }

    [Fact]
    public async Task They_can_be_read_as_they_were_and_of_any_set()
    {
        var (session, _) = await Counted();
        var path = $"/api/v1/sessions/{session}/statistics";
        var before = (await Coordinator.Get(path)).Done.Json.GetProperty("asOf").GetProperty("position").GetInt64();
        var csv = (await Coordinator.Get($"{path}/pages.csv?asOf={before}")).Done.Text;

        var reason = new { reason = "It has nothing to do with the museum." };
        (await Coordinator.Put($"/api/v1/sessions/{session}/excluded-pages/enwiki/7", reason)).Done.ToString();
        await Eventually.Get(
            "The page is excluded",
            async () => (await Coordinator.Get($"{path}/pages.csv")).Done.Text,
            now => !now.Contains("Page 7", StringComparison.Ordinal)
        );

        Assert.Contains("Page 7", csv, StringComparison.Ordinal);
        Assert.Equal(csv, (await Coordinator.Get($"{path}/pages.csv?asOf={before}")).Done.Text);
        var set = (await Coordinator.Get($"/api/v1/statistics/pages.csv?of={session}")).Done.Text;
        Assert.DoesNotContain("Page 7", set, StringComparison.Ordinal);
        var choices = (await Coordinator.Get($"/api/v1/sessions/{session}/page-choices")).Done.Json;
        Assert.Equal(reason.reason, choices[0].GetProperty("reason").GetString());
        Assert.Equal("Page 7", choices[0].GetProperty("title").GetString());
    }

    [Fact]
    public async Task Page_by_page_the_link_leads_to_the_rest()
    {
        var (session, _) = await Counted();
        var seen = new List<long>();
        for (string? next = $"/api/v1/sessions/{session}/statistics/revisions?limit=1"; next is not null; )
        {
            var answer = (await Coordinator.Get(next)).Done;
            seen.Add(Assert.Single(answer.Json.EnumerateArray()).GetProperty("revision").GetInt64());
            next = answer.Response.Headers.TryGetValues("Link", out var links)
                ? links.Single().Split('<', '>')[1]
                : null;
        }

        Assert.Equal(EditathonWiki.EditsEach, seen.Distinct().Count());
        Assert.Equal(seen.Distinct(), seen);
        var wrong = await Coordinator.Get($"/api/v1/sessions/{session}/statistics/revisions?after=1_2");
        Assert.Equal("malformed-request", wrong.Problem);
    }

    [Fact]
    public async Task The_page_shows_them_and_a_coordinator_excludes_one_there()
    {
        var (session, _) = await Counted();
        var page = (await Coordinator.Get($"/api/v1/sessions/{session}")).Done.Json.GetProperty("page").GetString();
        using var stranger = new Api(given.Host.Address);

        var seen = (await stranger.Get($"{page}/statistics/pages")).Done.Text;

        Assert.Contains("Page 7", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"reason\"", seen, StringComparison.Ordinal);
        var people = await stranger.Get($"{page}/statistics/participants");
        Assert.Equal(HttpStatusCode.Forbidden, people.Status);
        Assert.DoesNotContain(Author, people.Text, StringComparison.Ordinal);
        var own = (await Coordinator.Get($"{page}/statistics/pages")).Done.Text;
        Assert.Contains("name=\"reason\"", own, StringComparison.Ordinal);
    }

    /// <summary>A session whose author's edits have been counted, and the program that it belongs to.</summary>
    private async Task<(Guid Session, Guid Program)> Counted()
    {
        var session = await given.Planned.SessionWith(OneWiki, Author);
        await given.Planned.Update(session);
        return (session, given.Planned.Program);
    }
}
