using System.Runtime.Versioning;
using CampaignDashboard.Bench;

[assembly: SupportedOSPlatform("linux")]

// Measures the event store beside raw PostgreSQL and real Marten, and the whole dashboard where many come at once.
//   --quick         everything with tiny counts; records nothing
//   --only PART     the parts whose name holds this text
//   --memory        what needs no database, by BenchmarkDotNet
const string Usage =
    "Usage: CampaignDashboard.Bench [--quick] [--only append|bulk|catch-up|fold|commit|long|rush|figures|ingest|visible|download|lists] | --memory";
if (args is [LongRebuildRows.Mode, var database])
{
    await LongRebuildRows.Alone(database);
    return 0;
}

if (args is ["--memory"])
{
    return InMemory.Run();
}

var rest = args.Where(a => a != "--quick").ToArray();
if (rest is not ([] or ["--only", _]))
{
    await Console.Error.WriteLineAsync(Usage);
    return 2;
}

var quick = rest.Length < args.Length;
var only = rest is ["--only", var part] ? part : "";
using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    interrupted.Cancel();
};
try
{
    return await Report.Make(quick ? Scale.Quick : Scale.Full, only, record: !quick, interrupted.Token) ? 0 : 2;
}
catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
{
    return 130;
}
