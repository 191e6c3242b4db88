using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using CampaignDashboard.Host;

namespace CampaignDashboard.Bench;

/// <summary>
/// A coordinator presses "Update statistics" of one session of a large campaign, whose people have just saved a hundred
/// edits: how long until its statistics, which somebody asks for without rest, have them. Over HTTP at a whole Host, which
/// asks a scripted wiki in all its steps, and looks at the other running sessions meanwhile.
/// </summary>
internal sealed class VisibleRows(CampaignWiki wiki, EditedCampaign campaign, HttpClient grace)
{
    public const string Name = "visible";

    private const int Edits = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static async IAsyncEnumerable<Row> Measure(EmbeddedPostgres cluster, Scale scale)
    {
        await using var wiki = await CampaignWiki.Start();
        await cluster.CreateDatabase(Name, CancellationToken.None);
        // One for each try, for a session is updated once a minute at most; half of them while all have their first look.
        var tries = Math.Min(scale.LatencySamples, (scale.FigureSessions - 1) / 2);
        var running = (2 * tries) + 1;
        var campaign = new EditedCampaign(1, scale.FigureSessions, scale.FigureUpdates, running);
        wiki.Tell(campaign);
        await using (var engine = await UpdateEngine.Start(cluster.ConnectionString(Name), wiki.Api))
        {
            await engine.Plan(campaign);
            await engine.Ingest(campaign);
        }

        await using var host = await HostUnderTest.Start(cluster.ConnectionString(Name), wiki.Api);
        using var grace = await host.SignedIn(HostUnderTest.Administrator);
        var rows = new VisibleRows(wiki, campaign, grace);
        await rows.Update(2 * tries);
        var first = await rows.Each(0, tries);
        await rows.HaveBeenLookedAt(running);
        var then = await rows.Each(tries, tries);
        var work = $"{Name}: {Edits} edits of one of {scale.FigureSessions} sessions, {campaign.Updates:#,0} updates";
        yield return new(
            $"{work}, p99",
            Row.Milliseconds,
            [Quantile.Of(then.ConvertAll(t => t.Visible), 0.99)],
            Goal.Below(1_000, Row.Milliseconds)
        );
        yield return new($"{Name}: median", Row.Milliseconds, [Quantile.Of(then.ConvertAll(t => t.Visible), 0.5)]);
        yield return new(
            $"{Name}: until all that is looked at besides is known, median",
            Row.Milliseconds,
            [Quantile.Of(then.ConvertAll(t => t.Ended), 0.5)]
        );
        yield return new(
            $"{Name}: while the Host has just started and {running} sessions have their first look, p99",
            Row.Milliseconds,
            [Quantile.Of(first.ConvertAll(t => t.Visible), 0.99)]
        );
    }

    private async Task<List<(double Visible, double Ended)>> Each(int from, int count)
    {
        var tries = new List<(double Visible, double Ended)>();
        foreach (var session in Enumerable.Range(from, count))
        {
            tries.Add(await Update(session));
        }

        return tries;
    }

    /// <summary>Waits until each of the running sessions has been looked at in all steps.</summary>
    private async Task HaveBeenLookedAt(int running)
    {
        var clock = Stopwatch.StartNew();
        foreach (var session in campaign.Sessions.Take(running))
        {
            JsonElement outlook;
            do
            {
                outlook = await grace.GetFromJsonAsync<JsonElement>($"/api/v1/sessions/{session}/update-outlook");
                await Task.Delay(TimeSpan.FromMilliseconds(100));
            } while (outlook.GetProperty("lastUpdate").ValueKind is JsonValueKind.Null && clock.Elapsed < Patience * 5);
        }
    }

    /// <summary>Milliseconds from the request to the statistics that have the edits, and to the end of the update.</summary>
    private async Task<(double Visible, double Ended)> Update(int session)
    {
        var path = $"/api/v1/sessions/{campaign.Sessions[session]}";
        var before = await EditsOf(path);
        wiki.Save(session, 0, Edits);
        var clock = Stopwatch.StartNew();
        using var asked = await grace.PostAsync(new Uri($"{path}/data-updates", UriKind.Relative), content: null);
        asked.EnsureSuccessStatusCode();
        while (await EditsOf(path) < before + Edits)
        {
            if (clock.Elapsed > Patience)
            {
                throw new InvalidOperationException("The edits never came.");
            }
        }

        var visible = clock.Elapsed.TotalMilliseconds;
        await Ended(asked.Headers.Location!);
        return (visible, clock.Elapsed.TotalMilliseconds);
    }

    private async Task<long> EditsOf(string path) =>
        (await grace.GetFromJsonAsync<JsonElement>($"{path}/statistics"))
            .GetProperty("figures")
            .GetProperty("edits")
            .GetInt64();

    /// <summary>Waits for an update's end; one that had problems says nothing. A first look at a session may take minutes.</summary>
    private async Task Ended(Uri update)
    {
        var clock = Stopwatch.StartNew();
        JsonElement told;
        do
        {
            using var wait = new HttpRequestMessage(HttpMethod.Get, update);
            wait.Headers.Add("Prefer", "wait=30");
            using var answer = await grace.SendAsync(wait);
            told = await answer.Content.ReadFromJsonAsync<JsonElement>();
        } while (told.GetProperty("state").GetString() is "running" && clock.Elapsed < Patience);

        if (
            told.GetProperty("state").GetString() is not "completed"
            || told.GetProperty("problems").GetArrayLength() > 0
        )
        {
            throw new InvalidOperationException($"The update went wrong: {told}");
        }
    }
}
