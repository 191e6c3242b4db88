using CampaignDashboard.EventStore;

namespace CampaignDashboard.Host.Commands;

/// <summary>
/// <c>dashboard log</c>: the log as JSON lines on standard output, as stored. It ends quietly when nobody reads any more
/// (<c>| head</c>) and, with <c>--follow</c>, when it is asked to stop.
/// </summary>
internal static class ShowLog
{
    // EPIPE: .NET gives an IOException the system's own number.
    private const int BrokenPipe = 32;

    public static async Task<int> Run(Command.ShowLog command, TextWriter errors)
    {
        var code = await OperatorCommand.Run(
            command.Settings,
            (services, cancellation) => Write(services, command.Query, cancellation),
            errors
        );
        return command.Query.Follow && code == OperatorCommand.Interrupted ? 0 : code;
    }

    private static async Task<int> Write(IServiceProvider services, LogQuery query, CancellationToken cancellation)
    {
        var signal = services.GetRequiredService<AppendSignal>();
        await (query.Follow ? signal.StartAsync(cancellation) : Task.CompletedTask);
        try
        {
            await using var output = JsonLines.StandardOutput();
            using var lines = new JsonLines(output);
            await lines.Write(services.GetRequiredService<RawLog>().Read(query, cancellation), cancellation);
        }
        catch (IOException e) when (e.HResult == BrokenPipe)
        {
            // The reader has had enough.
            return 0;
        }
        catch (IOException e)
        {
            throw new StartException($"The log cannot be written to standard output: {e.Message}");
        }
        finally
        {
            await signal.StopAsync(CancellationToken.None);
        }

        return 0;
    }
}
