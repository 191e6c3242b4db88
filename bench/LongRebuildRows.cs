using System.Diagnostics;
using System.Globalization;
using CampaignDashboard.Host;

namespace CampaignDashboard.Bench;

/// <summary>
/// A rebuild of a long log, in a process of its own, for what is measured is the memory that it ever had
/// (<c>VmHWM</c>, Linux).
/// </summary>
internal static class LongRebuildRows
{
    public const string Name = "long rebuild";

    /// <summary>The argument that makes this programme the process that rebuilds.</summary>
    public const string Mode = "--rebuild-alone";

    private static readonly string Fill = Sql.Read(typeof(LongRebuildRows).Assembly, "FillLongLog.sql");

    public static async IAsyncEnumerable<Row> Measure(EmbeddedPostgres cluster, Scale scale)
    {
        await using (var store = await BenchStore.In(cluster, "long_log", CancellationToken.None))
        {
            var sample = await SessionLog.Fill(store, store.Database, scale.LogStreams, scale.LogStreams);
            await store.Execute(
                Fill.Replace("$1", $"{scale.LongLogEvents / scale.LogStreams}", StringComparison.Ordinal)
                    .Replace("$2", $"{sample.Before}", StringComparison.Ordinal),
                CancellationToken.None
            );
            await store.Execute("vacuum analyze events.mt_events", CancellationToken.None);
            await store.Execute("checkpoint", CancellationToken.None);
        }

        var (rate, memory) = await InOwnProcess(cluster.ConnectionString("long_log"));
        var work = $"{Name} of the session statistics, {scale.LongLogEvents:#,0} events";
        yield return new(work, Row.Rate, [rate], Goal.AtLeast(200_000));
        yield return new($"{work}: peak memory", Row.Megabytes, [memory], Goal.Below(300, Row.Megabytes));
    }

    /// <summary>The other side: rebuilds, and tells events a second and megabytes.</summary>
    public static async Task Alone(string connectionString)
    {
        await using var store = await BenchStore.Open(connectionString, CancellationToken.None);
        var watch = Stopwatch.StartNew();
        var head = 0L;
        await foreach (var progress in store.Get<ProjectionRebuild>().Run(store.Figures.Name, CancellationToken.None))
        {
            head = progress.Head;
        }

        var rate = head / watch.Elapsed.TotalSeconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rate} {Machine.PeakMemory("self")}"));
    }

    private static async Task<(double Rate, double Memory)> InOwnProcess(string connectionString)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach (var argument in (string[])[typeof(LongRebuildRows).Assembly.Location, Mode, connectionString])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var told = (await process.StandardOutput.ReadToEndAsync()).Split(' ');
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? (double.Parse(told[0], CultureInfo.InvariantCulture), double.Parse(told[1], CultureInfo.InvariantCulture))
            : throw new InvalidOperationException("The rebuild failed.");
    }
}
