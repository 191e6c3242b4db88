using System.Text.Json;
using CampaignDashboard.Tests.Journeys;
using CampaignDashboard.Tests.Postgres;
using CampaignDashboard.WikiFarm;

namespace CampaignDashboard.Tests.WikiFarm;

/// <summary>An article list beside a real MediaWiki: its categories, moves, deletions, and red links that are written.</summary>
public sealed class ArticlesOnRealWikisTests(PostgresCluster cluster)
{
    private const string Wiki = "enwiki";
    private const string Author = "Ines Vega";

    private static readonly DateTimeOffset Then = new(2026, 3, 9, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_category_is_offered_and_its_articles_are_followed()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var own = await OwnFarm.Start(stop);
        await using var database = await cluster.NewDashboard();
        await using var host = await HostProcess.Start(
            $"--ConnectionStrings:Dashboard={database.ConnectionString}",
            $"--MediaWiki:Wikis:{Wiki}={own.Farm.ApiAddress(Wiki)}"
        );
        var planned = await Planned.At(host);
        var session = await planned.SessionWith([Wiki]);
        foreach (var title in (string[])["Stays", "Moves", "Hides", "Goes", "Turns", "Talk:Apart"])
        {
            await Write(own.Farm, title, "Text. [[Category:Followed]]");
        }

        await Write(own.Farm, "Old name", "#REDIRECT [[Stays]]\n[[Category:Followed]]");
        await Write(own.Farm, "Apart", "Text.");

        var offered = await planned.Coordinator.Post(
            $"/api/v1/sessions/{session}/offered-categories",
            new { wiki = Wiki, category = "Followed" }
        );
        Assert.Equal(5, offered.Done.Json.GetProperty("offered").GetInt32());
        var left = Assert.Single(offered.Json.GetProperty("leftOut").EnumerateArray());
        Assert.Equal("Stays", left.GetProperty("redirectsTo").GetString());
        var talk = await planned.Coordinator.Post(
            $"/api/v1/sessions/{session}/offered-categories",
            new
            {
                wiki = Wiki,
                category = "Category:Followed",
                talkPages = true,
            }
        );
        Assert.Equal(1, talk.Done.Json.GetProperty("offered").GetInt32());
        (
            await planned.Coordinator.Post(
                $"/api/v1/sessions/{session}/articles",
                new { wiki = Wiki, titles = new[] { "Not yet", "Never" } }
            )
        ).Done.ToString();
        Assert.Equal(0, await Refresh(planned, session));

        await Move(own.Farm, "Moves", "Moved");
        await Move(own.Farm, "Hides", $"User:{Author}/Draft");
        await Act(own.Farm, ("action", "delete"), ("title", "Goes"));
        await Write(own.Farm, "Turns", "#REDIRECT [[Stays]]");
        await Write(own.Farm, "Not yet", "Now it is.");
        Assert.Equal(4, await Refresh(planned, session));
        Assert.Equal(0, await Refresh(planned, session));
        Assert.Equal(
            [
                "Apart exists",
                "Goes deleted",
                "Hides exists",
                "Moved exists",
                "Never redLink",
                "Not yet exists",
                "Stays exists",
                "Turns redirect Stays",
            ],
            await Listed(planned, session)
        );

        await Act(own.Farm, ("action", "undelete"), ("title", "Goes"));
        await Write(own.Farm, "Turns", "An article again.");
        await Move(own.Farm, "Moved", "Moved on");
        Assert.Equal(3, await Refresh(planned, session));
        var after = await Listed(planned, session);
        Assert.Contains("Goes exists", after);
        Assert.Contains("Turns exists", after);
        Assert.Contains("Moved on exists", after);
        Assert.False(
            await database.Scalar<bool>("select exists (select from events.mt_events where data::text like '%Draft%')")
        );
    }

    private static async Task<int> Refresh(Planned planned, Guid session) =>
        (await planned.Coordinator.Post($"/api/v1/sessions/{session}/article-checks"))
            .Done.Json.GetProperty("changes")
            .GetInt32();

    private static async Task<string[]> Listed(Planned planned, Guid session) =>
        [
            .. (await planned.Coordinator.Get($"/api/v1/sessions/{session}/articles"))
                .Done.Json.EnumerateArray()
                .Select(Told),
        ];

    private static string Told(JsonElement article) =>
        $"{article.GetProperty("title").GetString()} {article.GetProperty("state").GetString()} {article.GetProperty("redirectsTo").GetString()}".Trim();

    private static Task Write(Farm farm, string title, string text) =>
        farm.Edit(Wiki, Author, title, text, "a test", Then, TestContext.Current.CancellationToken);

    private static Task<JsonElement> Move(Farm farm, string from, string to) =>
        Act(farm, ("action", "move"), ("from", from), ("to", to), ("noredirect", "1"));

    private static Task<JsonElement> Act(Farm farm, params (string Name, string Value)[] parameters) =>
        farm.As(Wiki, Farm.Administrator)
            .Act(
                parameters.Append(("reason", "a test")).ToDictionary(p => p.Item1, p => p.Item2),
                Then,
                TestContext.Current.CancellationToken
            );
}
