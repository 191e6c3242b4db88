using System.Text.Json;

namespace CampaignDashboard.Tests.Journeys;

/// <summary>A session's rule changes after people wrote: figures follow, live and by replay, and earlier ones stay.</summary>
public sealed class CountingTests(HostWithWikis given) : IClassFixture<HostWithWikis>
{
    private const string Author = "Listed Lea";

    private static readonly string[] OneWiki = ["enwiki"];

    private Api Coordinator => given.Planned.Coordinator;

    [Fact]
    public async Task Figures_follow_the_rule_and_the_list_and_earlier_figures_stay()
    {
        var session = await given.Planned.SessionWith(OneWiki, Author);
        await given.Planned.Update(session);
        var everything = await Statistics(session);
        Assert.Equal((4, 530, -120), Counted(everything));

        await Count(session, "articleList", "window");
        Assert.Equal((0, 0, 0), Counted(await Statistics(session)));

        await Offer(session, "Page 7");
        Assert.Equal((1, 30, 0), Counted(await Statistics(session)));

        // A red link that somebody has written since.
        await Offer(session, EditathonWiki.PageOf(Author));
        Assert.Equal((3, 530, -120), Counted(await Statistics(session)));

        // All of it was written long before the enrolment.
        await Count(session, "articleList", "enrolment");
        Assert.Equal((0, 0, 0), Counted(await Statistics(session)));

        var position = everything.GetProperty("asOf").GetProperty("position").GetInt64();
        var then = (await Coordinator.Get($"/api/v1/sessions/{session}/statistics?asOf={position}")).Done;
        Assert.Equal(everything.GetRawText(), then.Text);
    }

    private static (long Edits, long Added, long Removed) Counted(JsonElement statistics)
    {
        var figures = statistics.GetProperty("figures");
        return (
            figures.GetProperty("edits").GetInt64(),
            figures.GetProperty("bytesAdded").GetInt64(),
            figures.GetProperty("bytesRemoved").GetInt64()
        );
    }

    /// <summary>The statistics now, which are the same by replay, byte for byte.</summary>
    private async Task<JsonElement> Statistics(Guid session)
    {
        await Planned.Figures(given.Host, session);
        return (await Coordinator.Get($"/api/v1/sessions/{session}/statistics")).Done.Json;
    }

    private async Task Count(Guid session, string scope, string from)
    {
        (await Coordinator.Put($"/api/v1/sessions/{session}/counting", new { scope, from })).Done.ToString();
        await Eventually.Get(
            "The rule is in the figures",
            async () => (await Coordinator.Get($"/api/v1/sessions/{session}/statistics")).Json.GetProperty("counting"),
            rule => rule.GetProperty("scope").GetString() == scope && rule.GetProperty("from").GetString() == from
        );
    }

    private async Task Offer(Guid session, string title)
    {
        var answer = await Coordinator.Post(
            $"/api/v1/sessions/{session}/articles",
            new { wiki = "enwiki", titles = new[] { title } }
        );
        var position = answer.Done.Json.GetProperty("position").GetInt64();
        // Answered when the figures have come that far.
        (await Coordinator.Get($"/api/v1/sessions/{session}/statistics?asOf={position}")).Done.ToString();
    }
}
