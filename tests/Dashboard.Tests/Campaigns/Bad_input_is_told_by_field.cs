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

    private static async Task Expect(string field, ScheduleSession.Request request) =>
        Assert.Equal([field], (await Errors(request)).Keys);

    private static Task<IReadOnlyDictionary<string, string[]>> Errors(ScheduleSession.Request request) =>
        new ScheduleSession.Validator().Errors(request);
}
