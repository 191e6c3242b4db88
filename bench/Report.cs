using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CampaignDashboard.Host;
using Microsoft.Extensions.Logging.Abstractions;

namespace CampaignDashboard.Bench;

/// <summary>
/// Measures all rows on a cluster of their own, with PostgreSQL's settings as they are (nothing is careless here),
/// prints them as they come and records each part, once it is measured, in <c>bench/results.json</c>: a part that is
/// measured again takes the place of what was recorded of it, with the machine as it was then.
/// </summary>
internal static class Report
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly (string Name, Func<EmbeddedPostgres, Scale, IAsyncEnumerable<Row>> Measure)[] Parts =
    [
        (AppendRows.Name, AppendRows.Measure),
        (BulkRows.Name, BulkRows.Measure),
        (LogRows.Name, LogRows.Measure),
        (FoldRow.Name, FoldRow.Measure),
        (LatencyRows.Name, LatencyRows.Measure),
        (LongRebuildRows.Name, LongRebuildRows.Measure),
        (RushRows.Name, RushRows.Measure),
        (FigureRows.Name, FigureRows.Measure),
        (IngestRows.Name, IngestRows.Measure),
        (VisibleRows.Name, VisibleRows.Measure),
        (DownloadRows.Name, DownloadRows.Measure),
    ];

    /// <summary>False if no part has such a name.</summary>
    public static async Task<bool> Make(Scale scale, string only, bool record, CancellationToken cancellation)
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var parts = Parts.Where(p => p.Name.Contains(only, StringComparison.Ordinal)).ToArray();
        if (parts.Length == 0)
        {
            await Console.Error.WriteLineAsync($"The parts are: {string.Join("; ", Parts.Select(p => p.Name))}.");
            return false;
        }

        var folder = Path.Combine(Path.GetTempPath(), $"campaigns-bench-{Guid.NewGuid():N}");
        try
        {
            var settings = new EmbeddedPostgresSettings { DataFolder = folder };
            await using var cluster = await EmbeddedPostgres.Start(settings, NullLogger.Instance, cancellation);
            await Measure(cluster, scale, parts, record, cancellation);
            return true;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task Measure(
        EmbeddedPostgres cluster,
        Scale scale,
        IEnumerable<(string Name, Func<EmbeddedPostgres, Scale, IAsyncEnumerable<Row>> Measure)> parts,
        bool record,
        CancellationToken cancellation
    )
    {
        Machine machine;
        await using (var store = await BenchStore.In(cluster, "machine", cancellation))
        {
            machine = await Machine.Of(store, cancellation);
        }

        Console.WriteLine(
            $"{machine.Processor}, {machine.Cores} cores, {machine.MemoryGb} GB, load {machine.LoadBefore}"
        );
        Console.WriteLine($"PostgreSQL {machine.Postgres}, {machine.Settings}\n");
        Console.WriteLine("| work | ours | raw | of raw | Marten, default | Marten, fastest | × Marten | goals |");
        Console.WriteLine("| --- | --: | --: | --: | --: | --: | --: | --- |");
        foreach (var (name, measure) in parts)
        {
            var rows = new List<Row>();
            await foreach (var row in measure(cluster, scale).WithCancellation(cancellation))
            {
                rows.Add(row);
                Console.WriteLine(LineOf(row));
                cancellation.ThrowIfCancellationRequested();
            }

            machine = machine.Afterwards();
            if (record)
            {
                await Record(name, machine, rows, cancellation);
            }
        }

        Console.WriteLine($"\nLoad afterwards {machine.LoadAfter}.");
    }

    private static string LineOf(Row row)
    {
        string[] cells =
        [
            row.Work,
            Figure(row.Median, row.Unit),
            row.Raw is { } raw ? $"{Figure(Quantile.Of(raw.Rounds, 0.5), row.Unit)} ({raw.Is})" : "",
            row.OfRaw is { } share ? $"{share:0.00}" : "",
            row.Marten is [var usual, ..] ? Figure(Quantile.Of(usual.Rounds, 0.5), row.Unit) : "",
            row.FastestMarten is { } best ? $"{Figure(Quantile.Of(best.Rounds, 0.5), row.Unit)} ({best.Way})" : "",
            row.TimesMarten is { } times ? $"{times:0.0}" : "",
            string.Join(", ", row.Goals.Select(g => g.IsReached(row) ? $"{g.Text}: yes" : $"**{g.Text}: no**")),
        ];
        return $"| {string.Join(" | ", cells)} |";
    }

    private static string Figure(double value, string unit) =>
        unit switch
        {
            Row.Rate => $"{value:#,0} /s",
            Row.Milliseconds => $"{value:0.0} ms",
            _ => $"{value:#,0} {unit}",
        };

    private static async Task Record(
        string part,
        Machine machine,
        IEnumerable<Row> rows,
        CancellationToken cancellation
    )
    {
        var measured = new
        {
            machine,
            rows = rows.Select(r => new
            {
                r.Work,
                r.Unit,
                Ours = Rounded(r.Ours),
                Raw = r.Raw is { } raw ? new { raw.Is, Rounds = Rounded(raw.Rounds) } : null,
                Marten = r.Marten.Select(m => new { m.Way, Rounds = Rounded(m.Rounds) }),
                Median = Math.Round(r.Median, 2),
                OfRaw = Rounded(r.OfRaw),
                TimesMarten = Rounded(r.TimesMarten),
                Goals = r.Goals.Select(g => new { g.Text, Reached = g.IsReached(r) }),
            }),
        };
        var file = Path.Combine(Root(AppContext.BaseDirectory), "bench", "results.json");
        var results = File.Exists(file)
            ? JsonNode.Parse(await File.ReadAllTextAsync(file, cancellation)) as JsonObject ?? []
            : [];
        results[part] = JsonSerializer.SerializeToNode(measured, Json);
        await File.WriteAllTextAsync(file, results.ToJsonString(Json) + "\n", cancellation);
    }

    private static double? Rounded(double? value) => value is { } v ? Math.Round(v, 2) : null;

    private static double[] Rounded(double[] values) => Array.ConvertAll(values, v => Math.Round(v, 2));

    private static string Root(string folder) =>
        File.Exists(Path.Combine(folder, "CampaignDashboard.slnx"))
            ? folder
            : Root(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("No solution above."));
}
