using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using CampaignDashboard.Host;

namespace CampaignDashboard.Bench;

/// <summary>
/// A campaign of many sessions at a whole Host over HTTP: how fast its page updates come into the log and into the facts,
/// how long figures take on every level, and how soon an update's edits are in a session's figures. A wrong number fails the
/// bench.
/// </summary>
internal sealed class FigureRows(FigureCampaign campaign, Scale scale)
{
    public const string Name = "figures";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static async IAsyncEnumerable<Row> Measure(EmbeddedPostgres cluster, Scale scale)
    {
        await using var store = await BenchStore.In(cluster, "figures", CancellationToken.None);
        await using var host = await HostUnderTest.Start(cluster.ConnectionString("figures"));
        var campaign = new FigureCampaign(store, scale);
        var rows = new FigureRows(campaign, scale);
        using var grace = await host.SignedIn(HostUnderTest.Administrator);
        var nodes = await campaign.Plan(grace);
        yield return new(
            $"{Name}: {campaign.Size}, into the log",
            Row.Rate,
            [await campaign.Ingest()],
            Goal.AtLeast(50_000)
        );
        yield return new(
            $"{Name}: the facts follow, all in all",
            Row.Rate,
            [await rows.Follow(grace, nodes["campaigns"])],
            Goal.AtLeast(50_000)
        );
        foreach (var (kind, id) in nodes)
        {
            var path = $"/api/v1/{kind}/{id}/statistics";
            yield return new($"{Name}: the first answer of {kind}", Row.Milliseconds, [await Asked(grace, path)]);
            yield return await rows.Again(grace, $"of {kind}", path);
        }

        foreach (var (kind, id) in nodes)
        {
            var about = await grace.GetFromJsonAsync<JsonElement>($"/api/v1/{kind}/{id}");
            var path = $"/{kind}/{about.GetProperty("slug").GetString()}";
            yield return new($"{Name}: the first page of {kind}", Row.Milliseconds, [await Asked(grace, path)]);
            yield return await rows.Again(grace, $"the page of {kind}", path);
        }

        yield return new(
            $"{Name}: 100 new edits are in a session's figures",
            Row.Milliseconds,
            await rows.Visible(grace),
            Goal.Below(1_000, "ms")
        );
    }

    private async Task<Row> Again(HttpClient grace, string what, string path)
    {
        var again = new double[scale.FigureReads];
        for (var read = 0; read < again.Length; read++)
        {
            again[read] = await Asked(grace, path);
        }

        return new($"{Name}: {what}, p99", Row.Milliseconds, [Quantile.Of(again, 0.99)], Goal.Below(50, "ms"));
    }

    /// <summary>From the beginning of the ingest until the campaign's figures have all of it.</summary>
    private async Task<double> Follow(HttpClient grace, Guid node)
    {
        var clock = Stopwatch.StartNew();
        await campaign.Reached();
        var figures = await Figures(grace, $"/api/v1/campaigns/{node}/statistics");
        if (figures.GetProperty("edits").GetInt64() != campaign.Made)
        {
            throw new InvalidOperationException($"{campaign.Made} edits were made, and these counted: {figures}");
        }

        return campaign.Made / clock.Elapsed.TotalSeconds;
    }

    /// <summary>From the append of 100 edits until a session's figures have them, as somebody sees who asks without rest.</summary>
    private async Task<double[]> Visible(HttpClient grace)
    {
        var path = $"/api/v1/sessions/{campaign.Session}/statistics";
        var waited = new double[scale.Rounds];
        for (var round = 0; round < waited.Length; round++)
        {
            var before = (await Figures(grace, path)).GetProperty("edits").GetInt64();
            var clock = Stopwatch.StartNew();
            await campaign.Edit(100);
            while ((await Figures(grace, path)).GetProperty("edits").GetInt64() < before + 100)
            {
                if (clock.Elapsed > Patience)
                {
                    throw new InvalidOperationException("The edits never came.");
                }
            }

            waited[round] = clock.Elapsed.TotalMilliseconds;
        }

        return waited;
    }

    private static async Task<JsonElement> Figures(HttpClient grace, string path) =>
        (await grace.GetFromJsonAsync<JsonElement>(path)).GetProperty("figures");

    private static async Task<double> Asked(HttpClient grace, string path)
    {
        var clock = Stopwatch.StartNew();
        using var answer = await grace.GetAsync(path);
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsByteArrayAsync();
        return clock.Elapsed.TotalMilliseconds;
    }
}
