using System.Net;
using CampaignDashboard.Campaigns.Contracts;

namespace CampaignDashboard.Tests.Journeys;

/// <summary>Who guesses passcodes at a short link; at a Host of their own, for the whole address is locked.</summary>
public sealed class JoinLockoutTests(HostWithWikis given) : IClassFixture<HostWithWikis>
{
    [Fact]
    public async Task After_ten_wrong_passcodes_the_page_says_how_long_to_wait()
    {
        var session = (await given.Planned.Schedule()).Id;
        var address = $"/api/v1/sessions/{session}/passcode";
        (await given.Planned.Coordinator.Put(address, new { passcode = "ripe plum" })).Done.ToString();
        using var carl = await Visitor.SignedIn(given.Host, "Guessing Carl");
        var page = await carl.Open($"/j/{ShortCode.Of(session)}");
        for (var i = 0; i < 10; i++)
        {
            page = await carl.Press(page, "subscribe", ("passcode", $"plum {i}"));
        }

        var locked = await carl.Press(page, "subscribe", ("passcode", "ripe plum"));

        Assert.Equal(HttpStatusCode.Forbidden, locked.Status);
        Assert.Contains("Wait ten minutes, or ask a coordinator", locked.Messages, StringComparison.Ordinal);
        Assert.Equal("ripe plum", locked.Form("subscribe").Fields["passcode"]);
    }
}
