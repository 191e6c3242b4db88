using System.Globalization;
using System.Text.Json;
using CampaignDashboard.Bench;
using CampaignDashboard.Host;
using Microsoft.Extensions.Logging.Abstractions;

// dotnet CampaignDashboard.Bench.dll [--quick] [results.json]: prints each row beside raw PostgreSQL, and writes the file.
var quick = args.Contains("--quick", StringComparer.Ordinal);
var file = args.FirstOrDefault(a => !a.StartsWith("--", StringComparison.Ordinal));
var folder = Path.Combine(Path.GetTempPath(), $"campaigns-bench-{Guid.NewGuid():N}");
var settings = new EmbeddedPostgresSettings { DataFolder = Path.Combine(folder, "postgres") };
var results = new List<Measured>();
try
{
    await using var postgres = await EmbeddedPostgres.Start(settings, NullLogger.Instance, CancellationToken.None);
    await using var store = await Store.Open(postgres.ConnectionString(settings.Database));
    var rows = new Rows(store, quick ? 200 : 6_000);

    foreach (
        var (size, writers) in ((int, int)[])
            [(1, 1), (1, 8), (10, 1), (10, 8), (100, 1), (100, 8), (1000, 1), (1000, 8)]
    )
    {
        var name = $"append, {size} a transaction, {writers} {(writers == 1 ? "writer" : "writers")}";
        Tell(
            await Measured.Beside(
                name,
                "events/s",
                0.7,
                () => rows.Append(size, writers),
                () => rows.Raw(size, writers)
            )
        );
    }

    var bulk = quick ? 1_000 : 50_000;
    Tell(
        await Measured.Beside(
            "bulk append, once by key",
            "events/s",
            0.8,
            () => rows.Bulk(bulk),
            () => rows.BulkRaw(bulk)
        )
    );
    Tell(new("fold of 10,000 events", "ms", await rows.Fold(10_000), null, 25, LessIsBetter: true));
    var (events, rate) = await rows.CatchUp();
    Tell(new($"catch-up of the figures, {events} events", "events/s", rate, null, 200_000, LessIsBetter: false));
    var latency = await rows.Latency(quick ? 20 : 300);
    Tell(new("commit to projected, median", "ms", latency[latency.Length / 2], null, 10, LessIsBetter: true));
    Tell(new("commit to projected, p99", "ms", latency[latency.Length * 99 / 100], null, 50, LessIsBetter: true));
    await store.Daemon.StopAsync(CancellationToken.None);
    await store.Signal.StopAsync(CancellationToken.None);
}
finally
{
    Directory.Delete(folder, recursive: true);
}

if (file is not null)
{
    await File.WriteAllTextAsync(file, JsonSerializer.Serialize(results, Measured.Json) + "\n");
}

void Tell(Measured row)
{
    results.Add(row);
    Console.WriteLine(row.Line(CultureInfo.InvariantCulture));
}
