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
        // One for each try, for a session is updated once a minute at most.
        var running = Math.Min(scale.LatencySamples + 1, scale.FigureSessions);
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
        await rows.Update(running - 1);
        var tries = new List<(double Visible, double Ended)>();
        for (var session = 0; session < running - 1; session++)
        {
            tries.Add(await rows.Update(session));
        }

        var work = $"{Name}: {Edits} edits of one of {scale.FigureSessions} sessions, {campaign.Updates:#,0} updates";
        var visible = tries.ConvertAll(t => t.Visible);
        yield return new(
            $"{work}, p99",
            Row.Milliseconds,
            [Quantile.Of(visible, 0.99)],
            Goal.Below(1_000, Row.Milliseconds)
        );
        yield return new($"{Name}: median", Row.Milliseconds, [Quantile.Of(visible, 0.5)]);
        yield return new(
            $"{Name}: until all that is looked at besides is known, median",
            Row.Milliseconds,
            [Quantile.Of(tries.ConvertAll(t => t.Ended), 0.5)]
        );
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
