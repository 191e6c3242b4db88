using System.Text.Json;
using CampaignDashboard.Tests.Journeys;

namespace CampaignDashboard.Tests.OpenApi;

/// <summary>
/// Each list of the API that can grow, read two rows at a time by the Link header while rows are added between the pages:
/// what was there at the beginning comes once, and nothing comes twice.
/// </summary>
public sealed class Lists_come_in_pages(HostWithWikis given) : IClassFixture<HostWithWikis>
{
    private const int Rows = 5;

    private Api Grace => given.Planned.Coordinator;

    [Fact]
    public async Task Organisers() => await Follow("/api/v1/organisers", "id", async () => await NewOrganiser());

    [Fact]
    public async Task Campaigns() =>
        await Follow("/api/v1/campaigns", "id", async () => await NewCampaign(await NewOrganiser()));

    [Fact]
    public async Task Campaigns_of_an_organiser()
    {
        var organiser = await NewOrganiser();
        await Follow($"/api/v1/organisers/{organiser}/campaigns", "id", () => NewCampaign(organiser));
    }

    [Fact]
    public async Task Programs_of_a_campaign()
    {
        var campaign = await NewCampaign(await NewOrganiser());
        await Follow($"/api/v1/campaigns/{campaign}/programs", "id", () => NewProgram(campaign));
    }

    [Fact]
    public async Task Sessions_of_a_program()
    {
        var program = await NewProgram(await NewCampaign(await NewOrganiser()));
        await Follow($"/api/v1/programs/{program}/sessions", "id", () => NewSession(program));
    }

    [Fact]
    public async Task Sessions() =>
        await Follow("/api/v1/sessions?state=all", "id", () => NewSession(given.Planned.Program));

    [Fact]
    public async Task Participants()
    {
        var session = await NewSession(given.Planned.Program);
        var path = $"/api/v1/sessions/{session}/participants";
        await Follow(path, "person", () => Enter(path), page => page.GetProperty("participants"));
    }

    [Fact]
    public async Task Articles()
    {
        var session = await NewSession(given.Planned.Program);
        var path = $"/api/v1/sessions/{session}/articles";
        await Follow(
            path,
            "id",
            async () =>
                (await Grace.Post(path, new { wiki = "enwiki", titles = new[] { Fresh("Red") } })).Done.ToString()
        );
    }

    [Fact]
    public async Task Data_updates()
    {
        var session = await NewSession(given.Planned.Program);
        await Follow($"/api/v1/sessions/{session}/data-updates", "id", () => given.Planned.Update(session));
    }

    [Fact]
    public async Task History()
    {
        var session = await NewSession(given.Planned.Program);
        var path = $"/api/v1/sessions/{session}";
        await Follow(
            $"{path}/history",
            "position",
            async () => (await Grace.Put(path, new { title = Fresh("Title") })).Done.ToString()
        );
    }

    [Fact]
    public async Task Coordinators()
    {
        var session = await NewSession(given.Planned.Program);
        var path = $"/api/v1/sessions/{session}/coordinators";
        await Follow(
            path,
            "person",
            async () => (await Grace.Post(path, new { userName = Fresh("Co") })).Done.ToString()
        );
    }

    [Fact]
    public async Task Tokens() =>
        await Follow(
            "/api/v1/tokens",
            "id",
            async () =>
                (
                    await Grace.Post(
                        "/api/v1/tokens",
                        new
                        {
                            name = "One of many",
                            scopes = new[] { "read" },
                            expiresInDays = 1,
                        }
                    )
                ).Done.ToString()
        );

    [Fact]
    public async Task What_a_thing_holds_is_the_first_page_of_the_list_and_leads_to_the_next()
    {
        var program = await NewProgram(await NewCampaign(await NewOrganiser()));
        var first = await NewSession(program);
        var copies = $"/api/v1/sessions/{first}/copies";
        (
            await Grace.Post(
                copies,
                new
                {
                    first = "2027-01-01",
                    every = "weekly",
                    times = 52,
                }
            )
        ).Done.ToString();
        (
            await Grace.Post(
                copies,
                new
                {
                    first = "2028-01-07",
                    every = "weekly",
                    times = 52,
                }
            )
        ).Done.ToString();

        var whole = (await Grace.Get($"/api/v1/programs/{program}")).Done;
        var rest = (await Grace.Get(Next(whole)!)).Done;

        var ids = Ids(whole.Json.GetProperty("sessions"), "id").Concat(Ids(rest.Json, "id")).ToArray();
        Assert.Equal((105, 105), (ids.Length, ids.Distinct().Count()));
        Assert.Null(Next(rest));
    }

    [Theory]
    [InlineData("/api/v1/organisers?after=x")]
    [InlineData("/api/v1/organisers?after=00000000000000000000000000000000_!")]
    [InlineData("/api/v1/organisers?after=00000000000000000000000000000000_AA")]
    [InlineData("/api/v1/campaigns?limit=0")]
    [InlineData("/api/v1/tokens?after=1_2")]
    public async Task What_is_no_cursor_is_refused(string path) =>
        Assert.Equal("malformed-request", (await Grace.Get(path)).Problem);

    /// <summary>Adds rows, reads them page by page, and adds one before each page.</summary>
    private async Task Follow(string path, string key, Func<Task> add, Func<JsonElement, JsonElement>? rowsOf = null)
    {
        for (var n = 0; n < Rows; n++)
        {
            await add();
        }

        rowsOf ??= page => page;
        var before = Ids(rowsOf((await Grace.Get(path)).Done.Json), key);
        var seen = new List<string>();
        string? next = $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit=2";
        // What is added behind the page is there to be read too, so there is an end to adding.
        for (var page = 0; next is not null; page++)
        {
            var answer = (await Grace.Get(next)).Done;
            var ids = Ids(rowsOf(answer.Json), key);
            Assert.InRange(ids.Count, 1, 2);
            seen.AddRange(ids);
            next = Next(answer);
            if (page < Rows)
            {
                await add();
            }
        }

        Assert.True(before.Count >= Rows, $"There are {before.Count} rows in {path}.");
        Assert.Empty(before.Except(seen));
        Assert.Equal(seen.Distinct(), seen);
    }

    private static IReadOnlyList<string> Ids(JsonElement rows, string key) =>
        [.. rows.EnumerateArray().Select(row => row.GetProperty(key).ToString())];

    private static string? Next(Answer answer) =>
        answer.Response.Headers.TryGetValues("Link", out var links) ? links.Single().Split('<', '>')[1] : null;

    private static string Fresh(string word) => $"{word} {Guid.NewGuid():N}";

    private async Task<Guid> NewOrganiser()
    {
        var wish = new { name = Fresh("Chapter"), coordinator = Api.Administrator };
        return (await Grace.Post("/api/v1/organisers", wish)).Id;
    }

    private async Task<Guid> NewCampaign(Guid organiser) =>
        (await Grace.Post($"/api/v1/organisers/{organiser}/campaigns", new { title = Fresh("Campaign") })).Id;

    private async Task<Guid> NewProgram(Guid campaign) =>
        (await Grace.Post($"/api/v1/campaigns/{campaign}/programs", new { title = Fresh("Program") })).Id;

    private async Task<Guid> NewSession(Guid program)
    {
        var answer = await Grace.Post($"/api/v1/programs/{program}/sessions", Planned.SessionOn("enwiki"));
        return answer.Id;
    }

    private async Task Enter(string participants) =>
        (await Grace.Post(participants, new { userNames = new[] { Fresh("Pat") } })).Done.ToString();
}
