using CampaignDashboard.Campaigns;
using CampaignDashboard.Campaigns.Features;
using CampaignDashboard.Web.Problems;

namespace CampaignDashboard.Tests.Campaigns;

public sealed class Bad_input_is_told_by_field
{
    private static readonly ScheduleSession.Request Good = Planned.Schedule(Planned.Coordinator).Asked;

    [Fact]
    public async Task A_good_session_has_no_errors() => Assert.Empty(await Errors(Good));

    [Fact]
    public async Task Each_field_answers_for_itself()
    {
        await Expect("title", Good with { Title = " " });
        await Expect("title", Good with { Title = new string('x', 201) });
        await Expect("title", Good with { Title = "a\0b" });
        await Expect("timeZone", Good with { TimeZone = "Europe/Leiden" });
        await Expect("start", Good with { Start = "8 March" });
        await Expect("end", Good with { End = "2026-02-30" });
        await Expect("trackedFrom", Good with { TrackedFrom = "soon" });
        await Expect("trackedUntil", Good with { TrackedUntil = "later" });
        await Expect("wikis", Good with { Wikis = [] });
        await Expect("wikis", Good with { Wikis = ["enwiki", null!] });
        await Expect("wikis", Good with { Wikis = [.. Enumerable.Repeat("enwiki", 51)] });
        await Expect("slug", Good with { Slug = "Not A Slug" });
        await Expect("venue", Good with { Venue = "a\0b" });
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(" ", null)]
    [InlineData("museum.jpg", "File:Museum.jpg")]
    [InlineData("file:Big_museum  of_X.SVG", "File:Big museum of X.SVG")]
    [InlineData("File:Музей.png", "File:Музей.png")]
    public async Task An_image_is_named_as_on_Commons(string? typed, string? kept)
    {
        Assert.Empty(await new DescribeCampaign.Validator().Errors(new("Museum", Image: typed)));
        Assert.Equal(kept, new CampaignDetails("Museum", Image: typed).Tidied().Image);
    }

    [Theory]
    [InlineData("File:")]
    [InlineData("Museum")]
    [InlineData(".jpg")]
    [InlineData("Category:Museums")]
    [InlineData("https://commons.wikimedia.org/wiki/File:Museum.jpg")]
    [InlineData("../Museum.jpg")]
    [InlineData("<img src=x>.jpg")]
    [InlineData("Museum.jpg|thumb")]
    [InlineData("Museum.js")]
    [InlineData("Mu\0seum.jpg")]
    public async Task What_no_image_can_be_called_is_refused(string typed) =>
        Assert.Equal(["image"], (await new DescribeCampaign.Validator().Errors(new("Museum", Image: typed))).Keys);

    [Fact]
    public async Task A_goal_is_a_number_that_can_be_reached_and_one_a_figure()
    {
        var rules = new DescribeProgram.Validator();
        Assert.Empty(await rules.Errors(new("2026", Goals: [new("edits", 5), new("bytesRemoved", -5)])));
        Assert.Equal(["goals"], (await rules.Errors(new("2026", Goals: [new("edits", 0)]))).Keys);
        Assert.Equal(["goals"], (await rules.Errors(new("2026", Goals: [new("edits", 5), new("edits", 6)]))).Keys);
        Assert.Equal(["goals"], (await rules.Errors(new("2026", Goals: [null!]))).Keys);
        Assert.Equal(["wikis"], (await rules.Errors(new("2026", Wikis: [" "]))).Keys);
    }

    private static async Task Expect(string field, ScheduleSession.Request request) =>
        Assert.Equal([field], (await Errors(request)).Keys);

    private static Task<IReadOnlyDictionary<string, string[]>> Errors(ScheduleSession.Request request) =>
        new ScheduleSession.Validator().Errors(request);
}
