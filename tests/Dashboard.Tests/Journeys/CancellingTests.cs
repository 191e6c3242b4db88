using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;

namespace CampaignDashboard.Tests.Journeys;

/// <summary>An update is followed while it runs, and broken off; what it had read stays.</summary>
public sealed class CancellingTests(HostWithWikis given) : IClassFixture<HostWithWikis>
{
    [Fact]
    public async Task An_update_tells_how_far_it_is_until_it_is_cancelled_and_what_it_read_stays()
    {
        var session = await given.Planned.SessionWith(["enwiki"], "Slow Sally");
        var update = await given.Planned.RequestUpdate(session);
        using var http = new HttpClient { BaseAddress = given.Host.Address };
        await using var stream = await http.GetStreamAsync($"{update}/progress", TestContext.Current.CancellationToken);
        var events = SseParser
            .Create(stream)
            .EnumerateAsync(TestContext.Current.CancellationToken)
            .GetAsyncEnumerator();
        var progress = await Next(events, p => p.GetProperty("fetched").GetInt32() == 1);
        Assert.Equal("contributions", progress.GetProperty("step").GetString());
        Assert.Equal("enwiki", progress.GetProperty("wiki").GetString());
        Assert.Equal(2, progress.GetProperty("added").GetInt32());
        await ShowsIt(session);

        Assert.Equal(HttpStatusCode.NoContent, (await given.Planned.Coordinator.Post($"{update}/cancel")).Status);

        await Next(events, p => p.GetProperty("state").GetString() == "ended");
        Assert.False(await events.MoveNextAsync());
        var told = (await given.Planned.Coordinator.Get(update)).Done.Json;
        Assert.Equal("cancelled", told.GetProperty("state").GetString());
        Assert.Equal(2, told.GetProperty("added").GetInt32());
        Assert.Equal(HttpStatusCode.NoContent, (await given.Planned.Coordinator.Post($"{update}/cancel")).Status);

        // The next one goes on: the first answer is not asked for again.
        given.Good.Release();
        var next = await given.Planned.Update(session);
        Assert.Equal(2, next.GetProperty("added").GetInt32());
        Assert.Equal(1, given.Good.Beginnings("Slow Sally"));
    }

    private async Task ShowsIt(Guid session)
    {
        var outlook = (await given.Planned.Coordinator.Get($"/api/v1/sessions/{session}/update-outlook")).Done.Json;
        Assert.Equal("coordinator", outlook.GetProperty("underWayFor").GetString());
        Assert.Equal(1, outlook.GetProperty("progress").GetProperty("fetched").GetInt32());
        // In March 2026 all was looked at for the last time in April.
        Assert.Equal(JsonValueKind.Null, outlook.GetProperty("nextUpdate").ValueKind);
        Assert.StartsWith("2026-04-20", outlook.GetProperty("frozenSince").GetString(), StringComparison.Ordinal);
    }

    private static async Task<JsonElement> Next(
        IAsyncEnumerator<SseItem<string>> events,
        Func<JsonElement, bool> isExpected
    )
    {
        while (await events.MoveNextAsync())
        {
            var data = JsonDocument.Parse(events.Current.Data).RootElement;
            if (isExpected(data))
            {
                return data;
            }
        }

        throw new InvalidOperationException("The events ended before.");
    }
}
