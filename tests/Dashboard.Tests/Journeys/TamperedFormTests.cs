using System.Net;
using CampaignDashboard.Campaigns.Contracts;

namespace CampaignDashboard.Tests.Journeys;

/// <summary>Forms that somebody sends with what no page offers. The log keeps everything for ever, so nothing of it gets there.</summary>
public sealed class TamperedFormTests(HostWithWikis given) : IClassFixture<HostWithWikis>
{
    private Api Coordinator => given.Planned.Coordinator;

    [Fact]
    public async Task A_number_is_no_attendance_and_the_lists_can_still_be_read()
    {
        var session = (await given.Planned.Schedule(new { attendance = "both" })).Id;
        using var eve = await Visitor.SignedIn(given.Host, "Eve");

        await eve.Press(await eve.Open($"/j/{ShortCode.Of(session)}"), "subscribe", ("attendance", "7"));

        var list = (await Coordinator.Get($"/api/v1/sessions/{session}/participants")).Done.Json;
        Assert.Equal("onSite", list.GetProperty("participants")[0].GetProperty("attendance").GetString());
    }

    [Theory]
    [InlineData("9")]
    [InlineData("")]
    public async Task The_rest_is_marked_as_something_or_not_at_all(string rest)
    {
        var session = $"/api/v1/sessions/{(await given.Planned.Schedule()).Id}";
        (await Coordinator.Post($"{session}/participants", new { userNames = new[] { "Ada" } })).Done.ToString();
        var coordinator = new Visitor(Coordinator);
        var list = $"{(await Coordinator.Get(session)).Done.Json.GetProperty("page").GetString()}/participants";

        var sent = await coordinator.Press(await coordinator.Open(list), "rest", ("rest", rest));

        Assert.Equal(HttpStatusCode.BadRequest, sent.Status);
        var told = (await Coordinator.Get($"{session}/attendance")).Done.Json;
        Assert.Equal(1, told.GetProperty("notMarked").GetInt32());
        Assert.Contains("Ada", (await coordinator.Open($"{list}?q=a%00da")).Text, StringComparison.Ordinal);
    }
}
