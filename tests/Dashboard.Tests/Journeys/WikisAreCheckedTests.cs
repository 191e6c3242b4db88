using System.Net;

namespace CampaignDashboard.Tests.Journeys;

/// <summary>
/// Each wiki that a coordinator names is asked whether it is the one, whether for a session, a program or a campaign; and
/// what is told of a campaign and a program reaches the forms below it.
/// </summary>
public sealed class WikisAreCheckedTests(HostWithWikis given) : IClassFixture<HostWithWikis>
{
    private Planned Planned => given.Planned;

    private Api Coordinator => Planned.Coordinator;

    private string Program => $"/api/v1/programs/{Planned.Program}";

    [Theory]
    [InlineData("enwiki: 0, 4711", HttpStatusCode.UnprocessableEntity, "no-such-namespace", "4711")]
    [InlineData("wrongwiki", HttpStatusCode.UnprocessableEntity, "another-wiki", "enwiki")]
    [InlineData("deadwiki", HttpStatusCode.Conflict, "wiki-not-answering", "try again later")]
    [InlineData("klingonwiki: 0", HttpStatusCode.UnprocessableEntity, "no-such-wiki", "“klingonwiki”")]
    public async Task What_is_wrong_with_a_wiki_is_told_and_nothing_is_changed(
        string wiki,
        HttpStatusCode status,
        string problem,
        string word
    )
    {
        var session = $"/api/v1/sessions/{await Planned.SessionWith(["enwiki"])}";
        var campaign = await CampaignPath();
        string[] wikis = ["oddwiki", wiki];
        string[] paths = [session, Program, campaign];
        var before = await Task.WhenAll(paths.Select(Version));
        Answer[] asked =
        [
            await Coordinator.Put($"{session}/wikis", new { wikis }),
            await Coordinator.Put(Program, new { title = "Changed", wikis }),
            await Coordinator.Put(campaign, new { title = "Changed", wikis }),
        ];

        foreach (var answer in asked)
        {
            Assert.Equal((status, problem), (answer.Status, answer.Problem));
            Assert.Contains(word, answer.Detail, StringComparison.Ordinal);
        }

        Assert.Equal(before, await Task.WhenAll(paths.Select(Version)));

        Assert.Equal(problem, (await Planned.Schedule(new { wikis })).Problem);
    }

    [Fact]
    public async Task A_wiki_that_did_not_answer_can_be_named_again()
    {
        var session = $"/api/v1/sessions/{await Planned.SessionWith(["enwiki"])}/wikis";
        given.Late.Instead = new("<html>Maintenance</html>", 503, "text/html");
        var refused = await Coordinator.Put(session, new { wikis = new[] { "latewiki" } });
        given.Late.Instead = null;
        var accepted = await Coordinator.Put(session, new { wikis = new[] { "latewiki" } });

        Assert.Equal("wiki-not-answering", refused.Problem);
        accepted.Done.ToString();
    }

    [Fact]
    public async Task Content_namespaces_are_kept_with_the_session_and_defaults_are_filled_in()
    {
        string[] wikis = ["enwiki: 120, 0", "oddwiki", "enwiki"];
        var session = (await Planned.Schedule(new { wikis })).Id;

        var told = (await Coordinator.Get($"/api/v1/sessions/{session}")).Done.Json.GetProperty("wikis").GetRawText();
        Assert.Equal(
            """[{"wiki":"enwiki","contentNamespaces":[0,120]},{"wiki":"oddwiki","contentNamespaces":[0]}]""",
            told
        );
    }

    [Fact]
    public async Task A_wiki_is_asked_what_it_is_once_and_not_at_every_save()
    {
        await Planned.SessionWith(["enwiki"]);
        var greetings = given.Good.Greetings;

        await Planned.SessionWith(["enwiki"]);
        await Planned.SessionWith(["enwiki: 0"]);

        Assert.Equal(greetings, given.Good.Greetings);
    }

    [Fact]
    public async Task The_details_of_a_campaign_are_what_it_is_described_with_again()
    {
        var campaign = await CampaignPath();
        string[] wikis = ["enwiki: 0, 120", "oddwiki"];
        (
            await Coordinator.Put(
                campaign,
                new
                {
                    title = "Museum",
                    description = "# Why\n\n**Because**",
                    image = "museum.jpg",
                    wikis,
                }
            )
        ).Done.ToString();

        var told = (await Coordinator.Get(campaign)).Done;
        var details = told.Json.GetProperty("details");
        Assert.Equal("File:Museum.jpg", details.GetProperty("image").GetString());
        Assert.Equal("""["enwiki: 0, 120","oddwiki"]""", details.GetProperty("wikis").GetRawText());

        (await Coordinator.Put(campaign, details)).Done.ToString();
        Assert.Equal(told.Response.Headers.ETag, (await Coordinator.Get(campaign)).Response.Headers.ETag);

        var page = (await Coordinator.Get(told.Json.GetProperty("page").GetString()!)).Done.Text;
        Assert.Contains("<strong>Because</strong>", page, StringComparison.Ordinal);
        Assert.Contains(">Why</h2>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_tells_its_goals_and_how_far_they_are()
    {
        var program = $"/api/v1/programs/{await NewProgram()}";
        var goals = new[] { new { figure = "edits", target = 8 }, new { figure = "participants", target = 1 } };
        (await Coordinator.Put(program, new { title = "2026", goals })).Done.ToString();
        var unknown = await Coordinator.Put(
            program,
            new { title = "2026", goals = new[] { new { figure = "fame", target = 8 } } }
        );
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "no-such-figure"), (unknown.Status, unknown.Problem));

        var planned = Planned with { Program = Guid.Parse(program.Split('/')[^1]) };
        foreach (
            var session in new[]
            {
                await planned.SessionWith(["enwiki"], "Alice"),
                await planned.SessionWith(["enwiki"], "Alice"),
            }
        )
        {
            await planned.Update(session);
        }

        // Alice made the same four edits in both.
        var told = await Eventually.Get(
            "The figures of the program",
            async () => (await Coordinator.Get($"{program}/goals")).Done.Json,
            json => json.GetProperty("progress").GetDouble() == 0.75
        );
        Assert.Equal(EditathonWiki.EditsEach, told.GetProperty("goals")[0].GetProperty("actual").GetInt64());
        var page = await Coordinator.Get((await Coordinator.Get(program)).Json.GetProperty("page").GetString()!);
        Assert.Contains("id=\"goals\"", page.Done.Text, StringComparison.Ordinal);
        Assert.Contains("75%", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_form_of_a_new_session_begins_with_what_the_program_says_else_the_campaign()
    {
        var program = $"/api/v1/programs/{await NewProgram()}";
        var campaign = $"/api/v1/campaigns/{(await Coordinator.Get(program)).Json.GetProperty("campaign").GetString()}";
        (await Coordinator.Put(campaign, new { title = "Museum", wikis = new[] { "oddwiki" } })).Done.ToString();
        Assert.Contains(">oddwiki</textarea>", await Form(program), StringComparison.Ordinal);

        (
            await Coordinator.Put(
                program,
                new
                {
                    title = "2026",
                    venue = "Public library",
                    wikis = new[] { "enwiki: 0, 120" },
                }
            )
        ).Done.ToString();

        var form = await Form(program);
        Assert.Contains(">en.wikipedia: 0, 120</textarea>", form, StringComparison.Ordinal);
        Assert.Contains("Public library", form, StringComparison.Ordinal);
    }

    private async Task<string> Version(string path) => (await Coordinator.Get(path)).Response.Headers.ETag!.Tag;

    private async Task<string> Form(string program)
    {
        var page = (await Coordinator.Get(program)).Json.GetProperty("page").GetString();
        return (await Coordinator.Get($"{page}/new-session")).Done.Text;
    }

    private async Task<string> CampaignPath() =>
        $"/api/v1/campaigns/{(await Coordinator.Get(Program)).Done.Json.GetProperty("campaign").GetString()}";

    private async Task<Guid> NewProgram()
    {
        var campaign = await CampaignPath();
        var organiser = (await Coordinator.Get(campaign)).Json.GetProperty("organiser").GetString();
        var other = await Coordinator.Post(
            $"/api/v1/organisers/{organiser}/campaigns",
            new { title = $"Museum {Guid.NewGuid()}" }
        );
        return (
            await Coordinator.Post($"/api/v1/campaigns/{other.Id}/programs", new { title = $"2026 {Guid.NewGuid()}" })
        ).Id;
    }
}
