using System.Runtime.InteropServices;

namespace CampaignDashboard.Host.Commands;

/// <summary>
/// What the commands beside serving have in common: they use the dashboard's database, whether a dashboard runs on it or
/// not; their standard output is their answer alone (the log goes to standard error); Ctrl-C ends them in order.
/// </summary>
internal static class OperatorCommand
{
    /// <summary>As a shell tells it of a programme that a signal ended.</summary>
    public const int Interrupted = 130;

    /// <summary>Runs one in the surroundings it needs; tells its exit code.</summary>
    public static async Task<int> Run(
        string[] settings,
        Func<IServiceProvider, CancellationToken, Task<int>> work,
        TextWriter errors
    )
    {
        using var stop = new CancellationTokenSource();
        void Stop(PosixSignalContext signal)
        {
            // The second time it ends at once.
            signal.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            return await WithDatabase(settings, work, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return Interrupted;
        }
        catch (Exception e) when (StartOptions.Explain(e) is { } reason)
        {
            await errors.WriteLineAsync(reason);
            return 1;
        }
    }

    private static async Task<int> WithDatabase(
        string[] settings,
        Func<IServiceProvider, CancellationToken, Task<int>> work,
        CancellationToken cancellation
    )
    {
        var builder = Dashboard.Configure(settings);
        await using var logger = Logging.ConfigureForCommand(builder);
        await using var database = await Database.Enter(builder.Configuration, logger, cancellation);
        Dashboard.AddParts(builder, database);
        // Built, not started: nothing listens, no projection runs.
        await using var app = builder.Build();
        return await work(app.Services, cancellation);
    }
}
